"""Projections that only write, and how the events of a batch are projected together.

Where the rows follow from the event alone, many events cost as few statements as one. That is what a hub
lives on when a hall returns from an outage.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table

from app.db.dialect import insert_many, key_of, update_many
from app.journal.model import Event, Projection, Projections

Row = dict[str, Any]
RowOf = Callable[[Event], Row | None]
Put = Callable[[Connection, Table, Sequence[Row]], object]
"""How rows get into a table: ``insert_many``, ``update_many``, ``upsert`` of app.db.dialect, or like them."""


class Writes:
    """A projection made of steps ``(put, table, row_of)``: each writes the rows that its events give, if any,
    all with the same columns. It reads nothing, so it takes one event or many."""

    def __init__(self, *steps: tuple[Put, Table, RowOf]) -> None:
        self._steps = steps

    def __call__(self, conn: Connection, event: Event) -> None:
        """Project one event."""
        for put, table, rows in self.rows([event]):
            put(conn, table, rows)

    def rows(self, events: Sequence[Event]) -> Iterator[tuple[Put, Table, list[Row]]]:
        """What events of one kind write, in order."""
        for put, table, row_of in self._steps:
            yield put, table, [row for row in map(row_of, events) if row is not None]


class Plan:
    """What a list of events writes, in order. It is made of the events alone, before a store is held for it,
    and may be carried out again when its transaction is.

    What changes in a new row is written with the row: a visit that is over when its batch comes in costs one
    row.
    """

    def __init__(self) -> None:
        self._steps: list[Callable[[Connection], object]] = []
        self._new: dict[Table, dict[Hashable, Row]] = defaultdict(dict)

    def carry_out(self, conn: Connection) -> None:
        """Write everything. Raises what a projection raises; then some of it stands there and some does not:
        take the transaction back."""
        for step in self._steps:
            step(conn)

    def put(self, put: Put, table: Table, rows: list[Row]) -> None:
        """Put rows, after everything that was planned before."""
        new, key_of_row = self._new[table], key_of(table)
        if put is update_many:
            rows = [row for row in rows if not _completed(new, key_of_row(row), row)]
        elif put is insert_many:
            new.update(zip(map(key_of_row, rows), rows, strict=True))
        else:
            new.clear()
        self._steps.append(lambda conn: put(conn, table, rows))

    def project(self, projection: Projection, event: Event) -> None:
        """Project an event by itself, after all that was planned before, and before all that follows."""
        self._new.clear()
        self._steps.append(lambda conn: projection(conn, event))


def planned(projections: Projections, events: Sequence[Event]) -> Plan:
    """How to project events with as few statements as their projections allow, each subject's in their order.

    Raises KeyError for a kind without a projection, and what the rows of an event raise that lacks something.
    """
    plan = Plan()
    for wave in _waves(projections, events):
        projection = projections[wave[0].kind]
        if isinstance(projection, Writes):
            for put, table, rows in projection.rows(wave):
                plan.put(put, table, rows)
        else:
            for event in wave:
                plan.project(projections[event.kind], event)
    return plan


def _completed(new: dict[Hashable, Row], key: Hashable, row: Row) -> bool:
    """Whether a change of a row became part of the new row with its key."""
    if key not in new or not new[key].keys() >= row.keys():
        # What comes after this change must not come before it.
        new.pop(key, None)
        return False
    new[key].update(row)
    return True


def _waves(projections: Projections, events: Sequence[Event]) -> list[list[Event]]:
    """Events of one kind in one list, unless an event of the same subject has to come between. All kinds that
    read count as one: what one of them finds may be what another one left."""
    waves: list[list[Event]] = []
    newest: dict[str, int] = {}
    reached: dict[str, int] = {}
    for event in events:
        kind = event.kind if isinstance(projections[event.kind], Writes) else ""
        place = newest.get(kind, -1)
        if place < max(0, reached.get(event.subject, 0)):
            place = newest[kind] = len(waves)
            waves.append([])
        waves[place].append(event)
        reached[event.subject] = place
    return waves
