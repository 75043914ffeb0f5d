"""The roster (人员名册): which clerks there are, and whose the staff cards (工作证) are."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from msgspec import Struct

from app.catalogue.readings import fits
from app.core.errors import ContentError
from app.core.text import plain

ROSTER_FILE = "roster.json"
_DIGEST = re.compile(r"[0-9a-f]{32}")
_READING = re.compile(r"\w{1,6}(\|\w{1,6})*")
_LONGEST_ID, _LONGEST_NAME = 64, 100
"""What the journal keeps of an author has room for 64 characters, on the wire too: a longer one would hold up
all that its window sends."""


class Clerk(Struct, frozen=True):
    """A clerk by staff number (工号) and name; an empty number: nobody."""

    id: str = ""
    name: str = ""


class Roster(Struct, frozen=True):
    """``names`` by staff number; ``cards``: staff numbers by the digest of a card's UID
    (app.peripherals.staff_desk.uid_digest); ``pinyin``: how names are read (app.catalogue.readings), by staff
    number, for as many as it is known of."""

    names: Mapping[str, str] = {}
    cards: Mapping[str, str] = {}
    pinyin: Mapping[str, str] = {}

    def clerk(self, clerk_id: str) -> Clerk:
        """A clerk with the name of the roster; where it has none, the number stands for it."""
        return Clerk(clerk_id, self.names.get(clerk_id, clerk_id))


def roster_from(raw: bytes) -> Roster:
    """A roster as it is published: ``{"clerks": {"ID": "NAME"}, "cards": {"DIGEST": "ID"}, "pinyin": {"ID":
    "READING"}}``, all optional. A reading that does not fit its name counts as none.

    Raises ContentError: ``bundle.roster_broken`` (file) when it is no such object or has more in it,
    ``bundle.clerk_broken`` (file, clerk) for a staff number or a name that could not be written or shown,
    ``bundle.card_broken`` (file, card) for a card that is no digest, or of somebody who is not among the
    clerks.
    """
    try:
        found = json.loads(raw, object_pairs_hook=_distinct)
    except (ValueError, RecursionError) as error:
        raise ContentError("bundle.roster_broken", file=ROSTER_FILE) from error
    if not isinstance(found, dict):
        raise ContentError("bundle.roster_broken", file=ROSTER_FILE)
    parts = [found.pop(part, {}) for part in ("clerks", "cards", "pinyin")]
    if found or not all(isinstance(part, dict) for part in parts):
        raise ContentError("bundle.roster_broken", file=ROSTER_FILE)
    clerks, cards, pinyin = parts
    names = {clerk_id: _name(clerk_id, name) for clerk_id, name in clerks.items()}
    for card, clerk_id in cards.items():
        if not _DIGEST.fullmatch(card) or not isinstance(clerk_id, str) or clerk_id not in names:
            raise ContentError("bundle.card_broken", file=ROSTER_FILE, card=card[:8])
    return Roster(
        names, cards, {each: pinyin[each] for each in names if _is_read(names[each], pinyin.get(each))}
    )


def _is_read(name: str, reading: object) -> bool:
    """Whether a text is a way to read a name."""
    if not isinstance(reading, str) or not fits(name, reading):
        return False
    return all(map(_READING.fullmatch, reading.split()))


def _distinct(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object of JSON; of two entries of one name the decoder would take the last in silence."""
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise ContentError("bundle.roster_twice", file=ROSTER_FILE, entry=plain(name)[:20])
        found[name] = value
    return found


def _name(clerk_id: str, name: object) -> str:
    """A clerk's name, without what nobody sees."""
    shown = plain(name).strip() if isinstance(name, str) else ""
    known = clerk_id == plain(clerk_id).strip() and 0 < len(clerk_id) <= _LONGEST_ID
    if not known or not 0 < len(shown) <= _LONGEST_NAME:
        raise ContentError("bundle.clerk_broken", file=ROSTER_FILE, clerk=plain(clerk_id)[:20])
    return shown
