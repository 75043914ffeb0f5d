"""Clerks are found as items are: by staff number, name, initials (李静: ``lj``) and full pinyin.

The readings (读音) stand in the roster beside the names. They are made when it is published: a window does
without the dictionary, which is large.
"""

from __future__ import annotations

import json

from app.catalogue.search import Entry, SearchIndex
from app.staff.roster import Roster, roster_from


def index_of(roster: Roster) -> SearchIndex:
    """The index over all clerks; ``item_id`` and ``code`` of a hit are the staff number."""
    return SearchIndex(
        Entry(clerk_id, name, (clerk_id,), roster.pinyin.get(clerk_id, ""))
        for clerk_id, name in roster.names.items()
    )


def with_readings(raw: bytes) -> bytes:
    """A roster with the readings that it lacks; those that fit stay, since a person may have corrected them.
    Raises ContentError as ``roster_from``."""
    from app.catalogue.spelling import spell  # the large dictionary

    roster = roster_from(raw)
    pinyin = {clerk_id: roster.pinyin.get(clerk_id) or spell(name) for clerk_id, name in roster.names.items()}
    return json.dumps({**json.loads(raw), "pinyin": pinyin}, ensure_ascii=False, indent=1).encode()
