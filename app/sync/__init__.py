"""The window's side of talking to its hub: commands, push of the own journal, the live feed."""
