"""What every room of the program may use: errors, ids, clock, lanes, events, number rules, text."""
