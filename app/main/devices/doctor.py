"""``zongchuang doctor`` and 一键诊断: what this machine has, what it lacks, and how to get it.

Nothing in it names a person: device bindings, versions and codes, and the end of the log, which is masked.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import asdict

import resources
from app.config.load import load_settings
from app.config.schema import Device, Printer, Settings
from app.core.clock import HALL_ZONE, SystemClock
from app.core.errors import AppError, StoreUnavailable
from app.core.paths import refused
from app.core.redact import redact
from app.db.engine import open_store
from app.db.keys import store_key
from app.main.devices.bindings import ways
from app.main.devices.page_printers import print_system
from app.main.devices.places import KEYBOARD, NONE, SIMULATED
from app.main.window.store import STORE_FILE, has_store, refuse_lost
from app.peripherals.events import DeviceHealth
from app.sync.hub_client import HubClient
from app.sync.identity import load_identity
from devices.errors import DeviceError
from devices.transport.addresses import SerialAddress, serial_ports
from ui.hall.voice_pack import open_pack
from ui.shell.notices import word

OLDEST_GLIBC = (2, 28)
"""What the libraries of this program are built for (manylinux_2_28)."""
LEAST_FREE = 500_000_000
"""Bytes on the disk of the data folder, below which a day's work may not fit."""
FOLDER = "diagnosis"
_LOG_LINES = 200
_FONTS = (
    "ZongchuangSans-Regular.ttf",
    "ZongchuangSans-Bold.ttf",
    "NotoSansSC-Regular.ttf",
    "NotoSansSC-Bold.ttf",
    "HanaMinB.ttf",
)
_BY_NAME = ("camera", "page_scanner", "staff_card")
_INPUT_METHODS = ("fcitx5", "ibus-daemon")


class Check(Struct, frozen=True):
    """One thing looked at: ok, or ``problem``, a code that has words. ``found``: what is there."""

    name: str
    problem: str = ""
    params: Mapping[str, object] = field(default_factory=dict)
    found: Mapping[str, object] = field(default_factory=dict)

    def shown(self) -> dict[str, object]:
        """As it is printed: ``{check, ok, found}``, and of a problem ``problem``, ``why`` and ``fix``."""
        seen: dict[str, object] = {"check": self.name, "ok": not self.problem, **self.found}
        if self.problem:
            notice = word(self.problem, self.params)
            seen |= {"code": self.problem, "problem": notice.what, "why": notice.why, "fix": notice.how}
        return seen


def run(args: Namespace) -> dict[str, Any]:
    """``zongchuang doctor``: all checks; exit code 1 when there is a problem."""
    checks = examine(args.data)
    problems = sum(bool(check.problem) for check in checks)
    return {
        "ok": not problems,
        "problems": problems,
        "checks": [check.shown() for check in checks],
        "exit": 1 if problems else 0,
    }


def examine(data: Path) -> list[Check]:
    """Every check, one after the other; none of them changes anything."""
    try:
        settings = load_settings(data)
    except AppError as error:
        return [_machine(data), Check("settings", error.code, error.params)]
    looks: tuple[Callable[[], Check], ...] = (
        lambda: _machine(data),
        lambda: Check("settings"),
        _fonts,
        _input_method,
        lambda: _voice(settings.hall_voice.pack),
        lambda: _store(data),
        lambda: _hub(data, settings),
        lambda: _printers(settings.printer),
    )
    return [look() for look in looks] + list(_devices(settings))


def write_report(data: Path, settings: Settings, devices: Mapping[str, DeviceHealth]) -> Path:
    """Write what ``doctor`` finds, how the running devices are, and the end of the log; where it is.

    Raises EnvironmentMissing as ``app.core.paths.refused``.
    """
    now = SystemClock().now().astimezone(HALL_ZONE)
    folder = data / FOLDER
    report = {
        "at": now.isoformat(timespec="seconds"),
        "window": settings.window.number,
        "checks": [check.shown() for check in examine(data)],
        "devices": {kind: asdict(health) for kind, health in devices.items()},
        "log": _end_of_log(data / "logs" / "window.log"),
    }
    path = folder / f"zongchuang-{now:%Y%m%d-%H%M%S}.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(report, ensure_ascii=False, indent=1, default=str), "utf-8")
    except OSError as error:
        raise refused(error) from error
    return path


