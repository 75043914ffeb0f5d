"""A hall's hub as a process that can be killed and started again at its address, and windows that call."""

from __future__ import annotations

import os
import signal
import socket
from pathlib import Path

from app.config.schema import Settings
from app.core.ids import new_id
from app.journal.model import Author
from app.main.hub.process import HUB_FILE, HubProcess
from app.tickets.model import Ticket
from app.tickets.remote import RemoteDesk
from tests.support.databases import fresh_store
from tests.support.hub import enrolled

HALL = Settings().hall.id


class Office:
    """One hub in a folder, with nobody waiting."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.db_url = f"sqlite:///{folder / HUB_FILE}"
        fresh_store(self.db_url).close()
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.hub = HubProcess(folder, port=free.getsockname()[1])
        self.hub.start()
        self.client = enrolled(self.hub, HALL)
        self.desk = RemoteDesk(self.client)

    def call(self, window: str, zone: str = "SSDJ") -> Ticket:
        """Somebody takes a number and the window calls."""
        self.desk.issue(new_id(), Author("kiosk", ""), zone)
        called = self.desk.call_next(new_id(), Author("clerk", window))
        assert called is not None
        return called

    def kill(self) -> None:
        """The hub dies at once, as in a power cut."""
        os.kill(self.hub.pid, signal.SIGKILL)
        self.hub.stop()

    def close(self) -> None:
        """Everybody goes home."""
        self.client.close()
        self.hub.stop()
