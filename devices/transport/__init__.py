"""Wires that several kinds of device share."""
