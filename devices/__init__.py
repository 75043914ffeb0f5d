"""Devices by kind: contract, simulator, drivers. They know nothing of the program."""
