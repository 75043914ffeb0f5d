"""One window of a chaos run: a process of its own that serves visit after visit on the real desk."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from multiprocessing.synchronize import Event as ProcessEvent
from pathlib import Path
from queue import SimpleQueue
from random import Random

from app.config.load import load_settings
from app.core.clock import SystemClock
from app.core.errors import AppError, RuleViolation, StorageError, StoreUnavailable
from app.core.events import EventBus
from app.core.ids import new_id
from app.evaluations.model import Served
from app.main.bench.sample_visit import ready_visit
from app.main.window.backstage import Backstage, open_backstage
from app.sync.identity import load_identity
from app.tickets.model import Ticket

TOLD = "told.log"
DRAINED = "drained"
ZONE = "SSDJ"
_ITEM = "IT001"
_PAUSE_S = 0.03
_STUBBORN_S = 0.2
"""How long a clerk waits before trying again what the machine just refused."""


def serve(folder: Path, url: str, number: int, seed: int, ending: ProcessEvent) -> None:
    """Serve visits until ``ending``, then wait until everything is uploaded and leave the file ``DRAINED``.

    Whatever a clerk was told is appended to ``TOLD`` the moment it was said: ``case ID NUMBER`` and
    ``called TICKET``. It may be killed at any time, and gives up when its disk lets nothing be written.
    """
    settings = load_settings(folder, {"hub": {"url": url}, "window": {"number": number}})
    try:
        backstage = open_backstage(folder, settings, EventBus(), SystemClock(), lambda: None)
    except StoreUnavailable:
        return
    if backstage.opened.problem is None:
        backstage.link.connect(url, load_identity(folder))
        _Clerk(backstage, folder, Random(seed)).work(ending)


class _Clerk:
    """Serves whoever is there. Citizens are called beside it, for a line that is dead must not hold it up."""

    def __init__(self, backstage: Backstage, folder: Path, chance: Random) -> None:
        self._backstage = backstage
        self._services = backstage.services
        self._author = backstage.services.author
        self._folder = folder
        self._chance = chance
        self._pause = threading.Event()
        self._free = threading.Event()
        self._called: SimpleQueue[Ticket] = SimpleQueue()

    def work(self, ending: ProcessEvent) -> None:
        """Visit after visit until ``ending``, then until nothing is left to upload, then until it is killed:
        a window that is closed in good order would write once more."""
        self._free.set()
        threading.Thread(target=self._call, args=(ending,), daemon=True).start()
        with (self._folder / TOLD).open("a", encoding="utf-8", buffering=1) as told:
            while not ending.is_set():
                try:
                    for said in self._visit():
                        told.write(said + "\n")
                except (StorageError, RuleViolation):
                    self._pause.wait(_STUBBORN_S)
                self._pause.wait(self._chance.uniform(0, _PAUSE_S))
        while not self._backstage.link.uploaded():
            self._backstage.link.sync_soon()
            self._pause.wait(0.05)
        (self._folder / DRAINED).touch()
        threading.Event().wait()

    def _call(self, ending: ProcessEvent) -> None:
        while not ending.is_set():
            self._free.wait()
            try:
                self._backstage.link.issue(new_id(), self._author, ZONE)
                ticket = self._backstage.link.calls.call_next(new_id(), self._author, (ZONE,))
            except AppError:
                self._pause.wait(_STUBBORN_S)
                continue
            if ticket is not None:
                self._free.clear()
                self._called.put(ticket)

    def _visit(self) -> Iterator[str]:
        ticket = None if self._called.empty() else self._called.get()
        if ticket is not None:
            yield f"called {ticket.id}"
        named = (ticket.id, ticket.number) if ticket else ("", "")
        item, now = self._services.catalogue.items[_ITEM], SystemClock().now()
        visit = ready_visit(item, now, *named)
        case_id = visit.drafts[0].case_id
        self._services.cases.open_visit(self._author, visit)
        received = self._services.cases.receive(self._author, visit, case_id)
        yield f"case {case_id} {received.case_no}"
        self._services.cases.finish_visit(self._author, visit)
        self._services.evaluations.decline(self._author, Served(visit.visit_id, visit.ticket_id, (case_id,)))
        self._backstage.link.sync_soon()
        if ticket is not None:
            self._free.set()
