"""Readers behind a vendor's software: its local HTTP service, its library in a side-car."""

from __future__ import annotations

import base64
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from app.config.schema import Device
from app.core.clock import SystemClock
from app.core.errors import ConfigError
from app.core.events import EventBus
from app.main.devices.places import card_readers
from app.peripherals.card_desk import CardDesk
from app.peripherals.events import CardRead, DeviceHealth
from devices.errors import (
    BadReply,
    DeviceError,
    DeviceHung,
    DeviceRefused,
    DeviceTimeout,
    DriverFault,
    NotConnected,
)
from devices.framing.load import ProfileBroken
from devices.idcard.contract import CardReader, CardType
from devices.idcard.drivers.http_service import HttpServiceReader
from devices.idcard.drivers.sidecar_reader import SidecarReader
from devices.idcard.http_simulator import PORTRAIT
from devices.idcard.sample_cards import SAMPLES
from devices.idcard.text_block import decode
from devices.sidecar.client import Sidecar
from tests.support.simulated_device import SimulatedDevice

SOON = 60.0
LIBRARY = r"""
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static char mood[16];
static void look(const char *port) {
    FILE *file = fopen(port, "r");
    memset(mood, 0, sizeof mood);
    if (file) { fread(mood, 1, sizeof mood - 1, file); fclose(file); }
}
static char where[512];
int CVR_InitComm(const char *port, int protocol) { strcpy(where, port); look(port); return mood[0] ? 1 : 2; }
int CVR_CloseComm(void) { return 1; }
int CVR_AuthenticateForNoJudge(void) {
    look(where);
    printf("chatter of the vendor\n"); fflush(stdout);
    if (!strcmp(mood, "crash")) abort();
    if (!strcmp(mood, "hang")) for (;;) pause();
    if (!strcmp(mood, "odd")) return 99;
    return strcmp(mood, "card") ? 2 : 1;
}
int CVR_Read_Content(int active) { return active == 4 ? 1 : 0; }
static int give(char *to, int *size, const char *word) { strcpy(to, word); *size = strlen(word); return 1; }
int GetPeopleName(char *to, int *size) { return give(to, size, "\xd1\xf9\xb1\xbe\xbc\xd7"); }
int GetPeopleSex(char *to, int *size) { return give(to, size, "\xc4\xd0"); }
int GetPeopleNation(char *to, int *size) { return give(to, size, "\xba\xba"); }
int GetPeopleBirthday(char *to, int *size) { return give(to, size, "1978-03-15"); }
int GetPeopleIDCode(char *to, int *size) { return give(to, size, "31999919780315901X"); }
int GetStartDate(char *to, int *size) { return give(to, size, "2020.01.01"); }
int GetEndDate(char *to, int *size) { return give(to, size, "\xb3\xa4\xc6\xda"); }
int CVR_GetSAMID(char *to, int *size) { return give(to, size, "05.01-20131001-0000000123-0000004567"); }
"""


@pytest.fixture
def service(tmp_path: Path) -> Iterator[SimulatedDevice]:
    with SimulatedDevice("idcard-http", tmp_path) as running:
        yield running


@pytest.mark.parametrize("name", ["样本甲", "演示戊", "样例乙", "样例丙 2023", "刘𬭸"])
def test_a_card_comes_through_the_service_as_from_the_chip(service: SimulatedDevice, name: str) -> None:
    service.do("card_in", name=name)
    reader = HttpServiceReader(service.port)
    reader.open()
    assert reader.find()
    card, chip = reader.read(), decode(SAMPLES[name])
    unsaid = ("old_number", "nationality")  # the service does not tell them
    assert {key: value for key, value in card.to_json().items() if key not in unsaid} == {
        key: value for key, value in chip.to_json().items() if key not in unsaid
    }
    assert card.photo == PORTRAIT
    assert reader.identity() == "05.01-20131001-0000000123-0000004567"


