"""What every test runs under: an offscreen screen, our fonts, no network, and silence in the log."""

from __future__ import annotations

import gc
import ipaddress
import itertools
import logging
import os
import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

from app.core.clock import HALL_ZONE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# No key of a test enters the keyring of the person who runs it.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

# New examples are worth more than old ones, and the printed blob makes every failure repeatable; but what the
# build server says of a change must be about that change, so there the examples are always the same.
# A shared machine's stalls are not failures.
settings.register_profile(
    "house",
    deadline=None,
    derandomize="CI" in os.environ,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")


# Nothing that is waited for comes late because the machine has other work.
for _wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitExposed, QtBot.waitActive):
    _wait.__kwdefaults__ = {**(_wait.__kwdefaults__ or {}), "timeout": 60_000}


def pytest_runtest_setup() -> None:
    """Begin nothing in the last minute of a day: who takes a number in it is called on the next."""
    now = datetime.now(HALL_ZONE)
    if (now.hour, now.minute) == (23, 59):
        threading.Event().wait(60 - now.second)


# Widgets that a test left behind are freed here, in the thread of Qt; never in a thread of a later test.
gc.disable()
_GENERATIONS = (1, 1, 1, 1, 1, 1, 1, 1, 1, 2)
_tests_done = itertools.count()


def pytest_runtest_logfinish() -> None:
    """Free what a finished test left: young garbage after each, all of it after every tenth."""
    gc.collect(_GENERATIONS[next(_tests_done) % len(_GENERATIONS)])


class NetworkForbidden(RuntimeError):
    """A test tried to reach another machine."""


def _is_here(host: object) -> bool:
    if not host or host in ("localhost", "0.0.0.0", "::", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def _refuse_other_machines(event: str, args: tuple[Any, ...]) -> None:
    if event == "socket.getaddrinfo":
        host = args[0]
    elif event in ("socket.connect", "socket.sendto") and isinstance(args[1], tuple):
        host = args[1][0]
    else:
        return
    if not _is_here(host):
        raise NetworkForbidden(f"{event} to {host!r}: tests talk to this machine only")


sys.addaudithook(_refuse_other_machines)


class _Complaints(logging.Handler):
    """Keeps what a test logged at WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def silent_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logs a warning or worse; one that expects it asks for ``caplog`` and asserts on it."""
    complaints = _Complaints()
    root = logging.getLogger()
    root.addHandler(complaints)
    yield
    root.removeHandler(complaints)
    if complaints.lines and "caplog" not in request.fixturenames:
        pytest.fail("unexpected in the log:\n" + "\n".join(complaints.lines), pytrace=False)


@pytest.fixture(scope="session", autouse=True)
def own_data_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test, and no process it starts, touches the data of that person either."""
    for variable in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        os.environ[variable] = str(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session", autouse=True)
def quick_disk() -> Iterator[None]:
    """No test cuts the power of this machine, so what a store commits here need not have reached the disk:
    to wait for that would be more than half of the time of such tests."""
    from app.db import engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "_PRAGMAS", (*engine._PRAGMAS, "PRAGMA synchronous=OFF"))
        yield


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The one application, drawing with the fonts that the product ships, whatever the machine has."""
    from PySide6.QtGui import QFont

    from ui.common import fonts

    fonts.load_daily()
    fonts.load_rare()
    font = QFont()
    font.setFamilies(list(fonts.FAMILIES))
    qapp.setFont(font)
    return qapp
