"""The journal: everything that happens, as immutable rows in a hash chain."""