class ChineseWindows(BaseHTTPRequestHandler):
    """A service that writes GBK and breaks Base64 into lines."""

    def do_GET(self) -> None:
        photo = "data:image/png;base64," + base64.encodebytes(PORTRAIT).decode()
        said = {"retcode": "0x90 0x1", "name": "刘样本", "cardno": "31999919780315901X", "CardType": 0}
        body = json.dumps({**said, "photobase64": photo}, ensure_ascii=False).encode("gbk")
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Not on the terminal."""


def test_a_service_may_write_the_chinese_of_windows_and_break_the_portrait_into_lines() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), ChineseWindows) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        reader = HttpServiceReader(f"http://127.0.0.1:{server.server_port}")
        assert reader.find()
        card = reader.read()
        server.shutdown()
    assert (card.name, card.photo) == ("刘样本", PORTRAIT)


def test_what_the_service_says_becomes_what_every_reader_says(service: SimulatedDevice) -> None:
    reader = HttpServiceReader(service.port, timeout=0.3)
    assert not reader.find()
    service.do("card_in", name="样本甲")
    for verb, facts, error in (
        ("status", {"value": "0x66"}, DeviceRefused),
        ("garble", {"on": True}, BadReply),
        ("silence", {"on": True}, DeviceTimeout),
    ):
        service.do(verb, **facts)
        with pytest.raises(error):
            reader.find()
    for verb in ("silence", "garble"):
        service.do(verb, on=False)
    service.do("status")
    service.do("drop", field="cardno")
    assert reader.find()
    with pytest.raises(BadReply):
        reader.read()
    service.stop()
    with pytest.raises(NotConnected):
        reader.find()


def test_another_vendors_names_are_settings(service: SimulatedDevice, tmp_path: Path) -> None:
    profile = tmp_path / "vendor.toml"
    profile.write_text('empty = ["80", "66"]\n', "utf-8")
    (candidate,) = card_readers(Device("http", service.port, profile=str(profile)))
    service.do("status", value="0x66")
    assert not candidate.make(service.port).find()
    profile.write_text('pathes = "/x"\n', "utf-8")
    with pytest.raises(ProfileBroken):
        card_readers(Device("http", service.port, profile=str(profile)))
    with pytest.raises(ConfigError):
        card_readers(Device("magic", service.port))


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vendor's library, such as there are: prints, crashes, hangs."""
    folder = tmp_path_factory.mktemp("termb")
    source, built = folder / "termb.c", folder / "libtermb.so"
    source.write_text(LIBRARY, "ascii")
    subprocess.run(["gcc", "-shared", "-fPIC", "-o", str(built), str(source)], check=True)
    return built


@pytest.fixture
def mood(tmp_path: Path) -> Path:
    path = tmp_path / "port"
    path.write_text("none", "ascii")
    return path


def command(library: Path, mood: Path) -> list[str]:
    host = ["sidecar", "idcard-termb", "--library", str(library), "--port", str(mood)]
    return [sys.executable, "-m", "app", *host]


def test_a_library_reads_cards_from_its_own_process(library: Path, mood: Path) -> None:
    reader: CardReader = SidecarReader(Sidecar(command(library, mood), "idcard"))
    reader.open()
    assert not reader.find()
    mood.write_text("card", "ascii")
    assert reader.find()
    card = reader.read()
    assert (card.name, card.sex, card.ethnicity, card.number) == ("样本甲", "男", "汉", "31999919780315901X")
    assert (card.card_type, card.valid_from, card.long_term) == (CardType.RESIDENT, "20200101", True)
    assert reader.identity() == "05.01-20131001-0000000123-0000004567"
    mood.write_text("odd", "ascii")
    with pytest.raises(DeviceRefused) as refused:
        reader.find()
    assert refused.value.status == 99
    reader.close()


@pytest.mark.parametrize(("state", "error"), [("crash", DriverFault), ("hang", DeviceHung)])
def test_a_library_that_crashes_or_hangs_takes_only_its_process_along(
    library: Path, mood: Path, state: str, error: type[DeviceError]
) -> None:
    sidecar = Sidecar(command(library, mood), "idcard")
    reader = SidecarReader(sidecar)
    reader.open()
    mood.write_text(state, "ascii")
    with pytest.raises(error):
        sidecar.ask("find", limit=0.5)
    with pytest.raises(DriverFault):
        reader.find()
    mood.write_text("card", "ascii")
    reader.open()
    assert reader.find()
    reader.close()


def test_a_library_that_is_not_there_and_a_port_without_reader_are_told_apart(
    library: Path, mood: Path, tmp_path: Path
) -> None:
    lost = SidecarReader(Sidecar(command(tmp_path / "none.so", mood), "idcard"))
    with pytest.raises(DriverFault):
        lost.open()
    lost.close()
    mood.write_text("", "ascii")
    reader = SidecarReader(Sidecar(command(library, mood), "idcard"))
    with pytest.raises(NotConnected):
        reader.open()
    reader.close()


def test_a_side_car_ends_with_the_program_that_started_it(library: Path, mood: Path) -> None:
    with subprocess.Popen(command(library, mood), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(SOON) == 0


def test_a_window_goes_on_reading_after_its_library_crashed(library: Path, mood: Path) -> None:
    cards: queue.SimpleQueue[CardRead] = queue.SimpleQueue()
    health: queue.SimpleQueue[DeviceHealth] = queue.SimpleQueue()
    bus = EventBus()
    bus.subscribe(CardRead, cards.put)
    bus.subscribe(DeviceHealth, health.put)
    desk = CardDesk(card_readers(Device("termb", str(mood), profile=str(library))), bus, SystemClock())
    desk.start()
    while health.get(timeout=SOON).state != "ready":
        pass
    mood.write_text("crash", "ascii")
    while health.get(timeout=SOON).detail != "device.driver_fault":
        pass
    mood.write_text("card", "ascii")
    assert cards.get(timeout=SOON).card.name == "样本甲"
    assert desk.health.version == "05.01-20131001-0000000123-0000004567"
    assert desk.stop(SOON)


def test_a_frozen_process_is_found_out(library: Path, mood: Path) -> None:
    sidecar = Sidecar(command(library, mood), "idcard")
    sidecar.start()
    sidecar.ask("open", SOON)
    assert sidecar.pid
    os.kill(sidecar.pid, signal.SIGSTOP)
    with pytest.raises(DeviceHung):
        sidecar.ask("find", limit=0.5)
    assert sidecar.pid == 0
