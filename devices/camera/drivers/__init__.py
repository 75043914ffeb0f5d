"""Drivers of document cameras; chosen in app.main."""
