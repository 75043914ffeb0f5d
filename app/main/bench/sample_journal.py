"""Journals of windows for measurements: real visits, multiplied.

One visit is made by the program itself; its rows are then copied with new ids and case numbers and chained
anew, so that many thousand events cost little more than their hashes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
from msgspec.structs import replace

from app.cases.model import HallFacts
from app.cases.numbering import CaseNumber, parse
from app.cases.service import CaseDesk
from app.cases.visit import with_person
from app.catalogue.load import load_shipped
from app.core.clock import ManualClock
from app.core.ids import new_id
from app.db.base import metadata
from app.db.engine import open_store
from app.journal.append import Journal
from app.journal.chain import GENESIS, digest_private, row_hash
from app.journal.model import Author, Node
from app.main.bench.sample_visit import ready_visit
from app.main.features import PROJECTIONS
from app.people.model import PersonSource, Role
from app.sync.progress import next_batch
from app.sync.rows import hashed
from app.sync.wire import PushBatch, PushedEvent, PushedPrivate
from app.workdays.load import shipped_calendar

NOW = datetime(2026, 7, 6, 1, 0, tzinfo=UTC)
_HALL = HallFacts("319999", "01", "大厅", "0000000")
_ITEM = "IT001"
_CARD: dict[str, Any] = {
    "sex": "男",
    "birth": "19780315",
    "ethnicity": "汉",
    "address": "示例省示例市示例区测试路1号",
    "authority": "示例市公安局示例分局",
    "valid_from": "20200101",
    "valid_to": "20400101",
    "source": PersonSource.CARD,
}
"""What the card adds to what the sample visit has of its applicant."""
_SEQUENCES = 9_999
_FIRST_DIVISION = 110_000

_numbers = count()


def journals(hall_id: str, windows: int, events: int, size: int) -> list[list[PushBatch]]:
    """For each window the batches of its chain: at least ``events`` events, ``size`` in each batch."""
    visit = _one_visit()
    return [_batches(Node(hall_id, new_id(), new_id()), visit, events, size) for _ in range(windows)]


def _batches(node: Node, visit: list[PushedEvent], events: int, size: int) -> list[PushBatch]:
    rows = _chained(node, visit)
    return [
        PushBatch(node.hall_id, node.node, node.incarnation, [next(rows) for _ in range(size)])
        for _ in range(-(-events // size))
    ]


def _chained(node: Node, visit: list[PushedEvent]) -> Iterator[PushedEvent]:
    prev_hash = GENESIS
    for seq, event in enumerate(_endless(visit), 1):
        row = msgspec.structs.replace(event, seq=seq, id=new_id(), prev_hash=prev_hash)
        prev_hash = row_hash(prev_hash, hashed(node, row), row.payload.encode())
        yield msgspec.structs.replace(row, hash=prev_hash)


def _endless(visit: list[PushedEvent]) -> Iterator[PushedEvent]:
    """The same visit again and again, each time with other ids and another case number."""
    ids = {event.subject.partition(":")[2] for event in visit}
    number = next(text for event in visit for text in event.payload.split('"') if parse(text))
    while True:
        renamed = {**{known: new_id() for known in ids}, number: _case_number()}
        for event in visit:
            private = PushedPrivate(event.private.salt, event.private.body) if event.private else None
            yield msgspec.structs.replace(
                event,
                subject=_renamed(event.subject, renamed),
                payload=_renamed(event.payload, renamed),
                private=private,
                private_digest=digest_private(private.salt, private.body.encode()) if private else "",
            )


def _renamed(text: str, renamed: dict[str, str]) -> str:
    for old, new in renamed.items():
        text = text.replace(old, new)
    return text


def _case_number() -> str:
    division, sequence = divmod(next(_numbers), _SEQUENCES)
    return str(CaseNumber(str(_FIRST_DIVISION + division), NOW.date(), _HALL.site, sequence + 1))


def _one_visit() -> list[PushedEvent]:
    """What a window records of one visit: it begins, a card is read, a case is received, the visit ends."""
    catalogue, calendar, author = load_shipped(), shipped_calendar(), Author("clerk", "1")
    with (
        TemporaryDirectory(prefix="zongchuang-bench-") as folder,
        closing(open_store(Path(folder) / "window.db", bytes(32))) as store,
    ):
        metadata.create_all(store.engine)
        clock, node = ManualClock(NOW), Node("hall", "node", new_id())
        desk = CaseDesk(store, Journal(node, PROJECTIONS, clock), clock, catalogue, calendar, _HALL, 1)
        visit = ready_visit(catalogue.items[_ITEM], NOW)
        visit = with_person(visit, Role.APPLICANT, replace(visit.applicant, **_CARD))
        case_id = visit.drafts[0].case_id
        desk.open_visit(author, visit)
        desk.verify_person(author, visit, Role.APPLICANT)
        desk.receive(author, visit, case_id)
        desk.finish_visit(author, visit)
        with store.read() as conn:
            return next_batch(conn, node, 0, 100).events
