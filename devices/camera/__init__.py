"""Document cameras (高拍仪): USB cameras over the desk, often with a second head for the face (副头)."""
