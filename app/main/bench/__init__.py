"""Measurements, each a ratio against its limit or a peer in the same run; one module a name."""
