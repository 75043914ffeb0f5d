"""The CUPS driver says clearly what is wrong, and never waits for ever."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from devices.errors import BadReply, DeviceTimeout
from devices.page_printer.contract import (
    JobState,
    JobUnknown,
    NoDefaultPrinter,
    NotAccepting,
    Printer,
    PrinterUnknown,
    PrintRefused,
    PrintSystemDown,
    Trouble,
)
from devices.page_printer.drivers import ipp
from devices.page_printer.drivers.cups import CupsPagePrinter
from devices.page_printer.drivers.ipp import Attribute

Reply = Callable[[int], bytes]
"""The answer to an operation."""


def reply(status: int, *groups: tuple[int, list[Attribute]]) -> bytes:
    return ipp.request(status, groups)


def keyword(name: str, *values: str) -> Attribute:
    return Attribute(ipp.KEYWORD, name, values)


def number(name: str, value: int) -> Attribute:
    return Attribute(ipp.INTEGER, name, (value,))


@contextmanager
def server(answer: Reply, status: int = 200, timeout: float = 2.0) -> Iterator[CupsPagePrinter]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            content = answer(int.from_bytes(body[2:4], "big"))
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Stay silent."""

    with HTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield CupsPagePrinter(f"127.0.0.1:{http.server_port}", timeout)
        finally:
            http.shutdown()
            thread.join()


def a_printer(
    name: str, *reasons: str, state: int = 3, message: str = "", accepting: bool = True
) -> list[Attribute]:
    return [
        Attribute(ipp.NAME, "printer-name", (name,)),
        number("printer-state", state),
        keyword("printer-state-reasons", *(reasons or ("none",))),
        Attribute(ipp.NAME, "printer-state-message", (message,)),
        Attribute(ipp.BOOLEAN, "printer-is-accepting-jobs", (accepting,)),
    ]


def test_printers_are_listed_with_the_default_one_first() -> None:
    def answer(operation: int) -> bytes:
        if operation == 0x4001:
            return reply(0, (ipp.PRINTER, a_printer("second")))
        closed = a_printer("first", "media-empty-error", accepting=False)
        return reply(0, (ipp.PRINTER, closed), (ipp.PRINTER, a_printer("second")))

    with server(answer) as cups:
        first = Printer("first", accepting=False, troubles=(Trouble.OUT_OF_PAPER,))
        assert cups.printers() == (Printer("second", default=True), first)


@pytest.mark.parametrize(
    ("facts", "troubles"),
    [
        (a_printer("p", "media-empty-warning"), (Trouble.OUT_OF_PAPER,)),
        (a_printer("p", "media-needed"), (Trouble.OUT_OF_PAPER,)),
        (a_printer("p", "media-jam-error", "cover-open"), (Trouble.JAMMED, Trouble.COVER_OPEN)),
        (a_printer("p", "marker-supply-empty-error"), (Trouble.OUT_OF_TONER,)),
        (a_printer("p", "toner-low-warning"), ()),
        (a_printer("p", "output-area-full-error"), (Trouble.OUTPUT_FULL,)),
        (a_printer("p", "input-tray-missing"), (Trouble.TRAY_MISSING,)),
        (a_printer("p", "fuser-over-temp-error"), (Trouble.ATTENTION,)),
        (a_printer("p", "paused", state=5), (Trouble.STOPPED,)),
        (a_printer("p", "media-empty-error", state=5), (Trouble.STOPPED, Trouble.OUT_OF_PAPER)),
        (a_printer("p", message="The printer is not responding."), (Trouble.OFFLINE,)),
        (a_printer("p", "offline-report"), (Trouble.OFFLINE,)),
        (a_printer("p", "cups-waiting-for-job-completed", message="Printing."), ()),
    ],
)
def test_troubles_are_told_from_the_printers_words(
    facts: list[Attribute], troubles: tuple[Trouble, ...]
) -> None:
    def answer(operation: int) -> bytes:
        if operation == 0x0009:
            return reply(0, (ipp.JOB, [number("job-state", 5)]))
        return reply(0, (ipp.PRINTER, facts))

    with server(answer) as cups:
        status = cups.status("p-1")
    assert (status.state, status.troubles) == (JobState.PRINTING, troubles)


