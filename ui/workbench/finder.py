"""The search box (Ctrl+K): items, themes (一件事), received cases, commands, and clerks who come on duty."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import islice

from app.cases.queries import FoundCase
from app.catalogue.search import TOP, Hit
from ui.common.actions import text_of
from ui.common.keymap import KEYMAP, Key, cap
from ui.workbench.services import Services
from ui.workbench.session import Model, Session, nobody
from ui.workbench.state import SearchHit, SearchState, Wording

_COMMANDS = tuple(key for key in KEYMAP if not key.id.startswith(("item_", "panel_")) and key.id != "search")
_SPOKEN: Mapping[str, str] = {
    "call_next": "jiao xia yi wei",
    "recall": "chong hu",
    "miss": "guo hao",
    "start": "kai shi ban li",
    "walk_in": "wu hao zhi ban",
    "read_card": "du zheng",
    "capture": "gao pai",
    "add_item": "jia ban yi jian",
    "remove_item": "yi chu ben jian",
    "next_gap": "xia yi que xiang",
    "documents": "wen shu",
    "print": "da yin",
    "receive": "shou li ben jian",
    "amend": "geng zheng yu bei zhu",
    "finish": "ban jie bing ping jia",
    "evaluation": "da kai ping jia ye",
    "sync": "tong bu zhong xin",
    "devices": "she bei zhong xin",
    "sync_now": "li ji chong shi shang chuan",
    "leave_duty": "li gang",
    "undo": "che xiao",
    "back": "fan hui shang yi ceng",
    "help": "bang zhu yu an jian",
}
"""How the commands are read aloud (读音): the dictionary is too large for a window to load."""
_SHOWN_COMMANDS = 5
_CASE_DIGITS = 4
_CLERK_LETTERS = 2
_PART_OF_NUMBER = re.compile(r"[0-9A-Z-]*[0-9][0-9A-Z-]*")


class Finder:
    """Keeps what was typed; the hits are derived."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def set_query(self, text: str) -> None:
        """What stands in the search box now. What may be part of a case number, or an applicant's number, is
        looked up."""
        sought = text.strip().upper()
        if len(sought) < _CASE_DIGITS or not _PART_OF_NUMBER.fullmatch(sought):
            self._session.update(query=text, found_cases=())
            return
        self._session.update(query=text)
        reads = self._session.services.reads
        self._session.run(
            "store", lambda: reads.cases_numbered(sought), lambda found: self._show(text, found)
        )

    def _show(self, text: str, found: tuple[FoundCase, ...]) -> None:
        if self._session.model.query == text:
            self._session.update(found_cases=found)


def found(model: Model, enabled: Collection[str]) -> SearchState:
    """The list for what was typed, all by name and pinyin: items and themes, cases, the commands that do
    something now, then clerks. While nothing is typed: own recent items, then those of the ticket's zone
    (功能区). With nobody on duty: clerks and commands only."""
    if model.services is None:
        return SearchState(model.query)
    sought = model.query.strip().lower()
    missing = nobody(model)
    hits = [] if missing else _work(model.services, model, sought)
    meant = [key for key in _COMMANDS if key.id in enabled and _is_meant(key, sought)][:_SHOWN_COMMANDS]
    commands = [SearchHit("command", key.id, text_of(key), key=cap(key)) for key in meant]
    clerks = _who_may_come(model)
    hits += [*clerks, *commands] if missing else [*commands, *clerks]
    return SearchState(model.query, tuple(hits), _nothing(missing))


def _nothing(missing: Wording | None) -> Wording:
    if missing is None:
        return Wording("search.nothing")
    return missing if missing.code == "duty.no_roster" else Wording("search.no_clerk")


def _work(services: Services, model: Model, sought: str) -> list[SearchHit]:
    hits = [_to_take_in(services, hit) for hit in services.index.search(model.query, model.recents)]
    hits += [SearchHit("case", each.case_id, each.item, each.case_no) for each in model.found_cases]
    if not sought:
        hits += islice(_of_the_zone(model), max(0, TOP - len(hits)))
    return hits


def _who_may_come(model: Model) -> list[SearchHit]:
    """Clerks by staff number, name, initials and full pinyin; with nobody on duty and nothing typed all of
    them."""
    if model.clerks is None or (len(model.query.strip()) < _CLERK_LETTERS and model.clerk.id):
        return []
    everybody = () if model.query.strip() else tuple(model.names or ())
    found = model.clerks.search(model.query, everybody, TOP + 1)
    others = [hit for hit in found if hit.item_id != model.clerk.id]
    return [SearchHit("clerk", hit.item_id, hit.name, hit.code) for hit in others[:TOP]]


def _to_take_in(services: Services, hit: Hit) -> SearchHit:
    theme, items = services.catalogue.themes.get(hit.item_id), services.catalogue.items
    if theme is None:
        return SearchHit("item", hit.item_id, hit.name, hit.code)
    return SearchHit("theme", theme.key, theme.name, "、".join(items[each].name for each in theme.items))


def _is_meant(key: Key, sought: str) -> bool:
    syllables = _SPOKEN[key.id].split()
    spoken = ("".join(syllables), "".join(each[0] for each in syllables))
    return (
        sought in text_of(key).lower()
        or sought == cap(key).lower()
        or any(each.startswith(sought) for each in spoken)
    )


def _of_the_zone(model: Model) -> Iterator[SearchHit]:
    if model.services is None or model.visit is None or model.ticket is None:
        return
    for item in model.services.catalogue.items.values():
        if item.zone == model.ticket.zone and item.id not in model.recents:
            yield SearchHit("item", item.id, item.name, item.implement_code)
