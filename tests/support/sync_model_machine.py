"""The whole machine: people, networks, clerks on duty, old copies of disks, clones, clocks, programs."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from app.journal.model import SCHEMA
from app.journal.node import begin_lives
from tests.support import sync_model_checks as checks
from tests.support.counter import MONDAY
from tests.support.sync_model_hall import ANY, FUSE, THEN, WHICH, HallMachine, Trip


class SyncMachine(HallMachine):
    """``hub_copy``, ``disk_copy``: old copies that may be put back, the latter with its machine's number."""

    def __init__(self) -> None:
        super().__init__()
        self.hub_copy: bytes | None = None
        self.disk_copy: tuple[str, bytes] | None = None

    @rule(which=WHICH, clerk=st.sampled_from(["1001", "1002", ""]), fuse=FUSE, then=THEN)
    def sign_in(self, which: int, clerk: str, fuse: int | None, then: Trip | None) -> None:
        """``clerk``: who comes on duty; empty: whoever is there leaves."""
        self.act_and_sync(which, lambda window: window.sign_in(clerk), fuse, then)

    @rule(which=ANY)
    def restart(self, which: int) -> None:
        self.machine(which).restart()

    @rule(which=ANY, schema=st.sampled_from([SCHEMA, SCHEMA - 1, SCHEMA + 1]))
    def replace_program(self, which: int, schema: int) -> None:
        self.machine(which).wire.schema = schema

    @rule(which=ANY, days=st.sampled_from([-365, -1, 1, 365]))
    def clock_jumps(self, which: int, days: int) -> None:
        clock = self.machine(which).clock
        if abs(clock.now() - MONDAY) < timedelta(days=300):
            clock.advance(timedelta(days=days))

    @rule()
    def copy_the_hub(self) -> None:
        self.hub_copy = self.hub.disk.copied(self.hub.store)

    @rule()
    @precondition(lambda self: self.hub_copy is not None)
    def restore_the_hub(self) -> None:
        assert self.hub_copy is not None
        self.callers.overrule(self.hub.store)
        # It takes a while; numbers go on from the time of day at which it is done.
        self.hub.clock.advance(timedelta(minutes=10))
        self.hub.restore(self.hub_copy)
        self.forget_what_no_disk_has()

    @rule(which=ANY)
    def copy_a_disk(self, which: int) -> None:
        machine = self.machine(which)
        self.disk_copy = (machine.number, machine.disk.copied(machine.store))

    @rule(by_tool=st.booleans())
    @precondition(lambda self: self.disk_copy is not None)
    def restore_a_disk(self, by_tool: bool) -> None:
        assert self.disk_copy is not None
        number, content = self.disk_copy
        machine = next(each for each in self.machines if each.number == number)
        machine.put_back(content)
        if by_tool:
            machine.store.transact(begin_lives)
            machine.restart()
        self.forget_what_no_disk_has()

    @rule()
    @precondition(lambda self: self.disk_copy is not None and len(self.windows) < 4)
    def clone(self) -> None:
        assert self.disk_copy is not None
        if self.disk_copy[0] not in {kiosk.number for kiosk in self.kiosks}:
            self.windows.append(self.new_window(*self.disk_copy))
            # Both may call, or give back, what one of them holds.
            self.callers.overrule(self.windows[-1].store)

    def forget_what_no_disk_has(self) -> None:
        there = checks.ids(self.hub)
        for machine in self.machines:
            there |= set(machine.own_ids())
        self.told &= there
        self.callers.forget(there)
