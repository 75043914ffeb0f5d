"""Plays sound through the machine's default output. A machine without one is no error."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QObject, QTimer, QUrl, Slot
from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer

_GRACE_SECONDS = 3.0
"""How much longer than its length a sound may take; then it is given up, so that calls go on."""
_log = logging.getLogger(__name__)


class MediaPlayer(QObject):
    """A Player on QtMultimedia. Looks for the output anew at every sound, so it may come and go."""

    def __init__(self, volume: int) -> None:
        super().__init__()
        self._output = QAudioOutput(self)
        self._output.setVolume(volume / 100)
        self._player = QMediaPlayer(self)
        self._player.setAudioOutput(self._output)
        self._player.mediaStatusChanged.connect(self._on_status)
        self._player.errorOccurred.connect(self._on_error)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._on_silence)
        self._sound = QBuffer(self)
        self._on_end: Callable[[], None] | None = None

    def play(self, sound: bytes, seconds: float, on_end: Callable[[], None]) -> None:
        """See Player."""
        device = QMediaDevices.defaultAudioOutput()
        if device.isNull():
            on_end()
            return
        self._on_end = on_end
        self._output.setDevice(device)
        self._player.setSource(QUrl())
        self._sound.close()
        self._sound.setData(QByteArray(sound))
        self._sound.open(QBuffer.OpenModeFlag.ReadOnly)
        self._player.setSourceDevice(self._sound)
        self._patience.start(round((seconds + _GRACE_SECONDS) * 1000))
        self._player.play()

    @Slot(QMediaPlayer.MediaStatus)
    def _on_status(self, status: QMediaPlayer.MediaStatus) -> None:
        if status == QMediaPlayer.MediaStatus.EndOfMedia:
            self._finish()

    @Slot(QMediaPlayer.Error, str)
    def _on_error(self, error: QMediaPlayer.Error, reason: str) -> None:
        _log.warning("the voice could not be played: %s (%s)", error.name, reason)
        self._finish()

    @Slot()
    def _on_silence(self) -> None:
        _log.warning("the sound output did not finish in time")
        self._player.stop()
        self._finish()

    def _finish(self) -> None:
        on_end, self._on_end = self._on_end, None
        self._patience.stop()
        if on_end is not None:
            # Not from within the player's own signal: the next sound is set on the same player.
            QTimer.singleShot(0, self, on_end)
