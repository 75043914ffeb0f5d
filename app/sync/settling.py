"""Settling what the hub did not apply: nothing is preselected, nothing is dropped by itself (处理冲突)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from sqlalchemy import Connection

from app.core.errors import RuleViolation
from app.db.store import Store
from app.journal.append import Journal
from app.journal.model import Author, Event, Json, NewEvent
from app.journal.read import event_by_id
from app.sync.events import settled
from app.sync.history import History
from app.sync.progress import answer_of

Choice = Literal["mine", "theirs", "both"]
_BOTH = "{theirs}；{mine}"
"""Both values in one field, the one that stands first."""


class Settlements:
    """The clerk's decisions on own events that the hub answered ``conflict``, ``rejected`` …"""

    def __init__(self, store: Store, journal: Journal, history: History) -> None:
        self._store = store
        self._journal = journal
        self._history = history

    def settle(self, author: Author, event_id: str, choices: Mapping[str, Choice]) -> None:
        """Decide a conflict, for each field of the own change: what is there stays (``theirs``), the own
        value is made again on the present state (``mine``), or both stand together.

        Raises RuleViolation ``sync.not_in_conflict``, ``sync.choice_missing`` (``field``),
        ``sync.nothing_to_correct`` for an own value when the hub has not applied what it corrects, or an
        administrator dropped it.
        """
        self._store.transact(lambda conn: self._settle(conn, author, event_id, choices))

    def _settle(self, conn: Connection, author: Author, event_id: str, choices: Mapping[str, Choice]) -> None:
        hall_id = self._journal.node.hall_id
        mine, status = self._open(conn, event_id)
        if status != "conflict":
            raise RuleViolation("sync.not_in_conflict")
        own, there = fields(mine), self._history.values(conn, hall_id, mine.subject)
        for name in own:
            if name not in choices:
                raise RuleViolation("sync.choice_missing", field=name)
        chosen: dict[str, Json] = {
            name: _chosen(choices[name], value, there.get(name, "")) for name, value in own.items()
        }
        made = {name: value for name, value in chosen.items() if value != there.get(name, "")}
        base = self._history.version(conn, hall_id, mine.subject)
        if made and not base:
            raise RuleViolation("sync.nothing_to_correct")
        words = {choices[name] for name in own}
        self._journal.append(conn, author, settled(mine, words.pop() if len(words) == 1 else "mixed"))
        if made:
            payload: dict[str, Json] = {**mine.payload, "fields": [*sorted(made)], "settles": mine.id}
            self._journal.append(conn, author, NewEvent(mine.kind, mine.subject, payload, made, base))

    def withdraw(self, author: Author, event_id: str) -> None:
        """Take back an own event that the hub did not apply (撤回), or have seen that it was dropped.

        Raises RuleViolation ``sync.not_in_conflict`` for any other event, ``sync.not_withdrawable``.
        """

        def work(conn: Connection) -> None:
            mine, status = self._open(conn, event_id)
            if status not in ("rejected", "quarantined", "dropped"):
                raise RuleViolation("sync.not_in_conflict")
            if status != "dropped" and mine.kind not in self._history.withdrawable:
                raise RuleViolation("sync.not_withdrawable")
            self._take_back(conn, author, mine, "withdrawn")

        self._store.transact(work)

    def send_again(self, author: Author, event_id: str) -> None:
        """Make an own event that the hub rejected once more, as a new one on the present state (重报).

        Raises RuleViolation ``sync.not_in_conflict``.
        """

        def work(conn: Connection) -> None:
            mine, status = self._open(conn, event_id)
            if status != "rejected":
                raise RuleViolation("sync.not_in_conflict")
            self._take_back(conn, author, mine, "again")
            base = self._history.version(conn, mine.hall_id, mine.subject) if mine.base_version else 0
            self._journal.append(
                conn, author, NewEvent(mine.kind, mine.subject, mine.payload, mine.private, base)
            )

        self._store.transact(work)

    def _open(self, conn: Connection, event_id: str) -> tuple[Event, str]:
        """An own event with the hub's answer to it. Raises RuleViolation ``sync.not_in_conflict``."""
        status, settled_at = answer_of(conn, self._journal.node.hall_id, event_id)
        if not status or settled_at:
            raise RuleViolation("sync.not_in_conflict")
        return event_by_id(conn, self._journal.node.hall_id, event_id), status

    def _take_back(self, conn: Connection, author: Author, mine: Event, choice: str) -> None:
        self._journal.append(conn, author, settled(mine, choice))
        self._history.recount(conn, mine.hall_id, mine.subject)


def fields(event: Event) -> dict[str, str]:
    """What a correction puts into which fields."""
    return {name: str(value) for name, value in (event.private or {}).items()}


def _chosen(choice: Choice, mine: str, theirs: str) -> str:
    if choice == "both" and theirs:
        return _BOTH.format(mine=mine, theirs=theirs)
    return theirs if choice == "theirs" else mine
