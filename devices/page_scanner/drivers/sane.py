"""Scanners over SANE, through its own program ``scanimage`` (sane-utils): a natural side-car.

A backend that crashes or hangs takes that process with it and nothing else. It is cancelled as a person
would, by SIGINT, which lets the scanner finish the line and give back the paper. Exit codes are those of
SANE_Status (scanimage(1), sane.h of sane-backends 1.1): 6 jammed, 7 no documents, 8 cover open, 3 busy, 11
access denied.
"""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

from devices.courtesy import DRIVER, stand_back
from devices.errors import BadReply, DeviceError, DeviceTimeout, NotConnected, PortDenied, Unplugged
from devices.page_scanner.contract import (
    CoverOpen,
    FeederJammed,
    NoDocuments,
    ScannerInUse,
    ScanOrder,
    Source,
)

PROGRAM = "scanimage"
PAGE_LIMIT = 60.0
"""Seconds that one page may take: an old flatbed in colour needs half of them."""
_LIST_LIMIT, _END_LIMIT = 20.0, 5.0
_NOTICE, _GRACE = 0.3, 1.0
"""Seconds after which a cancelled scan is noticed, and in which it may end by itself."""
_FEEDERS, _GLASSES = ("adf", "automatic document feeder"), ("flatbed", "normal")
"""How the names of sources begin."""
_COLOUR, _GREY = "color", ("gray", "grey")
_ON_USB = re.compile(r"libusb:([0-9]{3}):([0-9]{3})")
_SAID = {"Document feeder jammed": 6, "Document feeder out of documents": 7, "Scanner cover is open": 8}
"""The words for SANE_STATUS_JAMMED, _NO_DOCS and _COVER_OPEN: what a person has to mend."""
_STATUS: Mapping[int, type[DeviceError]] = {
    3: ScannerInUse,
    6: FeederJammed,
    7: NoDocuments,
    8: CoverOpen,
    11: PortDenied,
}


