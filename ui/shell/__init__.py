"""The window around the pages: header, actions, search list, notices in words."""
