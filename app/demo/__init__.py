"""The scripted visit that shows and tests the whole on real parts."""
