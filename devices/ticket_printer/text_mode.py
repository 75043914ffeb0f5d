"""Lines that a Chinese ticket printer can write in its own letters. Pure.

"GB18030" on such a printer means the two-byte area. Four-byte characters come out as rubbish, private-use
ones and FE50 to FEA0 are missing from most of its fonts: a line with one of them is drawn instead.
"""

from __future__ import annotations


def encode(line: str) -> bytes | None:
    """The bytes of a line, or None when it must be drawn."""
    encoded = b""
    for character in line:
        part = _character(character)
        if part is None:
            return None
        encoded += part
    return encoded


def columns(line: str) -> int:
    """How many columns a line takes: 汉字 and full-width signs two, ASCII one."""
    return sum(1 if character.isascii() else 2 for character in line)


def _character(character: str) -> bytes | None:
    if character.isascii():
        return character.encode() if character.isprintable() else None
    try:
        encoded = character.encode("gb18030")
    except UnicodeEncodeError:
        return None
    if len(encoded) != 2 or 0xE000 <= ord(character) <= 0xF8FF:
        return None
    return None if encoded[0] == 0xFE and encoded[1] <= 0xA0 else encoded
