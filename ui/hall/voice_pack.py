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
from typing import Annotated

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
    frame_rate: Annotated[int, msgspec.Meta(ge=8_000, le=192_000)]
    segments: tuple[Annotated[str, msgspec.Meta(pattern=r"^\w+\Z")], ...]


_MUTE = _Manifest("", 16_000, ())


class VoicePack:
    """One pack. A segment that it lacks is not spoken: the call stands on the screen all the same.

    ``trouble``: a code for what ``open_pack`` found wrong, and ``faults`` what that is, one text each.
    """

    def __init__(self, folder: Path, manifest: _Manifest | None = None) -> None:
        """Raises PackBroken."""
        self._folder = folder
        self.trouble = ""
        self.faults: tuple[str, ...] = ()
        manifest = manifest or _manifest_in(folder)
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
    """The pack in ``folder``; the shipped one where none is named or that one is broken. There always is one:
    what is wrong is its ``trouble``."""
    try:
        pack = VoicePack(Path(folder) if folder else resources.path(SHIPPED))
        pack.faults = pack.defects()
        pack.trouble = "voice.pack_incomplete" if pack.faults else ""
    except PackBroken as error:
        pack = open_pack() if folder else VoicePack(Path(), _MUTE)
        pack.trouble = pack.trouble or ("voice.pack_broken" if folder else "voice.none")
        pack.faults = (str(error), *pack.faults)
    if pack.faults:
        _log.warning("the voice pack is broken, %s: %s", pack.trouble, "; ".join(pack.faults))
    return pack


def _manifest_in(folder: Path) -> _Manifest:
    try:
        return from_json((folder / MANIFEST).read_bytes(), _Manifest)
    except (OSError, ValueError, RecursionError) as error:  # a folder's name may have what no path has
        raise PackBroken(str(error)) from error
