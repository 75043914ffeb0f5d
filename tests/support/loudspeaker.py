"""A player of the hall's voice that keeps what it was given."""

from __future__ import annotations

from collections.abc import Callable


class Loudspeaker:
    """A player that keeps what it was given until the test says that it has been heard."""

    def __init__(self) -> None:
        self.sounds: list[tuple[bytes, float]] = []
        self._ends: list[Callable[[], None]] = []

    def play(self, sound: bytes, seconds: float, on_end: Callable[[], None]) -> None:
        """See ui.hall.voice.Player."""
        assert not self._ends, "two announcements overlap"
        self.sounds.append((sound, seconds))
        self._ends.append(on_end)

    def finish(self) -> None:
        """The sound has been heard."""
        self._ends.pop()()
