"""Resident ID card readers (二代证阅读器): contract, codec, drivers, and a simulated reader."""
