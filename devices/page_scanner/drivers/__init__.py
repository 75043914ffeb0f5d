"""Drivers of page scanners; chosen in app.main."""
