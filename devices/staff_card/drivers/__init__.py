"""Drivers of staff card readers; chosen in app.main."""
