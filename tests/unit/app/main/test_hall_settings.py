"""What the hall says of its machines' settings comes down, counts at the next start, and gives way to the
machine's own."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.config.load import FILE, HALL_FILE, load_settings, remember
from app.core.clock import ManualClock
from app.core.errors import Refused
from app.core.events import EventBus
from app.main.content import CHECKS, ContentWatch, follow_hall_settings
from app.sync.bundle_shelf import FOLDER, BundleShelf
from app.sync.bundles import Manifest, made
from app.sync.wire import BundleKind
from tests.support.workbench_gallery import NOW

TODAY = NOW.date()
CENTRE = Ed25519PrivateKey.generate()


class Machine:
    """A machine's data folder, and the content that has come down to it."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.clock, self.bus = ManualClock(NOW), EventBus()
        self.shelf = BundleShelf(data / FOLDER, CHECKS)
        self.shelf.trust(CENTRE.public_key().public_bytes_raw())
        self.watch = ContentWatch(self.shelf, self.clock, self.bus)
        follow_hall_settings(data, self.shelf, self.clock, self.bus)

    def hear(self, version: int, settings: object, valid_from: date = TODAY) -> None:
        """The hall publishes settings, and the machine looks what is new."""
        manifest = Manifest(BundleKind.SETTINGS, version, valid_from, "", {})
        self.shelf.keep(made(manifest, {FILE: json.dumps(settings).encode()}, CENTRE))
        self.watch.look()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_the_hall_wins_over_the_defaults_and_the_machine_over_the_hall(machine: Machine) -> None:
    remember(machine.data, {"window": {"number": 7}})
    machine.hear(1, {"hall": {"phone": "0591-00000000"}, "window": {"number": 1}})
    settings = load_settings(machine.data)
    assert settings.hall.phone == "0591-00000000"
    assert settings.window.number == 7
    assert load_settings(machine.data, {"hall": {"phone": "1"}}).hall.phone == "1"


def test_choices_on_the_screen_do_not_make_the_halls_settings_the_machines(machine: Machine) -> None:
    machine.hear(1, {"hall": {"phone": "0591-00000000"}})
    remember(machine.data, {"window": {"number": 7}})
    machine.hear(2, {})
    assert load_settings(machine.data).hall.phone == load_settings(machine.data / "other").hall.phone


def test_settings_of_a_later_day_count_from_that_day_on(machine: Machine) -> None:
    machine.hear(1, {"hall": {"phone": "1"}})
    machine.hear(2, {"hall": {"phone": "2"}}, TODAY + timedelta(days=1))
    assert load_settings(machine.data).hall.phone == "1"
    machine.clock.advance(timedelta(days=1))
    machine.watch.look()
    assert load_settings(machine.data).hall.phone == "2"


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"hall": {"fone": "1"}}, "config.misspelt_key"),
        ([1], "config.broken"),
        ({"hub": 3}, "config.wrong_value"),
    ],
)
def test_settings_that_no_start_would_take_are_refused_and_change_nothing(
    machine: Machine, settings: object, reason: str
) -> None:
    machine.hear(1, {"hall": {"phone": "1"}})
    with pytest.raises(Refused) as refused:
        machine.hear(2, settings)
    assert (refused.value.code, refused.value.params["reason"]) == ("bundle.content", reason)
    assert load_settings(machine.data).hall.phone == "1"


def test_without_word_of_the_hall_nothing_is_written(machine: Machine) -> None:
    machine.watch.look()
    assert not (machine.data / HALL_FILE).exists()
