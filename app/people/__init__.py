"""Applicants and agents, staff and windows."""
