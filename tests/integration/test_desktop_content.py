"""What the background tells the clerk: a disk that fills up, content that is new or is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.config.load import load_settings
from app.core.errors import Refused
from app.main.window.desktop import Desktop
from app.sync.model import AttachmentProgress, ContentChanged, ContentRefused, Room
from app.sync.wire import BundleKind


@pytest.fixture
def desktop(qtbot: QtBot, tmp_path: Path) -> Iterator[Desktop]:
    made = Desktop(tmp_path, load_settings(tmp_path), equipped=False)
    qtbot.addWidget(made.window)
    with qtbot.waitSignal(
        made.view_model.state_changed, timeout=60_000, check_params_cb=lambda state: not state.loading
    ):
        made.load()
    yield made
    made.close()


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (AttachmentProgress(0, 0, 0, Room.LOW), "attachment.room_low"),
        (ContentRefused(Refused("bundle.wrong_signature")), "bundle.wrong_signature"),
        (ContentChanged({BundleKind.CATALOGUE: 1}), "content.renewed"),
    ],
)
def test_the_clerk_learns_of_it(qtbot: QtBot, desktop: Desktop, told: object, code: str) -> None:
    desktop.bus.publish(told)
    qtbot.waitUntil(lambda: code in [bar.text.code for bar in desktop.view_model.state.bars], timeout=60_000)
    assert desktop.view_model.state.bars[-1].text.code == code


def test_enough_room_is_not_worth_a_word(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.bus.publish(AttachmentProgress(0, 0, 0, Room.ENOUGH))
    desktop.bus.publish(ContentRefused(Refused("bundle.unreadable")))
    qtbot.waitUntil(lambda: bool(desktop.view_model.state.bars), timeout=60_000)
    assert [bar.text.code for bar in desktop.view_model.state.bars] == ["bundle.unreadable"]
