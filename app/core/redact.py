"""Keeps personal numbers out of the logs (个人信息保护法 art.51): document numbers, telephones, credit codes.

Names and addresses cannot be told from other text; they never reach a log call in the first place.
"""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Iterator
from pathlib import Path

from app.core.text import mask_number

_SENSITIVE = re.compile(
    r"""
      (?<!\d) \d{6} [ \-]? \d{8} [ \-]? \d{3} [\dXx] (?![\dXx])   # 18 characters, perhaps in groups
    | \d{15,} [Xx]?                                                # 15 digits and every longer run
    | (?<!\d) 1 [3-9] \d [ \-]? \d{4} [ \-]? \d{4} (?!\d)          # mobile telephone
    | (?<!\d) 0 \d{2,3} [ \-] \d{7,8} (?!\d)                       # fixed telephone
    | (?<![0-9A-Za-z]) [0-9A-HJ-NPQRTUWXY]{2} \d{6} [0-9A-HJ-NPQRTUWXY]{10} (?![0-9A-Za-z])   # credit code
    | (?<![0-9A-Za-z]) [A-Za-z]{3} \d{12} (?!\d)                   # foreigner's card until 2023
    | (?<![0-9A-Za-z]) [HMhm] \d{8} (?:\d{2})? (?!\d)              # pass of Hong Kong and Macao residents
    """,
    re.VERBOSE,
)


def redact(text: str) -> str:
    """The text with everything masked that looks like a personal number; rather too much than too little."""
    return _SENSITIVE.sub(lambda found: mask_number(found[0]), text)


def places(error: BaseException) -> Iterator[str]:
    """The kind of an exception and of its causes, each with where it passed, the innermost place first.

    What an exception says is left out: databases and parsers quote the values that they could not take.
    """
    met: BaseException | None = error
    while met is not None:
        yield f"{type(met).__name__} {getattr(met, 'code', '') or ''}".strip()
        for frame in reversed(traceback.extract_tb(met.__traceback__)):
            yield f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        met = met.__cause__ or met.__context__


class Redact(logging.Filter):
    """Masks a record before its handler sees it: message and arguments; of an exception the places remain.
    Add it to every handler."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, masked."""
        try:
            message = record.getMessage()
        except (TypeError, ValueError):  # a log call with wrong arguments must not stop the work around it
            message = f"{record.msg} {record.args}"
        record.msg = redact(message)
        record.args = None
        if record.exc_info and record.exc_info[1]:
            record.exc_text = " < ".join(places(record.exc_info[1]))
        if record.stack_info:
            record.stack_info = redact(record.stack_info)
        return True