def _machine(data: Path) -> Check:
    libc, release = platform.libc_ver()
    there = next(folder for folder in (data, *data.parents) if folder.exists())
    free = shutil.disk_usage(there).free
    found = {
        "program": version("zongchuang"),
        "system": platform.platform(),
        "glibc": release if libc == "glibc" else "",
        "python": platform.python_version(),
        "cores": os.cpu_count() or 1,
        "free_mb": free // 1_000_000,
    }
    if libc == "glibc" and tuple(int(part) for part in release.split(".")[:2]) < OLDEST_GLIBC:
        return Check("machine", "doctor.glibc_old", {"found": release}, found)
    if free < LEAST_FREE:
        return Check("machine", "doctor.disk_low", {"free_mb": free // 1_000_000}, found)
    return Check("machine", found=found)


def _fonts() -> Check:
    missing = [name for name in _FONTS if not resources.path(f"fonts/{name}").is_file()]
    if missing:
        return Check("fonts", "document.font_missing", {"font": missing[0]})
    return Check("fonts", found={"fonts": list(_FONTS)})


def _input_method() -> Check:
    if not sys.platform.startswith("linux"):
        return Check("input_method", found={"method": "system"})
    there = [name for name in _INPUT_METHODS if shutil.which(name)]
    found = {"method": there, "QT_IM_MODULE": os.environ.get("QT_IM_MODULE", "")}
    return Check("input_method", "" if there else "equipment.no_input_method", {}, found)


def _voice(folder: str) -> Check:
    pack = open_pack(folder)
    return Check("voice", pack.trouble, found={"pack": pack.name, "folder": folder, "faults": pack.faults})


def _store(data: Path) -> Check:
    try:
        refuse_lost(data)
        if not has_store(data):
            return Check("store", found={"store": "none yet"})
        store = open_store(data / STORE_FILE, store_key(data, store_exists=True), read_only=True)
    except StoreUnavailable as error:
        return Check("store", error.code, error.params)
    store.close()
    return Check("store", found={"mb": round((data / STORE_FILE).stat().st_size / 1e6, 1)})


def _hub(data: Path, settings: Settings) -> Check:
    url = settings.hub.url
    if not url:
        return Check("hub", found={"hub": "inside this machine"})
    try:
        with closing(HubClient(url, load_identity(data))) as client:
            client.health()
    except AppError as error:
        return Check("hub", error.code, error.params, {"hub": url})
    return Check("hub", found={"hub": url})


def _printers(wanted: Printer) -> Check:
    """Without a printer that somebody asked for, papers are saved as PDF: that is no problem."""
    try:
        printers = print_system(wanted).printers()
    except DeviceError as error:
        if wanted.name:
            return Check("page_printer", error.code, error.facts)
        return Check("page_printer", found={"printers": [], "print_system": "none"})
    troubles = [f"printer.{trouble.value}" for each in printers if each.default for trouble in each.troubles]
    found = {"printers": [each.name for each in printers]}
    return Check("page_printer", troubles[0] if troubles else "", {}, found)


def _devices(settings: Settings) -> Iterator[Check]:
    yield Check("serial_ports", found={"ports": [port.name for port in serial_ports()]})
    for kind, device in asdict(settings.devices).items():
        bound = device.port or (device.driver and kind in _BY_NAME)
        if bound and device.driver not in (NONE, KEYBOARD, SIMULATED):
            yield _device(kind, device)


def _device(kind: str, device: Device) -> Check:
    """Whether what is bound makes sense, and its port is there and may be used. A network address is not
    called, and what is known by its name is not looked for: that may take longer than anybody waits."""
    found = {"port": device.port, "driver": device.driver}
    try:
        ways(kind, device)
    except AppError as error:
        return Check(kind, error.code, error.params, found)
    if kind in _BY_NAME or (":" in device.port and not device.port.lower().startswith("usb:")):
        return Check(kind, found=found)
    name = SerialAddress(device.port).locate()
    if not name:
        return Check(kind, "device.not_connected", {}, found)
    if name.startswith("/") and not os.access(name, os.R_OK | os.W_OK):
        return Check(kind, "device.port_denied", {}, found)
    return Check(kind, found=found)


def _end_of_log(path: Path) -> list[str]:
    try:
        lines = path.read_text("utf-8", "replace").splitlines()
    except OSError:
        return []
    return [redact(line) for line in lines[-_LOG_LINES:]]
