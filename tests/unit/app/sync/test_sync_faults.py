"""Whatever happens between a window and its hub: nothing is lost, nothing is doubled, everything is told.

A machine plays faults at random on the real parts of a window: answers that get lost, a hub that loses its
newest rows, a disk that is restored from an older copy, a second machine with a copy of the disk. A twin of
it that forgets what makes sending safe must be caught.
"""

from __future__ import annotations

import logging
import shutil
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as play

from app.core.errors import Offline
from app.core.ids import new_id
from app.sync import renewal
from app.sync.wire import PushAnswer, PushBatch
from tests.support.memory_hub import MemoryHub
from tests.support.sync_window import SyncWindow

PLAYED = settings(
    max_examples=6,
    stateful_step_count=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


class LossyHub(MemoryHub):
    """A hub whose next answer may get lost on its way."""

    lose_answer = False

    def push(self, batch: PushBatch) -> PushAnswer:
        answer = super().push(batch)
        if self.lose_answer:
            self.lose_answer = False
            raise Offline("sync.unreachable", hub="", kind="ReadError")
        return answer


class Faults(RuleBasedStateMachine):
    """Up to two machines, which may be copies of each other, and their hub."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(mkdtemp(prefix="sync-faults-"))
        self.hub = LossyHub()
        self.windows = [self.open(self.folder / new_id())]
        self.copy: Path | None = None

    def open(self, folder: Path) -> SyncWindow:
        folder.mkdir(exist_ok=True)
        return SyncWindow.open(folder, self.hub)

    def window(self, which: int) -> SyncWindow:
        return self.windows[which % len(self.windows)]

    @rule(which=st.integers(0, 1))
    def receive(self, which: int) -> None:
        self.window(which).receive()

    @rule(which=st.integers(0, 1))
    def sync(self, which: int) -> None:
        self.window(which).pusher().turn()

    @rule(which=st.integers(0, 1))
    def sync_without_answer(self, which: int) -> None:
        self.hub.lose_answer = True
        try:
            self.window(which).pusher().turn()
        except Offline:
            return
        self.hub.lose_answer = False

    @rule(rows=st.integers(1, 5))
    def fail_over(self, rows: int) -> None:
        self.hub.lose(rows)

    @rule(which=st.integers(0, 1))
    def copy_the_disk(self, which: int) -> None:
        self.copy = self.window(which).copied_to(self.folder / new_id())

    @precondition(lambda self: self.copy is not None)
    @rule(which=st.integers(0, 1))
    def restore_the_copy(self, which: int) -> None:
        window = self.window(which)
        # What was never acknowledged is lost with the disk that alone had it; a hub is told of everything.
        for _ in range(4):
            window.pusher().turn()
        self.windows[self.windows.index(window)] = self.open(self.taken_copy())
        window.store.close()

    @precondition(lambda self: self.copy is not None and len(self.windows) == 1)
    @rule()
    def clone(self) -> None:
        self.windows.append(self.open(self.taken_copy()))

    def taken_copy(self) -> Path:
        assert self.copy is not None
        taken, self.copy = self.copy, None
        return taken

    def teardown(self) -> None:
        if not hasattr(self, "windows"):
            return
        try:
            for window in self.windows * 2:
                for _ in range(4):
                    window.pusher().turn()
            self.check()
        finally:
            for window in self.windows:
                window.store.close()
            shutil.rmtree(self.folder)

    def check(self) -> None:
        """Nothing lost, nothing doubled, every store proves itself."""
        stored = self.hub.ids()
        assert len(stored) == len(set(stored)), "doubled"
        for window in self.windows:
            assert window.overview().pending == ()
            assert set(window.event_ids()) <= set(stored), "lost"
            window.prove()


def test_no_fault_loses_or_doubles_anything(caplog: pytest.LogCaptureFixture) -> None:
    play(Faults, settings=PLAYED)
    assert all(record.levelno <= logging.WARNING for record in caplog.records)


def test_a_window_that_forgets_its_orphans_is_caught(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(renewal, "_chain_anew", lambda conn, fresh, ours: None)

    class Told(Faults):
        """Remembers what was received, as the clerk does."""

        @initialize()
        def begin(self) -> None:
            super().begin()
            self.received: list[str] = []

        @rule()
        def receive_and_part(self) -> None:
            window = self.windows[0]
            copy = window.copied_to(self.folder / new_id())
            twin = self.open(copy)
            self.received += [window.receive(), twin.receive()]
            for each in (window, twin, window, twin):
                each.pusher().turn()
            twin.store.close()

        def check(self) -> None:
            subjects = {row.subject for chain in self.hub.chains.values() for row in chain}
            assert {f"case:{case_id}" for case_id in self.received} <= subjects, "lost"

    with pytest.raises(BaseException, match="lost"):
        play(
            Told,
            settings=settings(
                PLAYED, max_examples=2, stateful_step_count=2, phases=[Phase.generate], print_blob=False
            ),
        )
    assert "new life" in caplog.text
