"""The ticket machine of the model of sync: numbers with the hub, or without it from blocks it leased."""

from __future__ import annotations

from app.core.errors import Offline
from app.core.ids import new_id
from app.journal.append import Journal
from app.tickets.model import Ticket
from app.tickets.number_desk import NumberDesk
from app.tickets.offline_desk import OfflineIssuer, Slip
from tests.support.sync_model import ZONE
from tests.support.sync_model_node import ModelNode


class PromptDesk(NumberDesk):
    """Asks without a thread: the hub of the model answers at once, or is gone."""

    def _asked(self, zone: str) -> Ticket:
        return self._hub.issue(new_id(), self._author, zone)


class ModelKiosk(ModelNode):
    """The real number desk of a kiosk. ``slips``: what citizens were given without the hub, and whether the
    machine knew by then that its disk is a copy, if it is one."""

    slips: list[tuple[Slip, bool]]
    copied_in = ""

    def work(self, written: Journal) -> None:
        """See ModelNode. Paper survives every power cut."""
        self.slips = getattr(self, "slips", [])
        own = OfflineIssuer(self.store, written, self.clock, self.number)
        self.numbers = PromptDesk(self.wire, own, self.number)

    def hear(self) -> None:
        """See ModelNode. A machine that hears its hub leases numbers for the time without it."""
        try:
            self.numbers.take_blocks([ZONE], windows_open=True)
            self.numbers.reachable = True
        except Offline:
            self.numbers.reachable = False

    def give(self) -> None:
        """A citizen takes a number."""
        slip = self.numbers.give(ZONE)
        if not self.numbers.reachable:
            self.slips.append((slip, self.life() != self.copied_in))

    def put_back(self, copy: bytes) -> None:
        """See ModelNode. A copy does not know that it is one before it begins a new life."""
        super().put_back(copy)
        self.copied_in = self.life()