@pytest.mark.parametrize("device", ["ipp://127.0.0.1:1/ipp/print", "usb://Brand/Model"])
def test_a_printer_that_cannot_be_asked_is_as_its_queue_remembers_it(device: str) -> None:
    queue = [*a_printer("p", "media-empty-error"), Attribute(ipp.URI, "device-uri", (device,))]
    with server(lambda _: reply(0, (ipp.PRINTER, queue))) as cups:
        assert [each.troubles for each in cups.printers()] == [(Trouble.OUT_OF_PAPER,)]


@pytest.mark.parametrize(
    ("device", "model", "demo"),
    [
        ("ipp://localhost:8631/ipp/print", "Printer - IPP Everywhere", True),
        ("ipp://192.0.2.7/ipp/print", "Brand Model - IPP Everywhere", False),
        ("cups-pdf:/", "Generic CUPS-PDF Printer (w/ options)", True),
        ("usb://Brand/Model", "Brand Model", False),
    ],
)
def test_a_queue_behind_which_no_paper_is_printed_is_a_demo_printer(
    device: str, model: str, demo: bool
) -> None:
    facts = [Attribute(ipp.URI, "device-uri", (device,))]
    facts.append(Attribute(ipp.NAME, "printer-make-and-model", (model,)))
    with server(lambda _: reply(0, (ipp.PRINTER, [*a_printer("p"), *facts]))) as cups:
        assert [each.demo for each in cups.printers()] == [demo]


@pytest.mark.parametrize(
    ("state", "troubles"),
    [(3, ()), (4, (Trouble.HELD,)), (5, ()), (6, (Trouble.STOPPED,))],
)
def test_what_holds_a_job_up_is_told_with_the_systems_own_words(
    state: int, troubles: tuple[Trouble, ...]
) -> None:
    def answer(operation: int) -> bytes:
        if operation == 0x0009:
            words = keyword("job-state-reasons", "job-incoming", "job-hold-until-specified")
            return reply(0, (ipp.JOB, [number("job-state", state), words]))
        return reply(0, (ipp.PRINTER, a_printer("p")))

    with server(answer) as cups:
        status = cups.status("p-1")
    assert (status.troubles, status.reasons) == (troubles, ("job-incoming", "job-hold-until-specified"))


@pytest.mark.parametrize(
    ("code", "error"),
    [(0x0406, PrinterUnknown), (0x0506, NotAccepting), (0x0403, PrintRefused)],
)
def test_a_refused_job_says_why(code: int, error: type[Exception]) -> None:
    with server(lambda _: reply(code)) as cups, pytest.raises(error):
        cups.submit(b"%PDF-", "x", "counter")


def test_without_a_default_printer_one_must_be_named() -> None:
    with server(lambda _: reply(0x0406)) as cups:
        assert cups.printers() == ()
        with pytest.raises(NoDefaultPrinter):
            cups.submit(b"%PDF-", "x")


def test_a_forgotten_job_is_unknown_and_an_ended_one_needs_no_cancelling() -> None:
    with server(lambda _: reply(0x0406)) as cups:
        with pytest.raises(JobUnknown):
            cups.status("counter-9")
        with pytest.raises(JobUnknown):
            cups.status("nonsense")
    asked = []

    def ended(operation: int) -> bytes:
        asked.append(operation)
        return reply(0x0404)

    with server(ended) as cups:
        cups.cancel("counter-9")
    assert asked == [0x0008]


@pytest.mark.parametrize(
    "content", [b"", b"<html>", reply(0), reply(0, (ipp.JOB, [keyword("job-state", "x")]))]
)
def test_an_answer_that_makes_no_sense_is_a_bad_reply(content: bytes) -> None:
    with server(lambda _: content) as cups, pytest.raises(BadReply):
        cups.status("counter-1")


def test_a_server_that_says_no_is_a_refusal() -> None:
    with server(lambda _: b"", status=403) as cups, pytest.raises(PrintRefused):
        cups.printers()


def test_no_server_is_said_at_once(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    for address in (f"{tmp_path}/none.sock", "127.0.0.1:1"):
        monkeypatch.setenv("CUPS_SERVER", address)
        with pytest.raises(PrintSystemDown) as caught:
            CupsPagePrinter().printers()
        assert caught.value.facts == {"server": address}


def test_a_server_that_keeps_silent_is_left_after_the_time_out() -> None:
    silence = threading.Event()

    def answer(_: int) -> bytes:
        silence.wait(60)
        return b""

    with server(answer, timeout=0.1) as cups:
        try:
            with pytest.raises(DeviceTimeout):
                cups.printers()
        finally:
            silence.set()
