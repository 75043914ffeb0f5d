"""Drivers of page printers."""
