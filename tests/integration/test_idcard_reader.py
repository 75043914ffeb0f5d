"""The serial driver against the simulated reader: a real process on a real pseudo terminal."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Iterator

import pytest

from devices.errors import BadReply, DeviceRefused, DeviceTimeout, NotConnected, PortBusy, Unplugged
from devices.idcard.drivers.sam_serial import SamSerialReader
from devices.idcard.sam_protocol import Command
from devices.idcard.sample_cards import SAMPLES
from devices.idcard.text_block import decode
from devices.transport.serial_port import SerialPort
from tests.support.simulated_device import IdCardProcess
from tests.support.timing import timed

# The driver gives a reader half a second for its answer, whatever else the machine does.
pytestmark = timed

STATUSES = [
    "10",
    "11",
    "21",
    "23",
    "24",
    "31",
    "32",
    "33",
    "40",
    "41",
    "47",
    "60",
    "66",
    "81",
    "00",
    "7E",
    "FF",
]


def refusal_of(reader: SamSerialReader) -> int | None:
    """The status with which find or read is refused."""
    try:
        reader.find()
        reader.read()
    except DeviceRefused as refusal:
        return refusal.status
    return None


def wait_for_bytes(port: str) -> None:
    """Return once something lies in the port's input, without taking it."""
    second = os.open(port, os.O_RDWR | os.O_NOCTTY)
    try:
        assert select.select([second], [], [], 5)[0]
    finally:
        os.close(second)


@pytest.fixture
def device() -> Iterator[IdCardProcess]:
    with IdCardProcess() as process:
        yield process


@pytest.fixture
def reader(device: IdCardProcess) -> Iterator[SamSerialReader]:
    found = SamSerialReader(device.port)
    found.open()
    yield found
    found.close()


def test_every_sample_card_is_read_as_it_is(device: IdCardProcess, reader: SamSerialReader) -> None:
    assert reader.identity() == "05.01-20131001-0000000123-0000004567"
    assert not reader.find()
    for name, block in SAMPLES.items():
        device.do("card_in", name=name)
        assert reader.find()
        assert reader.read() == decode(block)
    device.do("card_out")
    assert not reader.find()


def test_appended_addresses_come_with_the_card(device: IdCardProcess, reader: SamSerialReader) -> None:
    for name in ("样本甲", "样例乙"):
        device.do("card_in", name=name, addresses=["示例路8号", "示例路9号"])
        assert reader.find()
        assert reader.read().appended_addresses == ("示例路8号", "示例路9号")
    device.do("fault", kind="checksum", on="APPENDED", times=2)
    assert reader.find()
    assert reader.read().appended_addresses == (), "a card is read without them"


def test_twenty_bytes_at_a_time_at_the_pace_of_a_real_line(
    device: IdCardProcess, reader: SamSerialReader
) -> None:
    device.do("card_in", name="样本甲")
    device.do("pace", baud=115200, chunk=20)
    on_the_wire = (10 + 15 + 10 + 19 + 10 + 1295 + 10 + 11) * 10 / 115200
    spent = []
    for _ in range(3):
        started = time.monotonic()
        assert reader.find()
        assert reader.read().name == "样本甲"
        spent.append(time.monotonic() - started)
    assert on_the_wire <= min(spent) < on_the_wire * 1.5


def test_a_wrong_checksum_is_read_again_from_find(device: IdCardProcess, reader: SamSerialReader) -> None:
    device.do("card_in", name="样本乙")
    device.do("fault", kind="checksum", on="READ")
    assert reader.find()
    assert reader.read().name == "样本乙"


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "checksum", "times": 2},
        {"kind": "checksum", "times": 9},
        {"kind": "short", "value": 900, "times": 9},
        {"kind": "short", "value": 2, "times": 9},
        {"kind": "status", "value": "9F", "times": 9},
    ],
    ids=str,
)
def test_a_reply_that_stays_wrong_is_never_taken(
    device: IdCardProcess, reader: SamSerialReader, fault: dict[str, object]
) -> None:
    device.do("card_in", name="样本乙")
    device.do("fault", on="READ", **fault)
    assert reader.find()
    with pytest.raises(BadReply):
        reader.read()


@pytest.mark.parametrize("command", ["FIND", "SELECT", "READ"])
def test_every_status_is_passed_on_as_it_is(
    device: IdCardProcess, reader: SamSerialReader, command: str
) -> None:
    device.do("card_in", name="样本甲")
    for status in STATUSES:
        device.do("fault", kind="status", value=status, on=command, times=2 if status in ("10", "11") else 1)
        assert refusal_of(reader) == int(status, 16)
    assert reader.find()
    assert reader.read().name == "样本甲"


@pytest.mark.parametrize("status", ["10", "11"])
def test_a_request_that_arrived_damaged_is_sent_again(
    device: IdCardProcess, reader: SamSerialReader, status: str
) -> None:
    device.do("card_in", name="样本甲")
    for command in ("FIND", "SELECT", "READ"):
        device.do("fault", kind="status", value=status, on=command)
    assert reader.find()
    assert reader.read().name == "样本甲"


@pytest.mark.parametrize(("damaged", "status"), [("000320012A", "10"), ("FFFF200122", "11")])
def test_a_simulated_module_says_that_a_request_arrived_damaged(
    device: IdCardProcess, damaged: str, status: str
) -> None:
    port = SerialPort(device.port, 115200)
    port.open()
    port.write(bytes.fromhex("AAAAAA9669" + damaged))
    said, deadline = b"", time.monotonic() + 30
    while len(said) < 11 and (chunk := port.read(deadline)):
        said += chunk
    port.close()
    assert said.hex().upper().startswith("AAAAAA966900040000" + status)


