"""The hall screen on a real hub: calls appear and are spoken, also after the hub was killed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from threading import Thread

import pytest
from pytestqt.qtbot import QtBot

from app.config.schema import HallVoice, Settings
from app.core.ids import new_id
from app.hub.devices import Terms
from app.journal.model import Author
from app.main.hall import HallFace
from app.sync.trust import DeviceKind
from app.tickets.announcement import Announcement
from tests.support.hub import until
from tests.support.office import HALL, Office
from tests.support.timing import timed
from ui.hall.voice import Silence


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A hub with an empty queue."""
    made = Office(tmp_path)
    made.hub.enrol(Terms(DeviceKind.HALL, (HALL,)), tmp_path)
    yield made
    made.close()


@pytest.fixture
def face(qtbot: QtBot, office: Office) -> Iterator[HallFace]:
    """A hall screen that has reached the hub."""
    made = HallFace(office.folder, office.client, Settings(), Silence())
    qtbot.addWidget(made.page)
    made.page.resize(960, 540)
    made.page.show()
    with qtbot.waitSignal(made.view_model.state_changed, timeout=60_000):
        made.start()
    qtbot.waitUntil(lambda: made.view_model.state.updated_at is not None, timeout=60_000)
    yield made
    made.stop()


def _shown(face: HallFace) -> str:
    card = face.view_model.state.card
    return card.number if card else ""


@timed
def test_a_call_is_shown_within_half_a_second_and_spoken(
    qtbot: QtBot, office: Office, face: HallFace
) -> None:
    spoken: list[Announcement] = []
    face.view_model.announced.connect(spoken.append)
    ticket = office.call("3")
    qtbot.waitUntil(lambda: _shown(face) == ticket.number, timeout=500)
    assert spoken[0].text.endswith("到 3 号窗口")
    assert face.view_model.state.lit


def test_a_voice_pack_that_cannot_be_spoken_with_is_told_on_the_screen(
    qtbot: QtBot, office: Office, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(hall_voice=HallVoice(pack=str(tmp_path / "gone")))
    face = HallFace(office.folder, office.client, settings, Silence())
    qtbot.addWidget(face.page)
    assert "语音包用不了" in face.view_model.state.notices[-1]
    assert "voice.pack_broken" in caplog.text
    face.start()
    qtbot.waitUntil(lambda: face.view_model.state.updated_at is not None, timeout=60_000)
    ticket = office.call("3")
    qtbot.waitUntil(lambda: _shown(face) == ticket.number, timeout=60_000)
    face.stop()


def test_a_recall_is_spoken_as_one(qtbot: QtBot, office: Office, face: HallFace) -> None:
    spoken: list[Announcement] = []
    face.view_model.announced.connect(spoken.append)
    ticket = office.call("3")
    qtbot.waitUntil(lambda: len(spoken) == 1, timeout=60_000)
    office.desk.recall(new_id(), Author("clerk", "3"), ticket.id)
    qtbot.waitUntil(lambda: len(spoken) == 2, timeout=60_000)
    assert spoken[1].text.startswith("再次呼叫")


def test_the_command_reports_what_it_speaks_and_ends_when_told(office: Office, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "app", "hall", "--hub", office.client.base_url, "--data", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as screen:
        assert screen.stdout is not None
        lines: list[str] = []
        reader = Thread(target=lambda out: lines.append(out.readline()), args=(screen.stdout,))
        reader.start()
        windows = count(1)

        def spoke() -> bool:
            # Again and again: what was called before it followed the hub it does not speak.
            office.call(str(next(windows)))
            reader.join(0.5)
            return bool(lines)

        until(spoke)
        screen.send_signal(signal.SIGTERM)
        assert screen.wait(60) == 0
    assert json.loads(lines[0])["spoken"].startswith("请 A")


def test_the_screen_survives_the_death_of_the_hub(qtbot: QtBot, office: Office, face: HallFace) -> None:
    spoken: list[Announcement] = []
    face.view_model.announced.connect(spoken.append)
    first = office.call("3")
    qtbot.waitUntil(lambda: _shown(face) == first.number, timeout=60_000)
    office.kill()
    office.hub.start()
    second = office.call("5")
    qtbot.waitUntil(lambda: _shown(face) == second.number, timeout=60_000)
    assert [row.number for row in face.view_model.state.rows] == [first.number]
    assert len(spoken) == 2
