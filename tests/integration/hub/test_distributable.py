"""The schema and every statement of a hall's day can be distributed by hall (Citus), proven without Citus."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest
from sqlalchemy import Table, UniqueConstraint, event

import app
from app.core.ids import new_id
from app.db.base import metadata
from app.db.store import Store
from app.hub.feed import last_seq
from app.hub.pull import Reader
from app.journal.model import Author
from app.main.bench.postgres import PostgresServer
from app.sync.events import DROPPED
from app.sync.progress import next_batch
from app.sync.wire import DigestOffer
from app.tickets.events import FINISHED, MISSED, RECALLED, STARTED
from tests.support.databases import fresh_store
from tests.support.hub import WindowJournal, new_hub

for module in walk_packages(app.__path__, "app."):
    if module.name.rpartition(".")[2] in ("model", "node"):
        import_module(module.name)

OF_THE_HUB = {"hub_identity", "hub_devices", "hub_enrolments", "hub_wrong_codes", "hub_bundle_key"}
"""Small tables that say what the hub itself is; reference tables on Citus. Everything else is a hall's."""

TABLES = [table for table in metadata.sorted_tables if not table.name.startswith("test_")]
OF_A_HALL = [table for table in TABLES if table.name not in OF_THE_HUB]
GUIDE = Path(__file__).parents[3] / "docs" / "scale.md"


@pytest.fixture
def store(postgres: PostgresServer) -> Iterator[Store]:
    opened = fresh_store(postgres.new_database())
    yield opened
    opened.close()


def test_the_tables_of_the_hub_itself_are_these_and_no_others() -> None:
    assert {table.name for table in TABLES if "hall_id" not in table.columns} == OF_THE_HUB


@pytest.mark.parametrize("table", OF_A_HALL, ids=lambda table: table.name)
def test_every_key_of_a_halls_table_begins_with_the_hall(table: Table) -> None:
    assert next(iter(table.primary_key.columns)).name == "hall_id"
    keys = [index.columns for index in table.indexes if index.unique]
    keys += [each.columns for each in table.constraints if isinstance(each, UniqueConstraint)]
    keys += [each.columns for each in table.foreign_key_constraints]
    assert all("hall_id" in columns for columns in keys)
    assert not any(column.identity or column.autoincrement is True for column in table.columns)


