"""Projections that only write, and how the events of a batch are projected together.

Where the rows follow from the event alone, many events cost as few statements as one. That is what a hub
lives on when a hall returns from an outage.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table

from app.db.dialect import insert_many, update_many, upsert
from app.journal.model import Event, Projections

Row = Mapping[str, Any]
RowOf = Callable[[Event], Row | None]
Write = Callable[[Connection, Sequence[Row]], None]


def into(table: Table) -> Write:
    """New rows of a table."""
    return lambda conn, rows: insert_many(conn, table, rows)


def over(table: Table) -> Write:
    """Rows of a table, in place of those with the same key."""
    return lambda conn, rows: upsert(conn, table, rows)


def changing(table: Table, *keys: str) -> Write:
    """Other columns of the rows of a table that have these keys."""
    return lambda conn, rows: update_many(conn, table, keys, rows)


class Writes:
    """A projection made of steps ``(write, row_of)``: each writes the rows that its events give, if any, all
    with the same columns. It reads nothing, so it takes one event or many."""

    def __init__(self, *steps: tuple[Write, RowOf]) -> None:
        self._steps = steps

    def __call__(self, conn: Connection, event: Event) -> None:
        """Project one event."""
        self.together(conn, [event])

    def together(self, conn: Connection, events: Sequence[Event]) -> None:
        """Project events of one kind, in order."""
        for write, row_of in self._steps:
            write(conn, [row for row in map(row_of, events) if row is not None])


def project_together(conn: Connection, projections: Projections, events: Sequence[Event]) -> None:
    """Project events with as few statements as their projections allow, each subject's in their order.

    Raises what a projection raises, and KeyError for a kind without one; then some are projected and some
    are not: take the transaction back.
    """
    for wave in _waves(events):
        projection = projections[wave[0].kind]
        if isinstance(projection, Writes):
            projection.together(conn, wave)
        else:
            for event in wave:
                projection(conn, event)


def _waves(events: Sequence[Event]) -> list[list[Event]]:
    """Events of one kind in one list, unless an event of the same subject has to come between."""
    waves: list[list[Event]] = []
    newest: dict[str, int] = {}
    reached: dict[str, int] = {}
    for event in events:
        place = newest.get(event.kind, -1)
        if place < max(0, reached.get(event.subject, 0)):
            place = newest[event.kind] = len(waves)
            waves.append([])
        waves[place].append(event)
        reached[event.subject] = place
    return waves
