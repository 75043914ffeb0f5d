"""Whether the GUI thread answers: a beat every five milliseconds, and where it was when one came late."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import Counter, deque
from pathlib import Path
from types import FrameType

from msgspec import Struct
from PySide6.QtCore import QObject, Qt, QTimer

_BEAT_MS = 5
_LOOK_S = 0.01
_LATE_MS = 25.0
_WAITED = Path("/proc/thread-self/schedstat")
_PROGRAM = Path(__file__).resolve().parents[3]
_STAGE = ("app/main/bench/", "app/main/stage.py")


class Gap(Struct, frozen=True):
    """The time between two beats, in ms. ``late``: more than a beat's length; ``own``: the thread worked;
    ``queued``: it was ready to work and the machine, busy with others, gave it no processor."""

    late: float
    own: float
    queued: float

    @property
    def held(self) -> float:
        """How long the program itself kept the thread from answering: its work, and waits for lanes."""
        return max(0.0, self.late - self.queued)


class Heartbeat(QObject):
    """Beats in the GUI thread and looks on from another. ``gaps``: all since ``begin``; ``longest_in``: the
    function of ours, or Qt, in which most of the one was spent that was held longest."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[Gap] = []
        self.longest_in = ""
        self._thread = threading.get_ident()
        self._waited = os.open(_WAITED, os.O_RDONLY) if _WAITED.exists() else -1
        self._seen: deque[list[FrameType]] = deque()
        self._ended = threading.Event()
        self._last = self._clocks()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(_BEAT_MS)
        threading.Thread(target=self._look, name="heartbeat", daemon=True).start()

    def begin(self) -> None:
        """Count from now on."""
        self.gaps.clear()
        self.longest_in = ""
        self._last = self._clocks()

    def end(self) -> None:
        """Beat no more."""
        self._timer.stop()
        self._ended.set()

    def _beat(self) -> None:
        before, self._last = self._last, self._clocks()
        seen = [self._seen.popleft() for _ in range(len(self._seen))]
        passed, own, queued = (now - then for now, then in zip(self._last, before, strict=True))
        gap = Gap(passed - _BEAT_MS, own, queued)
        if seen and gap.held > max((each.held for each in self.gaps), default=0.0):
            self.longest_in = Counter(map(_place, seen)).most_common(1)[0][0]
        self.gaps.append(gap)

    def _clocks(self) -> tuple[float, float, float]:
        """What passed, what this thread worked, and how long it was ready in vain, in ms."""
        queued = int(os.pread(self._waited, 99, 0).split()[1]) / 1e6 if self._waited >= 0 else 0.0
        return time.perf_counter() * 1000, time.thread_time() * 1000, queued

    def _look(self) -> None:
        while not self._ended.wait(_LOOK_S):
            if time.perf_counter() * 1000 - self._last[0] > _LATE_MS:
                # Handed over whole: what a frame is the last to hold, such as a timer, must die in its own
                # thread.
                self._seen.append(_chain(sys._current_frames().get(self._thread)))


def _chain(frame: FrameType | None) -> list[FrameType]:
    frames = []
    while frame is not None:
        frames.append(frame)
        frame = frame.f_back
    return frames


def _place(frames: list[FrameType]) -> str:
    """The innermost function of the program; Qt, where what measures it had only called Qt."""
    for frame in frames:
        file = Path(frame.f_code.co_filename)
        name = str(file.relative_to(_PROGRAM)) if file.is_relative_to(_PROGRAM) else ""
        if name.startswith(_STAGE):
            break
        if name.startswith(("app/", "ui/")):
            return f"{name}:{frame.f_code.co_qualname}"
    return "Qt"
