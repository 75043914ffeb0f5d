"""Commands that do one thing and end: backup, catalogue, journal, outbox, cards, codes, prints."""
