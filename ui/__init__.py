"""The faces: everything that uses Qt."""