class Statements:
    """Every statement that an engine sends, while it is listened to."""

    def __init__(self, store: Store) -> None:
        self.seen: list[str] = []
        event.listen(store.engine, "before_cursor_execute", self._keep)

    def _keep(self, _conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self.seen.append(statement.replace('"', ""))


def free_of_the_hall(statement: str) -> list[str]:
    """The hall's tables that a statement uses without naming the hall for each of them."""
    return [
        table.name
        for table in OF_A_HALL
        if re.search(rf"\b{table.name}\b(?!\.)", statement)
        and not re.search(rf"\b{table.name}\.hall_id\b", statement)
        and not re.search(rf"(?:INSERT INTO|COPY) {table.name} \([^)]*\bhall_id\b", statement)
    ]


@pytest.mark.parametrize(
    ("statement", "without"),
    [
        ("SELECT cases.case_id FROM cases WHERE cases.hall_id = %(h)s", []),
        ("SELECT cases.case_id FROM cases WHERE cases.case_id = %(c)s", ["cases"]),
        ("INSERT INTO cases (case_id) VALUES (%(c)s)", ["cases"]),
        ("COPY cases (case_id) FROM STDIN", ["cases"]),
        ("COPY cases (hall_id, case_id) FROM STDIN", []),
        ("SELECT 1 FROM visits JOIN cases USING (visit_id) WHERE visits.hall_id = %(h)s", ["cases"]),
    ],
)
def test_the_check_finds_a_statement_without_the_hall(statement: str, without: list[str]) -> None:
    assert free_of_the_hall(statement) == without


def test_every_statement_of_a_day_names_the_hall(
    store: Store, window: WindowJournal, caplog: pytest.LogCaptureFixture
) -> None:
    hall = window.node.hall_id
    statements = Statements(store)
    hub = new_hub(store)
    a_day(hub, hall, window)
    with store.read() as conn:
        assert last_seq(conn, hall) > 0
    assert "cannot be applied" in caplog.text
    assert len(statements.seen) > 30
    named = {table.name for table in OF_A_HALL for said in statements.seen if table.name in said}
    assert named >= {"tickets", "ticket_commands", "journal", "journal_heads", "hall_feed", "quarantine"}
    assert [(said, found) for said in statements.seen if (found := free_of_the_hall(said))] == []


def a_day(hub: Any, hall: str, window: WindowJournal) -> None:
    """Numbers, calls, an upload that comes twice and cannot be applied in part, what an administrator decides
    about it, and everybody's reads."""
    kiosk, clerk = Author("", "kiosk"), Author("li", "3")
    for _ in range(3):
        hub.command(hall, lambda desk, conn: desk.issue(conn, new_id(), kiosk, "SSDJ"))
    for happens in ((RECALLED, STARTED, FINISHED), (RECALLED, MISSED)):
        ticket = hub.command(hall, lambda desk, conn: desk.call_next(conn, new_id(), clerk, ()))
        for kind in happens:
            facts = (new_id(), clerk, ticket.id, kind)
            hub.command(hall, lambda desk, conn, facts=facts: desk.change(conn, *facts))
    window.note("case:1", private={"name": "某人"})
    poisoned = window.note("case:2", poison=True)
    window.note("case:2")
    with window.store.read() as conn:
        batch = next_batch(conn, window.node, 0, 100)
    hub.push(batch)
    hub.push(batch)
    hub.decide(hall, poisoned.id, DROPPED, clerk)
    hub.lease(hall, new_id(), kiosk, "SSDJ")
    hub.pull(hall, Reader(window.node.node), "", 0)
    hub.chain(window.node, 0)
    hub.digest(DigestOffer(hall, window.node.node, window.node.incarnation, []))
    hub.last_number(hall, 3, "20260706")
    hub.board(hall)
    hub.feed(hall, 0, 100)
    hub.reached(hall)


def test_the_statements_of_the_guide_distribute_every_table(store: Store) -> None:
    (listing,) = re.findall(r"```sql\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    with store.engine.begin() as conn:
        for name in metadata.tables:
            if name.startswith("test_"):
                conn.exec_driver_sql(f"DROP TABLE {name}")
        conn.exec_driver_sql("CREATE SCHEMA seen")
        conn.exec_driver_sql("CREATE TABLE seen.by_hall (name text, beside text)")
        conn.exec_driver_sql("CREATE TABLE seen.whole (name text)")
        conn.exec_driver_sql(
            "CREATE FUNCTION create_distributed_table(t regclass, c text, colocate_with text DEFAULT '')"
            " RETURNS void LANGUAGE sql AS 'INSERT INTO seen.by_hall VALUES (t::text, colocate_with)'"
        )
        conn.exec_driver_sql(
            "CREATE FUNCTION create_reference_table(t regclass)"
            " RETURNS void LANGUAGE sql AS 'INSERT INTO seen.whole VALUES (t::text)'"
        )
        for statement in re.split(r";|\\gexec", listing):
            if statement.strip():
                made = conn.exec_driver_sql(statement.replace("%", "%%")).scalars().all()
                for each in filter(None, made):
                    conn.exec_driver_sql(each)
        by_hall = conn.exec_driver_sql("SELECT name, beside FROM seen.by_hall").all()
        whole = set(conn.exec_driver_sql("SELECT name FROM seen.whole").scalars())
    assert sorted(name for name, _ in by_hall) == sorted(table.name for table in OF_A_HALL)
    assert {beside for name, beside in by_hall if name != "journal"} == {"journal"}
    assert whole == OF_THE_HUB
