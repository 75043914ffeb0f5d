"""What the hall says when a ticket is called (叫号语音): pure text and segment names, no sound.

Letters and digits are read one by one, the line is read twice, and a recall (重呼) says 再次呼叫 first.
The names of segments are file names in ``resources/sounds/voice``; see the README there.
"""

from __future__ import annotations

import re

from msgspec import Struct

READINGS = 2
_DIGITS = "零一二三四五六七八九"
_NAMED = {"综合": "general"}
_SPOKEN_PART = re.compile("[0-9]+|[A-Z]|" + "|".join(_NAMED))


class Announcement(Struct, frozen=True):
    """One call, ready to be shown and spoken.

    ``text``: the line as a person reads it, ``请 A 零 一 二 七 号，到 3 号窗口``.
    ``segments``: what is played, in order, chime and both readings included.
    """

    text: str
    segments: tuple[str, ...]


def announce(ticket: str, window: str, *, recall: bool = False, say_yao: bool = False) -> Announcement:
    """The announcement of a ticket (``A127``) called to a window (``3`` or a name such as ``综合-12``).

    ``say_yao`` reads the digit 1 of the ticket as 幺. What the voice pack has no segment for is not spoken;
    it stands on the screen all the same.
    """
    number = ticket.upper()
    line = " ".join(
        ["请", *(_character_word(each, say_yao) for each in number), "号，到", *window_words(window)]
    )
    reading = [
        *(["again"] if recall else []),
        "please",
        *(_character_segment(each, say_yao) for each in number if _is_spoken(each)),
        "number",
        "go_to",
        *_window_segments(window),
        "window",
    ]
    return Announcement(
        text=f"再次呼叫，{line}" if recall else line,
        segments=("chime", *reading, *(("pause", *reading) * (READINGS - 1))),
    )


def window_words(window: str) -> tuple[str, str]:
    """How a window is named to people: ``3``, ``号窗口`` for a number, ``综合-12``, ``窗口`` for a name."""
    return (str(int(window)), "号窗口") if _is_number(window) else (window, "窗口")


def _is_number(window: str) -> bool:
    return window.isascii() and window.isdigit()


def _is_spoken(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _character_word(character: str, say_yao: bool) -> str:
    if character == "1" and say_yao:
        return "幺"
    return _DIGITS[int(character)] if _is_number(character) else character


def _character_segment(character: str, say_yao: bool) -> str:
    return "yao" if character == "1" and say_yao else character


def _window_segments(window: str) -> list[str]:
    segments: list[str] = []
    ends_in_number = False
    for part in _SPOKEN_PART.findall(window.upper()):
        ends_in_number = part.isdigit()
        segments += _number_segments(part) if ends_in_number else [_NAMED.get(part, part)]
    return [*segments, "number"] if ends_in_number else segments


def _number_segments(digits: str) -> list[str]:
    value = int(digits)
    if not 10 <= value <= 99:
        return list(str(value))
    tens, ones = divmod(value, 10)
    return [*([str(tens)] if tens > 1 else []), "ten", *([str(ones)] if ones else [])]
