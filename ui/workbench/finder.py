"""The search box (Ctrl+K): items and commands."""

from __future__ import annotations

from ui.common.actions import text_of
from ui.common.keymap import KEYMAP, cap
from ui.workbench.session import Model, Session
from ui.workbench.state import SearchHit, SearchState

_COMMANDS = tuple(key for key in KEYMAP if not key.id.startswith(("item_", "panel_")) and key.id != "search")
_SHOWN_COMMANDS = 5


class Finder:
    """Keeps what was typed; the hits are derived."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def set_query(self, text: str) -> None:
        """What stands in the search box now."""
        self._session.update(query=text)


def found(model: Model) -> SearchState:
    """The list for what was typed: items by code, name and pinyin, then commands by name."""
    if model.services is None:
        return SearchState(model.query)
    hits = [
        SearchHit("item", hit.item_id, hit.name, hit.code)
        for hit in model.services.index.search(model.query, model.recents)
    ]
    sought = model.query.strip().lower()
    commands = [key for key in _COMMANDS if sought in text_of(key).lower() or sought == cap(key).lower()]
    hits += [SearchHit("command", key.id, text_of(key), key=cap(key)) for key in commands[:_SHOWN_COMMANDS]]
    return SearchState(model.query, tuple(hits))
