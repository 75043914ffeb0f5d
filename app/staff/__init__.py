"""Who works at the windows: the roster (人员名册) and who is on duty (在岗)."""
