"""Everything that reads what comes from outside, each with good messages to be spoiled."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct
from PIL import Image

from app.peripherals.scan_routes import route, rules
from app.peripherals.tablet_wire import Ask, Hello, Rated, encode, from_tablet, from_window
from devices.camera.contract import Camera
from devices.camera.drivers.sidecar_camera import SidecarCamera
from devices.errors import BadReply, DeviceError, DriverFault
from devices.framing import frames as profile_frames
from devices.framing.decoder import FrameDecoder as ProfileDecoder
from devices.framing.events import data_of
from devices.framing.load import load, shipped
from devices.framing.profile import Profile
from devices.framing.template import read
from devices.idcard import frames as card_frames
from devices.idcard import text_block
from devices.idcard.drivers.sidecar_reader import SidecarReader
from devices.idcard.sample_cards import SAMPLES
from devices.imaging.page_jpeg import decoded
from devices.imaging.sheet import straightened
from devices.page_printer.drivers import ipp
from devices.page_scanner.contract import ScanOrder, Source
from devices.page_scanner.drivers.sane import choices_of, mode_of, source_of, usb_node
from devices.page_scanner.drivers.sidecar_scanner import SidecarScanner
from devices.scanner.stream import StreamDecoder, scan_of
from devices.sidecar.client import Sidecar, line_of, result_of
from devices.ticket_printer.escpos import readiness

_SIDE = 48
"""Pixels of the pictures that are spoiled: small ones are spoiled where it matters."""


_ORIENTATION = 0x0112
"""The tag of EXIF that says how the camera was held."""
_PROMISED = (DeviceError,)
_SANE = (
    b"  Scan mode:\n    --mode Gray|Color [Gray]\n    --source Flatbed|Automatic Document Feeder [Flatbed]\n",
    b"epson2:libusb:002:017\nplustek:libusb:001:004\n",
)


class Target(Struct, frozen=True):
    """One reader of bytes: good messages to begin with, and the errors that it promises."""

    name: str
    seeds: tuple[bytes, ...]
    reads: Callable[[bytes], object]
    promises: tuple[type[Exception], ...] = ()


def targets_of_all_kinds() -> tuple[Target, ...]:
    """Everything that reads what comes from outside; decoders that keep state are used on and on."""
    blocks = tuple(SAMPLES.values())
    card = card_frames.FrameDecoder()
    stream = StreamDecoder()
    table = rules(lambda text: "", "https://example.org/{case_no}", date(2026, 7, 1))
    codes = tuple(text.encode() for text in ("A127", "31999919780315901X", "https://a.b/x"))
    said = (encode(Hello("token")), encode(Rated("q", 5)), encode(Ask("q", "李静", 60)))
    tablet = tuple(text.encode() for text in said)
    asked = ipp.request(0x000A, [(1, [])])
    return (
        Target(
            "idcard.frames", tuple(card_frames.encode(b"\x00\x00\x90" + block) for block in blocks), card.feed
        ),
        Target("idcard.text_block", blocks, text_block.decode, (ValueError,)),
        Target("scanner.stream", tuple(code + b"\r" for code in codes), lambda data: _scans(stream, data)),
        Target("scan_routes", codes, lambda data: route(data.decode("utf-8", "replace"), table)),
        Target("tablet.to_window", tablet, from_tablet),
        Target("tablet.from_window", tablet, from_window),
        Target("ipp", (asked, asked + bytes(64)), ipp.answer, (ipp.MalformedIpp,)),
        Target("escpos.status", (b"\x12\x12\x12\x12",), _status, (DeviceError,)),
        Target("sane.told", _SANE, _sane),
        *_sidecars(),
        *_pictures(),
        *(_profiled(load(name)) for name in shipped()),
    )


def _profiled(profile: Profile) -> Target:
    decoder = ProfileDecoder(profile)

    def reads(data: bytes) -> None:
        for frame in (*decoder.feed(data), *decoder.quiet()):
            for rule in profile.commands.values():
                read(rule.data, frame.data, profile.text)

    seeds = [
        profile_frames.encode(profile, 1, int(rule.cmd or "1", 16), data_of(rule, 1) or b"\x01")
        for rule in profile.events
    ]
    return Target(f"profile.{profile.name}", tuple(seeds) or (b"\xff\x68\x01\x02\x03\xff",), reads)


class _OneLine(Sidecar):
    """A side-car whose every answer is the same line."""

    def __init__(self, said: bytes) -> None:
        super().__init__((), "fuzz")
        self._said = said

    def ask(self, method: str, limit: float = 0.0, **params: object) -> Any:
        """What the line says. Raises what ``Sidecar.ask`` raises."""
        line = line_of(self._said)
        if line is None:
            raise DriverFault
        return result_of(line)


def _sidecars() -> tuple[Target, ...]:
    """The lines of vendors' programs: cards, cameras, scanned pages, and what went wrong there."""
    card = text_block.decode(next(iter(SAMPLES.values())))
    cameras, page = (Camera("usb:1", "高拍仪"), Camera("usb:2", "副头")), b"\xff\xd8page"
    wrong = (
        b'{"id":1,"error":{"code":"device.refused","facts":{"status":"41","command":"READ"}}}',
        b'{"beat":7}',
    )

    def said(result: object) -> bytes:
        return msgspec.json.encode({"id": 1, "result": result})

    def scan(data: bytes) -> None:
        pages: list[bytes] = []

        def take(page: bytes) -> None:
            pages.append(page)
            scanner.cancel()  # the same line for ever would be pages for ever

        scanner = SidecarScanner(_OneLine(data))
        scanner.scan(ScanOrder(), take)

    return (
        Target(
            "sidecar.card", (said(card), *wrong), lambda data: SidecarReader(_OneLine(data)).read(), _PROMISED
        ),
        Target(
            "sidecar.cameras",
            (said(cameras), *wrong),
            lambda data: SidecarCamera(_OneLine(data)).cameras(),
            _PROMISED,
        ),
        Target(
            "sidecar.page", (said(page), *wrong), lambda data: SidecarCamera(_OneLine(data)).page(), _PROMISED
        ),
        Target("sidecar.scan", (said(page), *wrong), scan, _PROMISED),
    )


def _pictures() -> tuple[Target, ...]:
    """What cameras and scanners give, before anything is known of it."""
    noise = Image.frombytes("RGB", (_SIDE, _SIDE), random.Random(1).randbytes(3 * _SIDE * _SIDE))
    held = Image.Exif()
    held[_ORIENTATION] = 6
    seeds = (
        _saved(noise, "JPEG", exif=held),
        *(_saved(picture, kind) for picture in (noise, noise.convert("L")) for kind in ("JPEG", "PNG")),
    )
    return (
        Target(
            "imaging.picture", seeds, decoded, (BadReply, UserWarning)
        ),  # of what EXIF says, which is not used
        Target("imaging.sheet", seeds, straightened, (BadReply, UserWarning)),
    )


def _saved(picture: Image.Image, kind: str, **how: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def _sane(data: bytes) -> None:
    told = data.decode("utf-8", "replace")
    for order in Source:
        source_of(choices_of(told, "source"), order)
    mode_of(choices_of(told, "mode"), colour=True)
    usb_node(told)


def _scans(stream: StreamDecoder, data: bytes) -> None:
    for code in (*stream.feed(data), *stream.silence()):
        scan_of(code)


def _status(data: bytes) -> None:
    readiness(dict(enumerate(data[:4], start=1)))
