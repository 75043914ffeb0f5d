"""Voice packs (语音包): a folder with one WAV file a segment and a ``manifest.json`` that names them.

``{"name": "...", "frame_rate": 16000, "segments": ["0", "1", …]}``: all files mono, 16 bit, of this rate.
The program ships one; a hall may have its own recorded and name the folder in its settings.
"""

from __future__ import annotations

import io
import logging
import wave
from collections.abc import Sequence
from pathlib import Path

import msgspec

import resources
from devices.decoding import from_json

SHIPPED = "sounds/voice"
MANIFEST = "manifest.json"
_BYTES_A_FRAME = 2
_log = logging.getLogger(__name__)


class PackBroken(ValueError):
    """A voice pack that cannot be spoken with; the text says why."""


class _Manifest(msgspec.Struct, frozen=True):
    name: str
    frame_rate: int
    segments: tuple[str, ...]


class VoicePack:
    """One pack. A segment that it lacks is not spoken: the call stands on the screen all the same."""

    def __init__(self, folder: Path) -> None:
        """Raises PackBroken."""
        self._folder = folder
        try:
            manifest = from_json((folder / MANIFEST).read_bytes(), _Manifest)
        except (OSError, msgspec.DecodeError) as error:
            raise PackBroken(str(error)) from error
        self.name = manifest.name
        self._rate = manifest.frame_rate
        self._segments = frozenset(manifest.segments)
        self._kept: dict[str, bytes] = {}

    def defects(self) -> tuple[str, ...]:
        """What is wrong with the files, one text each; reads all of them."""
        found = []
        for segment in sorted(self._segments):
            try:
                self._read(segment)
            except (OSError, EOFError, wave.Error) as error:
                found.append(f"{segment}.wav: {error}")
        return tuple(found)

    def sound(self, segments: Sequence[str]) -> tuple[bytes, float]:
        """Segments one after another as a WAV file, and how many seconds it lasts."""
        frames = b"".join(map(self._frames, segments))
        file = io.BytesIO()
        with wave.open(file, "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(_BYTES_A_FRAME)
            sound.setframerate(self._rate)
            sound.writeframes(frames)
        return file.getvalue(), len(frames) / (self._rate * _BYTES_A_FRAME)

    def _frames(self, segment: str) -> bytes:
        if segment not in self._kept:
            try:
                self._kept[segment] = self._read(segment) if segment in self._segments else b""
            except (OSError, EOFError, wave.Error) as error:
                _log.warning("the voice pack lacks %s: %s", segment, error)
                self._kept[segment] = b""
        return self._kept[segment]

    def _read(self, segment: str) -> bytes:
        with wave.open(str(self._folder / f"{segment}.wav"), "rb") as sound:
            form = (sound.getframerate(), sound.getnchannels(), sound.getsampwidth())
            if form != (self._rate, 1, _BYTES_A_FRAME):
                raise wave.Error(f"{form} instead of {(self._rate, 1, _BYTES_A_FRAME)}")
            return sound.readframes(sound.getnframes())


def open_pack(folder: str = "") -> VoicePack:
    """The pack in ``folder``; the shipped one where none is named or that one is broken."""
    if folder:
        try:
            return VoicePack(Path(folder))
        except PackBroken as error:
            _log.warning("the voice pack of the settings is broken, the shipped one speaks: %s", error)
    return VoicePack(resources.path(SHIPPED))
