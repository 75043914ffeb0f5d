"""What a person would leave in a file: a text or a picture, as it is, in hexadecimal, in Base64."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

_ENCODINGS = ("utf-8", "gb18030", "utf-16-le")
_PIECE = 24
"""Bytes of a picture that are looked for; also the least that is looked for in hexadecimal and Base64, since
what is shorter turns up by chance."""


def traces_of(secret: str | bytes) -> frozenset[bytes]:
    """Every form to be looked for. Of bytes pieces from the middle, which no two pictures share."""
    if isinstance(secret, str):
        found = {form for encoding in _ENCODINGS for form in _forms(secret.encode(encoding))}
        return frozenset(found | {escape(secret)[1:-1].encode() for escape in (ascii, json.dumps)})
    middles = (len(secret) // 3, len(secret) // 2, 2 * len(secret) // 3)
    return frozenset(form for at in middles for form in _forms(secret[at : at + _PIECE]))


def found_in(data: bytes, secrets: Iterable[str | bytes]) -> list[str]:
    """Which secrets have left a trace."""
    return [repr(each)[:60] for each in secrets if any(trace in data for trace in traces_of(each))]


def files_below(folder: Path, *but: str) -> Iterator[Path]:
    """All files, but those below these folders."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.relative_to(folder).parts[0] not in but:
            yield path


def _forms(piece: bytes) -> Iterator[bytes]:
    yield piece
    if len(piece) >= _PIECE:
        yield repr(piece)[2:-1].encode()
        yield piece.hex().encode()
        yield piece.hex().upper().encode()
        for shift in range(3):
            text = base64.b64encode(bytes(shift) + piece)
            yield text[(0, 2, 3)[shift] : len(text) - 4]
