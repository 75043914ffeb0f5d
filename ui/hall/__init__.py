"""The hall's big screen (大屏): who is called where, and the voice that says it."""
