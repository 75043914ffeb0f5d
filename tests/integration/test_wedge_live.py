"""A scanner that types into a window on a real screen, with the Chinese input method off and on."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.support.screen import Screen
from tests.support.simulated_device import SimulatedDevice, ToldProcess
from tests.support.timing import timed

GUN_MS, PERSON_MS = 4, 150
CODE = "ZC0706A1275"

NEEDED = ("Xvfb", "openbox", "xdotool", "dbus-daemon", "dbus-send", "fcitx5", "fcitx5-remote")
pytestmark = pytest.mark.skipif(
    any(shutil.which(each) is None for each in NEEDED), reason="packaging/debian.txt names what is missing"
)


class Window(ToldProcess):
    """The window with one field."""

    def __init__(self, screen: Screen, prefix: str = "") -> None:
        super().__init__("tests.support.wedge_window", prefix, environment=screen.environment)
        window = screen.say("xdotool", "search", "--sync", "--onlyvisible", "--name", "wedge-window")
        screen.say("xdotool", "windowactivate", "--sync", window.split()[0])
        self.field = ""

    def wait_for(self, key: str, value: object = None) -> Any:
        """The next line with this key, and this value if one is given."""
        while True:
            line = self.told(key, "field")
            self.field = line.get("field", self.field)
            if key in line and value in (None, line[key]):
                return line[key]


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    with Screen(tmp_path) as made:
        yield made


@pytest.fixture
def opened(screen: Screen) -> Iterator[Callable[..., Window]]:
    """Opens windows that are closed in the end."""
    with ExitStack() as windows:
        yield lambda prefix="": windows.enter_context(Window(screen, prefix))


@timed
def test_a_code_never_reaches_the_field_and_typing_always_does(
    screen: Screen, opened: Callable[..., Window]
) -> None:
    window = opened()
    screen.type("abC", PERSON_MS)
    window.wait_for("field", "abC")
    screen.type(f"{CODE}\n", GUN_MS)
    assert window.wait_for("scan") == CODE
    screen.type("d~\n", PERSON_MS)
    window.wait_for("enter")
    assert window.field == "abCd~"


@timed
def test_a_code_reaches_neither_field_nor_input_method_while_chinese_is_on(
    screen: Screen, opened: Callable[..., Window]
) -> None:
    screen.start_input_method()
    window = opened()
    screen.turn_input_method(on=True)
    screen.type("nihao ", PERSON_MS)
    chinese = window.wait_for("field")
    assert chinese
    assert not chinese.isascii(), "the input method works while keys are held back"
    for code in (CODE, "nihao12345"):
        screen.type(f"{code}\n", GUN_MS)
        assert window.wait_for("scan") == code
    screen.type("nihao ", PERSON_MS)
    assert window.wait_for("field") == chinese * 2, "nothing of a code is left in field or input method"
    assert screen.say("fcitx5-remote") == "2", "the Shift keys of a code did not turn it off"
    screen.turn_input_method(on=False)
    screen.type("x", PERSON_MS)
    assert window.wait_for("field") == f"{chinese * 2}x"
    screen.type(f"{CODE}\n", GUN_MS)
    assert window.wait_for("scan") == CODE
    assert window.field == f"{chinese * 2}x"


def test_caps_lock_turns_letters_round_and_the_keys_without_letters_work(
    screen: Screen, opened: Callable[..., Window], capfd: pytest.CaptureFixture[str]
) -> None:
    window = opened()
    screen.say("xdotool", "key", "Caps_Lock", "XF86AudioLowerVolume")
    screen.type(f"{CODE}\n", GUN_MS)
    assert window.wait_for("scan") == CODE.lower()
    screen.say("xdotool", "key", "Caps_Lock")
    assert "Traceback" not in capfd.readouterr().err


def test_with_a_prefix_nothing_else_waits(screen: Screen, opened: Callable[..., Window]) -> None:
    window = opened("~")
    screen.type("abcdef\n", GUN_MS)
    window.wait_for("enter")
    assert window.field == "abcdef"
    screen.type("~A1\n", GUN_MS)
    assert window.wait_for("scan") == "A1"
    assert window.field == "abcdef"


@timed
def test_the_simulated_scanner_that_types_is_told_from_a_person(
    screen: Screen, opened: Callable[..., Window], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened()
    monkeypatch.setenv("DISPLAY", screen.environment["DISPLAY"])
    with SimulatedDevice("wedge", tmp_path) as gun:
        gun.do("scan", text=CODE)
        assert window.wait_for("scan") == CODE
        gun.do("type", text="abc")
        assert window.wait_for("field", "abc")
        gun.do("scan", text=CODE, enter=False)
        assert window.wait_for("scan") == CODE
    assert window.field == "abc"
