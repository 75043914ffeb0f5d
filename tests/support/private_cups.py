"""A private print system: cupsd and an IPP printer of our own, started under a temporary folder.

``ippeveprinter`` announces itself by DNS-SD and refuses to start without Avahi, so a private D-Bus and Avahi
run beside it. The paper that the printer puts out are files; taking the paper away is a file too.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.support.hub import until

_PROGRAMS = (
    "cupsd",
    "lp",
    "lpstat",
    "lpadmin",
    "cancel",
    "ippeveprinter",
    "avahi-daemon",
    "dbus-daemon",
    "pdftotext",
)
_PATH = "/usr/sbin:/sbin:/usr/bin:/bin"
_ONE_AVAHI = Path(tempfile.gettempdir()) / "zongchuang-test-avahi.lock"

_CUPS_FILES = """
ServerRoot {root}/etc
RequestRoot {root}/spool
CacheDir {root}/cache
StateDir {root}/run
TempDir {root}/spool/tmp
AccessLog {root}/log/access
ErrorLog {root}/log/error
PageLog {root}/log/page
SystemGroup root lpadmin
User lp
Group lp
"""
_CUPSD = """
LogLevel warn
Listen {root}/run/cups.sock
Browsing Off
DefaultAuthType None
WebInterface No
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
_DBUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path={root}/run/bus.sock</listen><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow own="*"/><allow send_type="method_call"/>
<allow send_destination="*"/><allow receive_sender="*"/></policy></busconfig>
"""
_AVAHI = """
[server]
host-name=zongchuang-test
use-ipv4=yes
use-ipv6=no
allow-interfaces=lo
[wide-area]
enable-wide-area=no
[publish]
publish-workstation=no
publish-hinfo=no
"""
_PRINTER = """#!/bin/sh
if [ -e "{root}/no-paper" ]; then
  touch "{root}/held"
  echo "STATE: +media-empty-error" >&2
  while [ -e "{root}/no-paper" ]; do sleep 0.1; done
  echo "STATE: -media-empty-error" >&2
  rm "{root}/held"
  exit 0
fi
cp "$1" "{root}/paper/part" && mv "{root}/paper/part" "{root}/paper/$(date +%s%N).pdf"
"""


class PrivateCups:
    """A running print system with one queue, ``counter``."""

    queue = "counter"

    def __init__(self, root: Path) -> None:
        self.root = root
        self.server = str(root / "run/cups.sock")

    def papers(self) -> list[Path]:
        """What the printer has put out, oldest first."""
        return sorted((self.root / "paper").glob("*.pdf"))

    def take_paper(self) -> None:
        """From now on the printer is out of paper."""
        (self.root / "no-paper").touch()

    def load_paper(self) -> None:
        """Put paper in again. What the printer held is dropped, as a printer drops a cancelled job."""
        (self.root / "no-paper").unlink(missing_ok=True)
        until(lambda: not (self.root / "held").exists(), what="the end of the printer's job")

    def run(self, *command: str) -> str:
        """Run one of the administrator's commands, e.g. ``cupsdisable counter``."""
        environment = {"PATH": _PATH, "CUPS_SERVER": self.server, "LC_ALL": "C"}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=20)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        return done.stdout


@contextmanager
def private_cups() -> Iterator[PrivateCups]:
    """Start everything, yield it, stop everything. Fails where a program is missing."""
    missing = [name for name in _PROGRAMS if shutil.which(name, path=_PATH) is None]
    if missing:
        raise AssertionError(
            f"missing: {', '.join(missing)}; install cups cups-client cups-ipp-utils cups-filters "
            "avahi-daemon dbus poppler-utils (make test does)"
        )
    with ExitStack() as stack:
        root = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cups-", dir="/tmp")))
        _lay_out(root)
        bus = _announcing(stack, root)
        _start(
            stack, root, "cupsd", "-f", "-c", f"{root}/etc/cupsd.conf", "-s", f"{root}/etc/cups-files.conf"
        )
        cups = PrivateCups(root)
        until(lambda: _answers(cups), what="cupsd")
        port = _free_port()
        _start(
            stack, root, "ippeveprinter", "-r", "off", "-n", "localhost", "-p", str(port),
            "-c", f"{root}/print.sh", "-f", "application/pdf,image/pwg-raster,image/urf", "Counter",
            environment={"DBUS_SYSTEM_BUS_ADDRESS": bus},
        )  # fmt: skip
        until(lambda: _listens(port), what="ippeveprinter")
        uri = f"ipp://localhost:{port}/ipp/print"
        cups.run("lpadmin", "-p", cups.queue, "-E", "-v", uri, "-m", "everywhere")
        yield cups


def _lay_out(root: Path) -> None:
    for name in ("etc", "spool/tmp", "cache", "run", "log", "paper"):
        (root / name).mkdir(parents=True)
    files = {"cups-files.conf": _CUPS_FILES, "cupsd.conf": _CUPSD, "dbus.conf": _DBUS, "avahi.conf": _AVAHI}
    for name, text in files.items():
        (root / "etc" / name).write_text(text.format(root=root))
    script = root / "print.sh"
    script.write_text(_PRINTER.format(root=root))
    script.chmod(0o755)
    for each in (root, *root.rglob("*")):
        if each.is_dir():
            each.chmod(0o755)
    if os.geteuid() == 0:
        for name in ("spool", "spool/tmp", "cache", "run", "log"):
            shutil.chown(root / name, "lp", "lp")
            (root / name).chmod(0o770 if "spool" in name else 0o755)


def _announcing(stack: ExitStack, root: Path) -> str:
    """Address of a bus with Avahi on it. There is one Avahi a machine, so two test runs take turns."""
    lock = stack.enter_context(_ONE_AVAHI.open("w"))
    fcntl.flock(lock, fcntl.LOCK_EX)
    address = f"unix:path={root}/run/bus.sock"
    _start(stack, root, "dbus-daemon", f"--config-file={root}/etc/dbus.conf", "--nofork", "--nopidfile")
    # The socket is there a moment before anybody listens at it.
    until(lambda: _hears(str(root / "run/bus.sock")), what="dbus-daemon")
    avahi = _start(
        stack, root, "avahi-daemon", "-f", f"{root}/etc/avahi.conf", "--no-drop-root", "--no-chroot",
        "--no-rlimits", environment={"DBUS_SYSTEM_BUS_ADDRESS": address},
    )  # fmt: skip
    log = root / "log/avahi-daemon"
    begun = "Server startup complete"
    until(lambda: begun in log.read_text() or avahi.poll() is not None, what="avahi-daemon")
    assert avahi.poll() is None, log.read_text()
    return address


def _start(
    stack: ExitStack, root: Path, *command: str, environment: dict[str, str] | None = None
) -> subprocess.Popen[bytes]:
    log = stack.enter_context((root / "log" / command[0]).open("wb"))
    process = subprocess.Popen(
        command, env={"PATH": _PATH, "HOME": str(root), **(environment or {})}, stdout=log, stderr=log
    )
    stack.callback(_stop, process)
    return process


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(60)


def _answers(cups: PrivateCups) -> bool:
    done = subprocess.run(
        ["lpstat", "-r"], env={"PATH": _PATH, "CUPS_SERVER": cups.server, "LC_ALL": "C"},
        capture_output=True, timeout=10,
    )  # fmt: skip
    return b"is running" in done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _hears(path: str) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(path) == 0


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
