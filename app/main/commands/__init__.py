"""The commands and their arguments, one module a group. Light: nothing of the program is loaded here."""
