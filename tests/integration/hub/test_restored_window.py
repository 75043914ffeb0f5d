"""A window restored from an old backup meets a real hub: all arrives, nothing is lost or doubled."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest
from sqlalchemy import select

from app.core.clock import SystemClock, business_day
from app.core.events import EventBus
from app.db.engine import open_hub
from app.db.store import Store
from app.journal.model import Node, journal
from app.journal.node import own_node
from app.main.features import HISTORY
from app.main.tools.backup import backup, restore
from app.main.tools.journal import verify_journal
from app.main.window.store import open_window_store
from app.sync.enrol import new_key
from app.sync.hub_client import HubClient
from app.sync.push import Pusher
from app.sync.trust import DeviceKind
from tests.support.hub import RunningHub, WindowJournal, enrolled


class Window:
    """A window's folder in use."""

    def __init__(self, data: Path, hall: str, client: HubClient) -> None:
        self.store = open_window_store(data).store
        self.node: Node = self.store.transact(lambda conn: own_node(conn, hall))
        self._journal = WindowJournal(self.store, self.node)
        self._pusher = Pusher(self.store, self.node, client, EventBus(), SystemClock(), HISTORY)

    def work(self) -> str:
        return self._journal.visit_over().id

    def sync(self) -> None:
        """A few turns, as the thread takes them."""
        for _ in range(4):
            self._pusher.turn()


def ids(store: Store, hall: str) -> list[str]:
    with store.read() as conn:
        return list(conn.execute(select(journal.c.id).where(journal.c.hall_id == hall)).scalars())


def test_a_restored_window_goes_on_where_everybody_else_is(
    running_hub: RunningHub, hall: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "secret.txt").write_text("four words make one", "utf-8")
    sealed = {"file": tmp_path / "window.backup", "passphrase_file": tmp_path / "secret.txt"}
    client = enrolled(running_hub.process, hall, DeviceKind.WINDOW, "3", key=new_key())
    assert client.last_number(3, business_day(SystemClock().now())) == 0

    burnt = Window(tmp_path / "old disk", hall, client)
    written = [burnt.work()]
    burnt.sync()
    written.append(burnt.work())
    backup(Namespace(data=tmp_path / "old disk", **sealed))
    written.append(burnt.work())
    burnt.sync()
    burnt.store.close()

    restore(Namespace(data=tmp_path / "new disk", **sealed))
    window = Window(tmp_path / "new disk", hall, client)
    assert (window.node.node, window.node.incarnation) != (burnt.node.node, burnt.node.incarnation)
    written.append(window.work())
    window.sync()
    assert "1 events of an earlier life of this disk came back" in caplog.text
    hub = open_hub(running_hub.db_url)
    assert sorted(ids(hub, hall)) == sorted(written)
    assert sorted(ids(window.store, hall)) == sorted(written)
    window.store.close()
    hub.close()
    client.close()
    assert verify_journal(Namespace(data=tmp_path / "new disk", rebuild=True))["intact"]
