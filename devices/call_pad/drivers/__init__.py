"""Drivers of call pads and evaluators."""
