"""The hub's process: server, keys, backup, and what its administrator does on the command line."""
