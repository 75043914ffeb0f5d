"""Voice packs (语音包): a folder with one WAV file a segment and a ``manifest.json`` that names them.

``{"name": "...", "frame_rate": 16000, "segments": ["0", "1", …]}``: all files mono, 16 bit, of this rate.
The program ships one; a hall may have its own recorded and name the folder in its settings.
"""

from __future__ import annotations

import io
import logging
import wave
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec.structs import replace

import resources
from devices.decoding import from_json

SHIPPED = "sounds/voice"
MANIFEST = "manifest.json"
_BYTES_A_FRAME = 2
_log = logging.getLogger(__name__)


class _Manifest(msgspec.Struct, frozen=True):
    name: str
    frame_rate: Annotated[int, msgspec.Meta(ge=8_000, le=192_000)]
    segments: tuple[Annotated[str, msgspec.Meta(pattern=r"^\w+\Z")], ...]


class VoicePack(msgspec.Struct, frozen=True):
    """One pack; ``frames`` by segment. A segment that it lacks is not spoken: the call stands on the screen
    all the same. ``trouble``: a code for what is wrong with it, ``faults`` what that is, one text each."""

    name: str = ""
    frame_rate: int = 16_000
    frames: Mapping[str, bytes] = {}
    trouble: str = ""
    faults: tuple[str, ...] = ()

    def sound(self, segments: Sequence[str]) -> tuple[bytes, float]:
        """Segments one after another as a WAV file, and how many seconds it lasts."""
        frames = b"".join(self.frames.get(segment, b"") for segment in segments)
        file = io.BytesIO()
        with wave.open(file, "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(_BYTES_A_FRAME)
            sound.setframerate(self.frame_rate)
            sound.writeframes(frames)
        return file.getvalue(), len(frames) / (self.frame_rate * _BYTES_A_FRAME)


def open_pack(folder: str = "") -> VoicePack:
    """The pack in ``folder``, read whole; the shipped one where none is named or that one is broken. There
    always is one: what is wrong is its ``trouble``."""
    try:
        pack = _read(Path(folder) if folder else resources.path(SHIPPED))
    except (OSError, ValueError, RecursionError) as error:  # a folder's name may have what no path has
        instead = open_pack() if folder else VoicePack()
        trouble = instead.trouble or ("voice.pack_broken" if folder else "voice.none")
        pack = replace(instead, trouble=trouble, faults=(str(error), *instead.faults))
    if pack.faults:
        _log.warning("the voice pack is broken, %s: %s", pack.trouble, "; ".join(pack.faults))
    return pack


def _read(folder: Path) -> VoicePack:
    manifest = from_json((folder / MANIFEST).read_bytes(), _Manifest)
    frames, faults = dict[str, bytes](), list[str]()
    for segment in sorted(set(manifest.segments)):
        try:
            frames[segment] = _frames(folder / f"{segment}.wav", manifest.frame_rate)
        except (OSError, EOFError, wave.Error) as error:
            faults.append(f"{segment}.wav: {error}")
    trouble = "voice.pack_incomplete" if faults else ""
    return VoicePack(manifest.name, manifest.frame_rate, frames, trouble, tuple(faults))


def _frames(file: Path, rate: int) -> bytes:
    with wave.open(str(file), "rb") as sound:
        form = (sound.getframerate(), sound.getnchannels(), sound.getsampwidth())
        if form != (rate, 1, _BYTES_A_FRAME):
            raise wave.Error(f"{form} instead of {(rate, 1, _BYTES_A_FRAME)}")
        return sound.readframes(sound.getnframes())
