"""Displays over the window (窗口屏)."""
