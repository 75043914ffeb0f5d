"""A commit that the server only warns about counts as unknown: the whole transaction runs again."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, text

from app.core.errors import StoreUnavailable
from app.db.engine import open_hub
from app.main.bench.postgres import PostgresServer

WARN = "DO $$ BEGIN RAISE WARNING '{}' USING ERRCODE = '{}'; END $$"


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("failed to commit transaction on node-2:5432", "01000"),
        ("connection not open", "08003"),
        ("terminating connection", "57P01"),
    ],
)
def test_a_doubtful_commit_is_repeated(postgres: PostgresServer, words: str, state: str) -> None:
    store = open_hub(postgres.new_database())
    store.transact(lambda conn: conn.execute(text("CREATE TABLE done (times int)")))
    runs: list[int] = []

    def work(conn: Connection) -> int:
        runs.append(1)
        conn.execute(text("INSERT INTO done VALUES (1)"))
        if len(runs) == 1:
            conn.exec_driver_sql(WARN.format(words, state))
        return len(runs)

    assert store.transact(work) == 2
    with store.read() as conn:
        assert conn.execute(text("SELECT count(*) FROM done")).scalar() == 2, "work knows what it has written"
    store.close()


def test_a_commit_that_stays_in_doubt_is_told(
    postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.db.store._FIRST_PAUSE_S", 0.0)
    store = open_hub(postgres.new_database())
    with pytest.raises(StoreUnavailable) as caught:
        store.transact(lambda conn: conn.exec_driver_sql(WARN.format("failed to commit", "01000")))
    assert caught.value.code == "store.outcome_unknown"
    store.close()


def test_an_ordinary_warning_changes_nothing(postgres: PostgresServer) -> None:
    store = open_hub(postgres.new_database())
    runs: list[int] = []

    def work(conn: Connection) -> None:
        runs.append(1)
        conn.exec_driver_sql(WARN.format("there is no transaction in progress", "25P01"))

    store.transact(work)
    assert len(runs) == 1
    store.close()
