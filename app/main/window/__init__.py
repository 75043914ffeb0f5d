"""The clerk's window put together: the desktop, what stands behind it, and its tie to the hub."""
