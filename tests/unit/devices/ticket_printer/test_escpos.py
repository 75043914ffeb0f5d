"""ESC/POS: what is written is read back by an interpreter, statuses name what a person must see to."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from devices.errors import BadReply, DeviceTimeout
from devices.ticket_printer import escpos, text_mode
from devices.ticket_printer.contract import (
    CoverOpen,
    CutterStuck,
    OutOfPaper,
    PrinterFault,
    PrinterOffline,
    Readiness,
    SlipInDoubt,
)
from devices.ticket_printer.drivers.escpos_printer import EscPosPrinter
from devices.ticket_printer.interpreter import Interpreter, Paper
from devices.ticket_printer.picture import save


def printed(job: bytes, cuts: tuple[int, ...] = ()) -> list[Paper]:
    """The slips of a job that arrives in portions."""
    interpreter, at = Interpreter(), 0
    for end in (*sorted(min(cut, len(job)) for cut in cuts), len(job)):
        interpreter.feed(job[at:end])
        at = max(at, end)
    assert interpreter.unknown == 0
    return interpreter.slips


@given(
    rows=st.lists(st.binary(min_size=6, max_size=6), min_size=1, max_size=700),
    cuts=st.tuples(st.integers(0, 5000), st.integers(0, 5000)),
)
def test_a_picture_comes_out_dot_by_dot(rows: list[bytes], cuts: tuple[int, int]) -> None:
    commands = list(escpos.raster(b"".join(rows), 48))
    assert all(len(each) <= 8 + 6 * escpos.BAND for each in commands)
    (slip,) = printed(escpos.INIT + b"".join(commands) + escpos.CUT, cuts)
    assert slip.rows == rows


@pytest.mark.parametrize(
    ("command", "bytes_of_the_manual"),
    [
        (escpos.INIT, "1B40"),
        (escpos.CHINESE, "1C26"),
        (escpos.LEFT, "1B6100"),
        (escpos.CENTRE, "1B6101"),
        (escpos.CUT, "1D564200"),
        (escpos.feed(3), "1B6403"),
        (escpos.ask(4), "100404"),
        (escpos.text(b"A", scale=2), "1D2111410A"),
        (b"".join(escpos.raster(b"\xff\x00" * 258, 16))[:8], "1D76300002000001"),
        (b"".join(escpos.raster(b"\xff\x00" * 258, 16))[-12:], "1D76300002000200FF00FF00"),
    ],
)
def test_commands_are_byte_exact(command: bytes, bytes_of_the_manual: str) -> None:
    assert command.hex().upper() == bytes_of_the_manual


def test_text_comes_out() -> None:
    job = escpos.CHINESE + escpos.text("号票 A127".encode("gb18030"), scale=4)
    (slip,) = printed(job + escpos.feed(2) + escpos.CUT)
    assert slip.texts == ["号票 A127"]


def test_a_picture_of_the_paper_shows_letters_and_dots_where_they_were_put(tmp_path: Path) -> None:
    bar = b"".join(escpos.raster(b"\xff" * 48, 384))
    job = escpos.CENTRE + escpos.text("号".encode("gb18030"), scale=4) + bar
    (slip,) = printed(escpos.INIT + job + escpos.LEFT + escpos.text(b"A") + escpos.CUT)
    save(slip, tmp_path / "slip.png")
    dots = np.asarray(Image.open(tmp_path / "slip.png").convert("1")) == 0
    (line,) = np.flatnonzero(dots.all(axis=1))
    (above, across), (below, left) = np.nonzero(dots[:line]), np.nonzero(dots[line + 1 :])
    assert 60 < np.ptp(above) <= 96, "four times as high as a line"
    assert abs(float(across.mean()) - 192) < 12, "in the centre"
    assert 0 < np.ptp(below) <= 24
    assert left.max() < 12, "in the first column"


@pytest.mark.parametrize("cut", ["1D5600", "1D564100", "1B69", "1B6D"])
def test_what_another_program_has_a_printer_draw_is_no_text(cut: str) -> None:
    qr = "1D286B 0400 31413200  1D286B 0700 315030 41313237  1D286B 0300 315130"
    bars = "1D6840 1D7702 1D4802  1D6B49 06 7B4241313237  1D6B04 4131323700"
    bold = bytes.fromhex("1B4501 1C5701") + "号票".encode("gb18030") + bytes.fromhex("1B4500 1C5700")
    (slip,) = printed(bytes.fromhex(qr + bars) + bold + bytes.fromhex(cut))
    assert slip.texts == ["号票"]


@given(st.lists(st.binary(max_size=300), max_size=8))
def test_rubbish_breaks_no_printer(portions: list[bytes]) -> None:
    interpreter = Interpreter()
    for portion in portions:
        interpreter.feed(portion)
    # A picture of at most 65535 × 65535 dots may have been begun: a new printer takes the next slip.
    fresh = Interpreter()
    fresh.feed(b"".join(portions).replace(b"\x1d", b"").replace(b"\x1b", b"") + b"\n" + escpos.CUT)
    fresh.feed(escpos.text(b"A127") + escpos.CUT)
    assert fresh.slips[-1].texts[-1] == "A127"


@pytest.mark.parametrize(
    ("answers", "needs", "low"),
    [
        ({1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}, (), False),
        ({1: 0x12, 4: 0x1E}, (), True),
        ({1: 0x1A, 4: 0x72}, (OutOfPaper,), False),
        ({1: 0x1A, 4: 0x7E}, (OutOfPaper,), True),
        ({1: 0x1A, 2: 0x16, 4: 0x12}, (CoverOpen,), False),
        ({1: 0x1A, 2: 0x12, 4: 0x12}, (PrinterOffline,), False),
        ({1: 0x1A, 2: 0x12, 3: 0x1A, 4: 0x12}, (CutterStuck,), False),
        ({1: 0x1A, 2: 0x12, 3: 0x32, 4: 0x12}, (PrinterFault,), False),
    ],
)
def test_a_status_says_what_to_see_to(answers: dict[int, int], needs: tuple[type, ...], low: bool) -> None:
    found = escpos.readiness(answers)
    assert (found.needs, found.paper_low) == (needs, low)


class SmallPrinter:
    """A wire to a printer that knows two of the four questions and is out of paper."""

    path = "test"

    def __init__(self) -> None:
        self.asked: list[int] = []

    def open(self) -> None:
        """Nothing to open."""

    def close(self) -> None:
        """Nothing to close."""

    def write(self, data: bytes) -> None:
        """Take a question."""
        self.asked.append(data[-1])

    def read(self, deadline: float) -> bytes:
        """The answer to the last question."""
        return {escpos.STATUS: b"\x1a", escpos.PAPER: b"\x72"}.get(self.asked[-1], b"")


def test_a_printer_that_does_not_tell_the_causes_of_its_troubles_is_asked_for_them_once() -> None:
    wire = SmallPrinter()
    printer = EscPosPrinter(wire)
    printer.open()
    assert [need for _ in range(3) for need in printer.readiness().needs] == [OutOfPaper] * 3
    assert wire.asked.count(escpos.OFFLINE_CAUSE) == 1
    assert wire.asked.count(escpos.PAPER) == 4


class ScriptedPrinter(SmallPrinter):
    """A wire whose answers come in this order, and nothing behind them."""

    def __init__(self, *answers: int | None) -> None:
        super().__init__()
        self.left = [b"" if each is None else bytes((each,)) for each in answers]

    def read(self, deadline: float) -> bytes:
        """The next answer."""
        return self.left.pop(0) if self.left else b""


def test_an_answer_that_comes_too_late_is_not_taken_for_the_next() -> None:
    late, well = 0x1A, 0x12
    printer = EscPosPrinter(ScriptedPrinter(None, late, well, well, well, well))
    with pytest.raises(DeviceTimeout):
        printer.readiness()
    assert printer.readiness() == Readiness(status=well)


def test_a_slip_during_which_the_paper_ends_is_in_doubt(caplog: pytest.LogCaptureFixture) -> None:
    well, off, out = 0x12, 0x1A, 0x72
    printer = EscPosPrinter(ScriptedPrinter(well, well, well, well, off, off, out, well, well))
    with pytest.raises(SlipInDoubt):
        printer.print_slip(escpos.text(b"A127") + escpos.CUT)
    assert "printer.out_of_paper" in caplog.text


def test_a_printer_that_halts_the_line_while_it_prints_has_printed() -> None:
    well, halt, go_on = 0x12, 0x13, 0x11
    wire = ScriptedPrinter(go_on, well, well, well, well, halt, go_on, *[well] * 5)
    EscPosPrinter(wire).print_slip(escpos.text(b"A127") + escpos.CUT)
    assert not wire.left


def test_a_slip_after_which_the_printer_babbles_is_in_doubt_and_not_printed_again() -> None:
    well, babble = 0x12, 0x41
    printer = EscPosPrinter(ScriptedPrinter(well, well, well, well, well, babble, well, well, well))
    with pytest.raises(SlipInDoubt):
        printer.print_slip(escpos.text(b"A127") + escpos.CUT)


@given(st.dictionaries(st.integers(1, 4), st.integers(0, 255), min_size=1))
def test_a_byte_that_is_no_status_is_never_taken_for_ready(answers: dict[int, int]) -> None:
    if all(byte & 0x93 == 0x12 for byte in answers.values()):
        assert escpos.readiness(answers)
    else:
        with pytest.raises(BadReply):
            escpos.readiness(answers)


@pytest.mark.parametrize(
    ("line", "drawn"),
    [
        ("请到 3 号窗口", False),
        ("：￥，。①②〇★", False),
        ("刘𬭸", True),
        ("㛃", True),
        ("𠅤", True),
        ("\ue000", True),
        ("\ue764", True),
        ("䶮", True),
        ("\x1b@", True),
    ],
)
def test_only_two_byte_characters_are_left_to_the_printer(line: str, drawn: bool) -> None:
    assert (text_mode.encode(line) is None) == drawn


@given(st.text())
def test_a_written_line_reads_back_the_same_and_moves_no_column(line: str) -> None:
    encoded = text_mode.encode(line)
    if encoded is not None:
        assert encoded.decode("gb18030") == line
        assert len(encoded) == text_mode.columns(line)
