"""Marks a string for translation without translating it yet, typed.

The name is the one that the extraction tool looks for; it must not be aliased.
"""


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802
    """``text`` unchanged; extracted into the catalogue under ``context``."""
    return text