def test_noise_and_lengths_nobody_can_mean(device: IdCardProcess, reader: SamSerialReader) -> None:
    device.do("card_in", name="样本甲")
    device.do("fault", kind="noise", value="00FF69AAAA96AAAAAA9669FFFF", on="SELECT")
    device.do("fault", kind="noise", value="AAAAAA", on="READ")
    assert reader.find()
    assert reader.read().name == "样本甲"


def test_a_frame_too_many_is_dropped_with_a_warning(
    device: IdCardProcess, reader: SamSerialReader, caplog: pytest.LogCaptureFixture
) -> None:
    device.do("fault", kind="double", on="FIND", times=3)
    for _ in range(3):
        assert not reader.find()
    assert reader.identity().startswith("05.01-")
    assert "dropped" in caplog.text


def test_stale_bytes_are_not_taken_for_an_answer(
    device: IdCardProcess, reader: SamSerialReader, caplog: pytest.LogCaptureFixture
) -> None:
    device.do("card_in", name="样本甲")
    device.do("stale", hex="AAAAAA9669000400008084")
    wait_for_bytes(device.port)
    assert reader.find()
    assert "dropped 11 unasked bytes before FIND" in caplog.text


def test_a_late_answer_is_not_taken_for_the_next_one(
    device: IdCardProcess, reader: SamSerialReader, caplog: pytest.LogCaptureFixture
) -> None:
    device.do("card_in", name="样本甲")
    device.do("fault", kind="delay", value=800, on="FIND")
    with pytest.raises(DeviceTimeout):
        reader.find()
    wait_for_bytes(device.port)
    assert reader.identity().startswith("05.01-")
    assert "unasked bytes before SAM_ID" in caplog.text


def test_a_silent_reader_costs_half_a_second(device: IdCardProcess, reader: SamSerialReader) -> None:
    device.do("fault", kind="silence", on="FIND")
    started = time.monotonic()
    with pytest.raises(DeviceTimeout):
        reader.find()
    assert 0.4 < time.monotonic() - started < 1.5
    assert not reader.find()


def test_a_reader_that_ignores_appended_addresses_still_reads(
    device: IdCardProcess, reader: SamSerialReader
) -> None:
    device.do("card_in", name="样本甲")
    device.do("fault", kind="silence", on="APPENDED", times=9)
    for _ in range(3):
        started = time.monotonic()
        assert reader.find()
        assert reader.read().name == "样本甲"
    assert time.monotonic() - started < 1, "it is asked once, not before every card"


def test_unplugged_in_the_middle_of_a_frame_is_told_at_once_and_mended_by_opening(
    device: IdCardProcess, reader: SamSerialReader
) -> None:
    device.do("card_in", name="样本甲")
    device.do("pace", baud=115200)
    device.do("fault", kind="vanish", value=300, on="READ")
    assert reader.find()
    started = time.monotonic()
    with pytest.raises(Unplugged):
        reader.read()
    assert time.monotonic() - started < 1
    with pytest.raises(NotConnected):
        reader.open()
    device.do("plug")
    reader.open()
    assert reader.find()
    assert reader.read().name == "样本甲"


def test_unplugged_while_nobody_looks(device: IdCardProcess, reader: SamSerialReader) -> None:
    device.do("unplug")
    with pytest.raises(Unplugged):
        reader.find()
    reader.close()


@pytest.mark.parametrize("baud", [9600, 57600])
def test_the_line_speed_is_found(device: IdCardProcess, baud: int) -> None:
    device.do("speed", baud=baud)
    reader = SamSerialReader(device.port)
    reader.open()
    assert not reader.find()
    reader.close()


def test_a_wrong_line_speed_is_not_answered(device: IdCardProcess) -> None:
    device.do("speed", baud=9600)
    reader = SamSerialReader(device.port, baud=115200)
    with pytest.raises(DeviceTimeout):
        reader.open()
    reader.close()


def test_a_port_has_one_user(device: IdCardProcess, reader: SamSerialReader) -> None:
    with pytest.raises(PortBusy):
        SamSerialReader(device.port).open()


def test_no_log_line_holds_what_is_on_the_card(
    device: IdCardProcess, reader: SamSerialReader, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    device.do("card_in", name="样本甲")
    assert reader.find()
    card = reader.read()
    assert Command.READ.name in caplog.text
    assert card.number not in caplog.text
    assert card.name not in caplog.text


def test_the_simulator_does_not_outlive_the_program_that_plays_with_it(device: IdCardProcess) -> None:
    device.do("card_in", name="样本甲")
    assert device.abandon() == 0
    assert not os.path.lexists(device.port)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[]",
        "{",
        '{"do": "dance"}',
        '{"do": "card_in", "name": "nobody"}',
        '{"do": "card_in", "block": "00"}',
        '{"do": "fault", "kind": "status", "value": "zz"}',
        '{"do": "fault", "kind": "checksum", "on": "DANCE"}',
    ],
)
def test_a_line_that_means_nothing_is_answered_and_changes_nothing(device: IdCardProcess, line: str) -> None:
    assert "error" in device.tell(line)
    assert read_name(device, "样本甲") == "样本甲"


def read_name(device: IdCardProcess, name: str) -> str:
    """Lay a card down and read who it is."""
    device.do("card_in", name=name)
    reader = SamSerialReader(device.port)
    reader.open()
    assert reader.find()
    card = reader.read()
    reader.close()
    return card.name
