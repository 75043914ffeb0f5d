"""A received case beside the visit: its contact data are corrected, a note is added."""
