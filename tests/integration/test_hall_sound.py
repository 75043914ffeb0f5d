"""The hall's voice on a real sound server: what leaves the program is recorded and measured."""

from __future__ import annotations

import array
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.hub import until

PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
application = QGuiApplication([])
from app.tickets.announcement import Announcement
from ui.hall.voice import Voice, open_player
quiet, volume = sys.argv[1] == "quiet", int(sys.argv[2])
voice = Voice(open_player(volume), is_quiet=lambda: quiet)
voice.speaking_changed.connect(lambda speaking: speaking or QTimer.singleShot(200, application.quit))
QTimer.singleShot(0, lambda: voice.say(Announcement("", ("chime",))))
sys.exit(application.exec())
"""
RATE = 16000
TENTH = RATE // 10
LOUD, SILENT = 500.0, 5.0
"""Root mean square of 16-bit samples."""


@pytest.fixture
def sound_server(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of programs that play on a sound card that is none."""
    runtime = tmp_path / "pulse"
    runtime.mkdir(mode=0o700)
    machine = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "PULSE_RUNTIME_PATH": str(runtime),
        "PULSE_SERVER": f"unix:{runtime}/native",
        "HOME": str(tmp_path),
    }
    modules = ["module-null-sink sink_name=hall", "module-native-protocol-unix auth-anonymous=1"]
    server = subprocess.Popen(
        [
            "pulseaudio",
            "-n",
            "--exit-idle-time=-1",
            "--disable-shm=yes",
            *(f"--load={each}" for each in modules),
        ],
        env=machine,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until((runtime / "native").exists)
        yield machine
    finally:
        server.terminate()
        server.wait(60)


def recorded(machine: dict[str, str], out: Path, *, mode: str, volume: int = 100) -> float:
    """How loud a program was in its loudest tenth of a second; how long it was silent before and after
    depends on the machine."""
    with out.open("wb") as file:
        recorder = subprocess.Popen(
            [
                "parec",
                "--device=hall.monitor",
                "--format=s16le",
                f"--rate={RATE}",
                "--channels=1",
                "--latency-msec=20",
            ],
            env=machine,
            stdout=file,
        )
        try:
            until(lambda: out.stat().st_size > 0)
            done = subprocess.run(
                [sys.executable, "-c", PROGRAM, mode, str(volume)], env=machine, timeout=60, check=False
            )
            assert done.returncode == 0
        finally:
            recorder.terminate()
            recorder.wait(60)
    samples = array.array("h", out.read_bytes()[: out.stat().st_size // 2 * 2])
    assert len(samples) > TENTH
    return max(loudness(samples[at : at + TENTH]) for at in range(0, len(samples) - TENTH, TENTH))


def loudness(samples: array.array[int]) -> float:
    return float((sum(each * each for each in samples) / len(samples)) ** 0.5)


def test_the_voice_leaves_the_program_and_not_in_quiet_hours(
    sound_server: dict[str, str], tmp_path: Path
) -> None:
    spoken = recorded(sound_server, tmp_path / "spoken.raw", mode="speak")
    soft = recorded(sound_server, tmp_path / "soft.raw", mode="speak", volume=40)
    quiet = recorded(sound_server, tmp_path / "quiet.raw", mode="quiet")
    assert spoken > LOUD
    assert SILENT < soft < spoken * 0.8
    assert quiet < SILENT
