"""Drivers of scanners; chosen in app.main."""
