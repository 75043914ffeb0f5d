"""The voice of the hall (语音): recorded segments put together, one announcement after the other."""

from __future__ import annotations

import io
import logging
import wave
from collections import deque
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

import resources
from app.tickets.announcement import Announcement

FRAME_RATE = 16_000
_BYTES_A_FRAME = 2
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


def open_player() -> Player:
    """The machine's player; silence where the system's sound libraries are missing."""
    try:
        from ui.hall.media_player import MediaPlayer
    except ImportError as error:
        _log.warning("no voice: %s", error)
        return Silence()
    return MediaPlayer()


class Voice(QObject):
    """Speaks announcements in the order given; two never overlap."""

    speaking_changed = Signal(bool)
    """True when an announcement begins, False when the last of those given has ended."""

    def __init__(self, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = player
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
        _log.info("spoken: %s", announcement.text)
        frames = joined(announcement.segments)
        seconds = len(frames) / (FRAME_RATE * _BYTES_A_FRAME)
        self._player.play(as_wav(frames), seconds, self._next)


def joined(segments: Sequence[str]) -> bytes:
    """The samples of segments of the voice pack, one after another. Raises FileNotFoundError."""
    return b"".join(map(_samples, segments))


def as_wav(frames: bytes) -> bytes:
    """Samples as a WAV file: 16 kHz, mono, 16 bit."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(_BYTES_A_FRAME)
        sound.setframerate(FRAME_RATE)
        sound.writeframes(frames)
    return file.getvalue()


@lru_cache(maxsize=128)
def _samples(segment: str) -> bytes:
    with wave.open(str(resources.path(f"sounds/voice/{segment}.wav")), "rb") as sound:
        return sound.readframes(sound.getnframes())
