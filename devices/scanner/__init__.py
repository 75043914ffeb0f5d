"""Barcode and QR scanners (扫码枪)."""