class SaneScanner:
    """A PageScanner. ``device``: its SANE name, empty for the first; ``config``: a private
    SANE_CONFIG_DIR."""

    def __init__(
        self,
        device: str = "",
        config: Path | None = None,
        extra: tuple[str, ...] = (),
        page_limit: float = PAGE_LIMIT,
    ) -> None:
        """``extra``: options of the backend, as scanimage takes them."""
        self._wanted = device
        self._extra = extra
        self._page_limit = page_limit
        self._environment = dict(os.environ) | ({"SANE_CONFIG_DIR": str(config)} if config else {})
        self._device = ""
        self._offered = ""
        self._process: subprocess.Popen[str] | None = None
        self._cancelled = threading.Event()

    def open(self) -> None:
        """Find the scanner and learn where it takes paper. Raises NotConnected, DeviceTimeout."""
        listed = self._told("--formatted-device-list=%d%n").splitlines()
        found = next((each for each in listed if self._wanted in each), "")
        if not found:
            raise NotConnected(port=self._wanted or "SANE")
        self._device = found
        self._offered = self._told("-d", found, "--all-options")

    def close(self) -> None:
        """End what is under way."""
        process = self._process
        if process is not None:
            process.kill()

    def identity(self) -> str:
        """Its name in SANE. Raises Unplugged when it stood on a USB port that is empty now."""
        node = usb_node(self._device)
        if node is not None and not node.exists():
            raise Unplugged(port=self._device)
        return self._device

    def scan(self, order: ScanOrder, page: Callable[[bytes], None]) -> int:
        """See PageScanner."""
        self._cancelled.clear()
        with tempfile.TemporaryDirectory(prefix="scan-") as folder:
            self._process = subprocess.Popen(
                self._command(order),
                cwd=folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                errors="replace",
            )
            stand_back(self._process.pid, DRIVER)
            try:
                return self._pages(self._process, Path(folder), page)
            finally:
                self._end()

    def cancel(self) -> None:
        """See PageScanner."""
        self._cancelled.set()
        process = self._process
        if process is not None:
            process.send_signal(signal.SIGINT)

    def _command(self, order: ScanOrder) -> list[str]:
        """One page from the glass, all of the feeder. A scanner is told nothing that it gives no choice of.

        Without a choice of source it is taken for a glass, which would be asked for pages without end.
        """
        feeds = order.source is Source.FEEDER
        source = source_of(choices_of(self._offered, "source"), order.source)
        mode = mode_of(choices_of(self._offered, "mode"), colour=order.colour)
        if feeds and not source:
            raise NoDocuments
        return [
            PROGRAM,
            f"--device-name={self._device}",
            "--format=png",
            "--batch=page%d.png",
            "--batch-print",
            *([f"--resolution={order.dpi}"] if choices_of(self._offered, "resolution") else []),
            *([f"--mode={mode}"] if mode else []),
            *([f"--source={source}"] if source else []),
            *([] if feeds else ["--batch-count=1"]),
            *self._extra,
        ]

    def _pages(self, process: subprocess.Popen[str], folder: Path, page: Callable[[bytes], None]) -> int:
        assert process.stdout is not None
        assert process.stderr is not None
        names: queue.SimpleQueue[str] = queue.SimpleQueue()
        ended: list[int] = []
        for target, told in ((_carry, (process.stdout, names)), (_listen, (process.stderr, ended))):
            threading.Thread(target=target, args=told, name="scan-pages", daemon=True).start()
        count = 0
        while name := self._next_name(names, lambda: bool(ended) or process.poll() is not None):
            count += 1
            page((folder / name).read_bytes())
        if self._cancelled.is_set():
            return count
        status = ended[0] if ended else process.wait(_END_LIMIT)
        if status in (0, 7) and count:
            return count
        if status == 0:
            raise NoDocuments
        raise _STATUS.get(status, BadReply)(command=PROGRAM, reason=str(status))

    def _next_name(self, names: queue.SimpleQueue[str], is_over: Callable[[], bool]) -> str:
        """The file of the next page; empty at the end, and once the scan is cancelled: the page that was
        under way then may be half a page. The end is also where the program is over, or has said how it ends,
        and hangs or left something behind that holds the line of names open."""
        deadline, over = time.monotonic() + self._page_limit, False
        while (left := deadline - time.monotonic()) > 0:
            try:
                name = names.get(timeout=min(left, _NOTICE))
            except queue.Empty:
                if over:
                    return ""
                name, over = None, is_over()
            if self._cancelled.is_set():
                return ""
            if name is not None:
                return name
        raise DeviceTimeout(command=PROGRAM, seconds=self._page_limit)

    def _end(self) -> None:
        """Whatever happened, no process stays behind. A batch that was cancelled begins the next page all the
        same, until it hears it twice."""
        process, self._process = self._process, None
        if process is None:
            return
        for ending in (signal.SIGINT, signal.SIGKILL):
            try:
                process.wait(_GRACE)
                return
            except subprocess.TimeoutExpired:
                process.send_signal(ending)
        process.wait(_END_LIMIT)

    def _told(self, *arguments: str) -> str:
        try:
            asked = subprocess.run(
                [PROGRAM, *arguments],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=_LIST_LIMIT,
                check=False,
            )
        except OSError as error:
            raise NotConnected(port=PROGRAM) from error
        except subprocess.TimeoutExpired as error:
            raise DeviceTimeout(command=PROGRAM, seconds=_LIST_LIMIT) from error
        return asked.stdout


def usb_node(name: str) -> Path | None:
    """Where the system shows a scanner whose SANE name holds ``libusb:BUS:DEVICE``; None for any other."""
    found = _ON_USB.search(name)
    return Path("/dev/bus/usb", found[1], found[2]) if found else None


def choices_of(options: str, name: str) -> tuple[str, ...]:
    """What the line ``--name A|B|C [A]`` of the options offers; nothing where it cannot be set."""
    for each in options.splitlines():
        said = each.strip()
        if said.startswith(f"--{name} ") and "[inactive]" not in said:
            offered = said.removeprefix(f"--{name} ").partition(" [")[0]
            return tuple(one.strip() for one in offered.split("|"))
    return ()


def source_of(offered: Sequence[str], wanted: Source) -> str:
    """The first that is a feeder, or a glass; empty without one."""
    beginnings = _FEEDERS if wanted is Source.FEEDER else _GLASSES
    return next((each for each in offered if each.lower().startswith(beginnings)), "")


def mode_of(offered: Sequence[str], *, colour: bool) -> str:
    """The plainest name of a mode in colour or in greys, such as ``24bit Color`` or ``True Gray``."""
    words = (_COLOUR,) if colour else _GREY
    found = [each for each in offered if any(word in each.lower() for word in words)]
    return min(found, key=len, default="")


def _listen(pipe: IO[str], ended: list[int]) -> None:
    """How a scan ended, as soon as the program says it: some backends hang when they are to stop then."""
    with pipe:
        for line in pipe:
            ended += [status for said, status in _SAID.items() if line.rstrip().endswith(said)]


def _carry(pipe: IO[str], names: queue.SimpleQueue[str]) -> None:
    """Names of finished pages, then an empty one."""
    with pipe:
        for text in pipe:
            names.put(text.strip())
    names.put("")
