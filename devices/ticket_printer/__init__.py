"""Ticket printers (小票打印机): small thermal printers that speak ESC/POS."""
