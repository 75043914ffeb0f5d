"""Drivers of window displays."""
