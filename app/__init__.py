"""Zongchuang 综窗: the program of a government service hall, without Qt."""
