"""A hall PC without any sound output: announcements end at once and nothing goes wrong."""

from __future__ import annotations

import os
import subprocess
import sys

PROGRAM = """
import logging, sys
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
application = QGuiApplication([])
from app.tickets.announcement import announce
from ui.hall.media_player import MediaPlayer
from ui.hall.voice import Voice, open_player
logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(levelname)s %(message)s")
player = open_player()
assert isinstance(player, MediaPlayer)
voice = Voice(player)
ended = []
voice.speaking_changed.connect(lambda speaking: speaking or ended.append(True))
voice.say(announce("A0127", "3"))
voice.say(announce("B040", "12"))
QTimer.singleShot(0, application.quit)
application.exec()
assert len(ended) == 2
"""


def test_without_a_sound_device_the_lines_are_only_logged() -> None:
    machine = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "PULSE_SERVER": "unix:nowhere",
        "ALSA_CONFIG_PATH": "",
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=machine, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "INFO spoken: 请 A 零 一 二 七 号，到 3 号窗口",
        "INFO spoken: 请 B 零 四 零 号，到 12 号窗口",
    ]
