"""What every face shares: fonts, theme, keys, formatting, widgets."""
