"""Scanners of pages: flatbeds and feeders (扫描仪)."""
