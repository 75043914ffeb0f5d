"""Finds items while a clerk types: code, name, pinyin initials (残疾人两项补贴: ``cjrlxbt``), full pinyin.

A query is found at the beginning of a text, or, except for codes, from any character or syllable on, so
``lxbt`` finds 两项补贴 inside the name. Each kind has the places where a match may begin as a sorted array
(a suffix array), hence every look-up, substrings included, takes log n comparisons plus the hits shown.

Order: own recent items, then code, name, initials and full pinyin from the beginning, then name, initials
and pinyin from inside, both times the usual readings before others of a polyphone (多音字); within a kind
alphabetical, so that an exact match comes first.
Not matched: initials and full syllables mixed in one query, spelling mistakes.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from app.catalogue.model import Catalogue, Item
from app.catalogue.readings import folded, variants

TOP = 8
_OFFSET_BITS = 10
_OFFSET_MASK = (1 << _OFFSET_BITS) - 1


class Why(StrEnum):
    """What of an item the query matched."""

    RECENT = "recent"
    """Nothing was typed yet."""
    CODE = "code"
    NAME = "name"
    INITIALS = "initials"
    PINYIN = "pinyin"


_SPOKEN = tuple((kind, usual) for usual in (True, False) for kind in (Why.INITIALS, Why.PINYIN))
_SORTS_FROM_INSIDE = ((Why.NAME, True), *_SPOKEN)
_SORTS = ((Why.CODE, True), *_SORTS_FROM_INSIDE)
"""Kinds of texts in the order in which they are asked, each with whether its readings are the usual ones."""


class Entry(Struct, frozen=True):
    """What is searched: ``codes`` are matched from their beginning, the first is shown."""

    id: str
    name: str
    codes: tuple[str, ...]
    pinyin: str


class Hit(Struct, frozen=True):
    """A search result; ``code`` is the 实施编码."""

    item_id: str
    name: str
    code: str
    why: Why


class _Key(Struct, frozen=True):
    """A text to match; ``starts`` are the places where a character or syllable begins. ``usual``: no other
    reading of a polyphone is in it."""

    kind: Why
    owner: int
    text: str
    starts: tuple[int, ...]
    usual: bool = True

    def matches(self, query: str) -> bool:
        """Whether ``query`` stands at one of the starts."""
        return any(self.text.startswith(query, start) for start in self.starts)


class _Places:
    """Places in texts, sorted by what stands there."""

    def __init__(self, keys: Sequence[_Key], places: Iterable[tuple[int, int]]) -> None:
        self._keys = keys
        packed = [number << _OFFSET_BITS | start for number, start in places]
        self._sorted = array("Q", sorted(packed, key=self._text))

    def owners(self, query: str) -> Iterator[int]:
        """Owners of the places where ``query`` stands; an owner may come more than once."""
        length = len(query)
        at = bisect_left(self._sorted, query, key=lambda place: self._text(place)[:length])
        for n in range(at, len(self._sorted)):
            place = self._sorted[n]
            key = self._keys[place >> _OFFSET_BITS]
            if not key.text.startswith(query, place & _OFFSET_MASK):
                return
            yield key.owner

    def _text(self, place: int) -> str:
        return self._keys[place >> _OFFSET_BITS].text[place & _OFFSET_MASK :]


class SearchIndex:
    """An index over entries; built once, then read from any thread."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)
        self._owner_of = {entry.id: n for n, entry in enumerate(self._entries)}
        self._keys: dict[int, tuple[_Key, ...]] = {
            n: tuple(_keys(n, entry)) for n, entry in enumerate(self._entries)
        }
        self._lookups = tuple(self._make_lookups())

    def search(self, query: str, recents: Sequence[str] = (), limit: int = TOP) -> tuple[Hit, ...]:
        """The best ``limit`` hits. ``recents``: ids of own recent items, latest first; all of them are
        shown while nothing is typed, and those that match come first afterwards.
        """
        sought = folded(query)
        hits: dict[int, Why] = {}
        for owner, why in self._found(sought, recents):
            hits.setdefault(owner, why)
            if len(hits) == limit:
                break
        return tuple(self._hit(owner, why) for owner, why in hits.items())

    def _found(self, sought: str, recents: Sequence[str]) -> Iterator[tuple[int, Why]]:
        for owner in (self._owner_of[each] for each in recents if each in self._owner_of):
            if not sought:
                yield owner, Why.RECENT
            elif key := next((key for key in self._keys[owner] if key.matches(sought)), None):
                yield owner, key.kind
        if sought:
            for why, places in self._lookups:
                for owner in places.owners(sought):
                    yield owner, why

    def _make_lookups(self) -> Iterator[tuple[Why, _Places]]:
        keys = [key for own in self._keys.values() for key in own]
        for kind, usual in _SORTS:
            places = ((n, 0) for n, key in enumerate(keys) if (key.kind, key.usual) == (kind, usual))
            yield kind, _Places(keys, places)
        for kind, usual in _SORTS_FROM_INSIDE:
            yield kind, _Places(keys, _inside(keys, kind, usual))

    def _hit(self, owner: int, why: Why) -> Hit:
        entry = self._entries[owner]
        return Hit(entry.id, entry.name, entry.codes[0], why)


def index_of(catalogue: Catalogue) -> SearchIndex:
    """The index over all items, those not in use included: a clerk who looks for one must learn why."""
    return SearchIndex(map(_entry, catalogue.items.values()))


def desk_index_of(catalogue: Catalogue) -> SearchIndex:
    """The index over all items and themes (一件事), in one order: ``tx`` is 退休一件事 sooner than an item
    that has 退休 inside. ``item_id`` and ``code`` of a theme's hit are its key."""
    themes = (Entry(t.key, t.name, (t.key,), t.pinyin) for t in catalogue.themes.values())
    return SearchIndex((*themes, *map(_entry, catalogue.items.values())))


def _entry(item: Item) -> Entry:
    digits = "".join(c for c in item.id if c.isdigit())
    return Entry(item.id, item.name, (item.implement_code, item.basic_code, item.id, digits), item.pinyin)


def _keys(owner: int, entry: Entry) -> Iterator[_Key]:
    for code in filter(None, map(folded, entry.codes)):
        yield _Key(Why.CODE, owner, code, (0,))
    name = folded(entry.name)
    yield _Key(Why.NAME, owner, name, tuple(range(len(name))))
    spoken = variants(entry.pinyin)
    heads = dict.fromkeys("".join(syllable[0] for syllable in each) for each in spoken)
    for n, initials in enumerate(heads):
        yield _Key(Why.INITIALS, owner, initials, tuple(range(len(initials))), usual=n == 0)
    for n, syllables in enumerate(spoken):
        starts = tuple(sum(map(len, syllables[:end])) for end in range(len(syllables)))
        yield _Key(Why.PINYIN, owner, "".join(syllables), starts, usual=n == 0)


def _inside(keys: Sequence[_Key], kind: Why, usual: bool) -> Iterator[tuple[int, int]]:
    """Places after the beginning; variants that end alike give one place for all of them."""
    seen: set[tuple[int, str]] = set()
    for n, key in enumerate(keys):
        for start in key.starts[1:] if (key.kind, key.usual) == (kind, usual) else ():
            rest = (key.owner, key.text[start:])
            if rest not in seen:
                seen.add(rest)
                yield n, start
