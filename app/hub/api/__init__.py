"""The hub's HTTP interface, one module a feature."""
