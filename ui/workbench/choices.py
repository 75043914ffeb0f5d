"""Choices of the form: codes in the visit, words on the screen."""

from __future__ import annotations

from ui.shell.notices import word


def shown(code: str) -> str:
    """The words for a choice's code."""
    return word(f"choice.{code}").what if code else ""


def chosen(codes: tuple[str, ...], text: str) -> str:
    """The code whose words were chosen; empty when none."""
    return next((code for code in codes if shown(code) == text), "")
