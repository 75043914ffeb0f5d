"""Page printers (A4 打印机): what the program asks of one, and who answers."""
