"""The composition root: the only room that sees app, ui and drivers together."""
