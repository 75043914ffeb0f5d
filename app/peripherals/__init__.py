"""Policy over devices: when to ask, how often to repeat, what to tell the rest of the program."""
