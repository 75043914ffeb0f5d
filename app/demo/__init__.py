"""The scripted day that shows and tests the whole."""
