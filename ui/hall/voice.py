"""The voice of the hall (语音): recorded segments put together, one announcement after the other."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from app.tickets.announcement import Announcement
from ui.hall.voice_pack import VoicePack, open_pack

_log = logging.getLogger(__name__)


class Player(Protocol):
    """Plays one sound at a time."""

    def play(self, sound: bytes, seconds: float, on_end: Callable[[], None]) -> None:
        """Play a WAV file that lasts ``seconds``; calls ``on_end`` once, also when nothing can be heard."""
        ...


class Silence:
    """A player for machines that cannot play sound at all."""

    def play(self, sound: bytes, seconds: float, on_end: Callable[[], None]) -> None:
        """See Player: ends at once."""
        on_end()


def open_player(volume: int = 100) -> Player:
    """The machine's player at ``volume`` per cent; silence where the system's sound libraries are missing."""
    try:
        from ui.hall.media_player import MediaPlayer
    except ImportError as error:
        _log.warning("no voice: %s", error)
        return Silence()
    return MediaPlayer(volume)


class Voice(QObject):
    """Speaks announcements in the order given; two never overlap.

    ``is_quiet``: asked before each one; while it says so nothing is heard (静音时段).
    """

    speaking_changed = Signal(bool)
    """True when an announcement begins, False when the last of those given has ended."""

    def __init__(
        self,
        player: Player,
        parent: QObject | None = None,
        *,
        pack: VoicePack | None = None,
        is_quiet: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(parent)
        self._player = player
        self.pack = pack or open_pack()
        self._is_quiet = is_quiet
        self._waiting: deque[Announcement] = deque()
        self._speaking = False

    @Slot(object)
    def say(self, announcement: Announcement) -> None:
        """Speak after everything that waits."""
        self._waiting.append(announcement)
        if not self._speaking:
            self._speaking = True
            self.speaking_changed.emit(True)
            self._next()

    def _next(self) -> None:
        if not self._waiting:
            self._speaking = False
            self.speaking_changed.emit(False)
            return
        announcement = self._waiting.popleft()
        if self._is_quiet():
            _log.info("quiet hours, not spoken: %s", announcement.text)
            self._next()
            return
        _log.info("spoken: %s", announcement.text)
        self._player.play(*self.pack.sound(announcement.segments), self._next)
