"""The clerk's workbench (工作台): one screen, whole visit."""
