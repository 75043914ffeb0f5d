"""Bundles on their way: published in the centre, handed on by the hall's hub, in force at the window."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import insert

import resources
from app.catalogue.files import LISTED, MANIFEST
from app.catalogue.importing import import_folder
from app.core.clock import ManualClock, SystemClock, business_day
from app.core.events import EventBus
from app.core.ids import new_id
from app.hub.bundles import EVERY_HALL, HallShelf, HubBundles, draft
from app.hub.devices import Terms
from app.hub.hub import Hub
from app.hub.model import hub_bundles
from app.journal.model import Author, Node
from app.main.content import CHECKS, ContentWatch, content_in_force
from app.main.features import PROJECTIONS
from app.main.hub.prefixes import TicketPrefixes
from app.main.hub.process import HubProcess
from app.main.program import own_command
from app.main.window.errands import WindowErrands
from app.main.zone_names import ZoneNames, ZonesNamed
from app.sync.attachments import AttachmentStore
from app.sync.bundle_shelf import BundleShelf
from app.sync.bundles import digest_of, made
from app.sync.hub_client import HubClient
from app.sync.model import ContentChanged, ContentRefused
from app.sync.trust import DeviceKind
from app.sync.wire import BundleKind
from app.tickets.remote import RemoteDesk
from tests.support.databases import fresh_store, sqlite_url, window_store
from tests.support.hub import Recorder, enrolled, until

DAY_OFF = {"date": "2026-03-02", "name": "停电", "off": True}


def publish(data: Path, kind: str, folder: Path, *more: str) -> dict[str, object]:
    command = [*own_command(), "hub", "publish", str(folder), "--kind", kind, "--data", str(data), "--json"]
    done = subprocess.run([*command, *more], capture_output=True, check=False)
    answer: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return {**answer, "exit": done.returncode}


@pytest.fixture
def calendar(tmp_path: Path) -> Path:
    folder = tmp_path / "calendar"
    folder.mkdir()
    years = {"years": [{"year": 2026, "status": "override", "source": "本区", "days": [DAY_OFF]}]}
    (folder / "calendar.json").write_text(json.dumps(years))
    return folder


@pytest.fixture
def window(tmp_path: Path, hall: str, calendar: Path) -> Iterator[HubClient]:
    """A window below a hall's hub below a centre that has published."""
    assert publish(tmp_path / "centre", "calendar", calendar)["published"]
    assert publish(tmp_path / "centre", "catalogue", resources.path("catalogue"), "--hall", hall)["published"]
    with HubProcess(tmp_path / "centre") as centre:
        centre.enrol(Terms(DeviceKind.HUB, (hall,)), tmp_path / "below")
        with (
            HubProcess(tmp_path / "below", upstream=centre.url) as below,
            closing(enrolled(below, hall, DeviceKind.WINDOW, "3")) as client,
        ):
            yield client


@pytest.fixture
def errands(tmp_path: Path, hall: str) -> Iterator[Callable[[BundleShelf, EventBus], WindowErrands]]:
    """What a window does in the background; stopped at the end."""
    store = window_store(tmp_path / "window.db")
    blobs = AttachmentStore(tmp_path / "attachments", bytes(32))
    running: list[WindowErrands] = []

    def new(shelf: BundleShelf, bus: EventBus) -> WindowErrands:
        node = Node(hall, new_id(), new_id())
        running.append(WindowErrands(store, node, blobs, shelf, SystemClock(), bus, lambda _: None))
        return running[-1]

    yield new
    for each in running:
        each.stop()
    store.close()


def test_what_the_centre_publishes_is_in_force_at_the_window_and_a_forgery_is_not(
    window: HubClient,
    tmp_path: Path,
    hall: str,
    errands: Callable[[BundleShelf, EventBus], WindowErrands],
    caplog: pytest.LogCaptureFixture,
) -> None:
    shelf, clock, bus = BundleShelf(tmp_path / "shelf", CHECKS), SystemClock(), EventBus()
    told = Recorder(bus, ContentChanged, ContentRefused)
    until(lambda: len(window.bundles().bundles) == 2)
    errands(shelf, bus).begin(window)
    told.wait_for(lambda event: isinstance(event, ContentChanged))
    content = content_in_force(shelf, clock)
    assert content.versions == {BundleKind.CALENDAR: 1, BundleKind.CATALOGUE: 1}
    assert not content.calendar.is_workday(datetime(2026, 3, 2, tzinfo=UTC).date())

    # Somebody with the hub's database, but without the centre's key.
    forged = made(
        draft(BundleKind.CALENDAR, business_day(clock.now()), (), clock),
        {"calendar.json": b'{"years": []}'},
        Ed25519PrivateKey.generate(),
    )
    store = fresh_store(sqlite_url(tmp_path / "below"))
    row = {"hall_id": hall, "kind": "calendar", "version": 9, "digest": digest_of(forged), "packed": forged}
    store.transact(lambda conn: conn.execute(insert(hub_bundles), row))
    store.close()
    errands(shelf, bus).begin(window)
    refused = told.wait_for(lambda event: isinstance(event, ContentRefused))
    assert refused.why.code == "bundle.wrong_signature"
    assert content_in_force(shelf, clock).versions == content.versions
    until(lambda: "bundle.wrong_signature" in caplog.text)


def test_a_catalogue_that_cannot_be_read_is_not_published(tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    for file in resources.path("catalogue").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "items.json").write_text("{}")
    answer = publish(tmp_path / "centre", "catalogue", folder)
    assert answer["exit"] == 2
    assert answer["error"] == {
        "code": "catalogue.broken",
        "params": {"file": "items.json", "line": 1, "place": "$", "reason": "missing_field"},
    }, "who mends it learns where"


def test_a_roster_with_a_wrong_card_is_not_published_and_the_card_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "roster"
    folder.mkdir()
    roster = {"clerks": {"1001": "李静"}, "cards": {"04A1B2C3D4E5F6": "1001"}}
    (folder / "roster.json").write_text(json.dumps(roster), "utf-8")
    answer = publish(tmp_path / "centre", "staff", folder)
    assert answer["exit"] == 2
    assert answer["error"] == {
        "code": "bundle.card_broken",
        "params": {"file": "roster.json", "card": "04A1B2C3"},
    }


@pytest.mark.parametrize(
    ("settings", "error"),
    [
        (
            {"window": {"nubmer": 3}},
            ("config.misspelt_key", {"key": "window.nubmer", "suggestion": "window.number"}),
        ),
        ({"window": {"number": 99}}, ("config.wrong_value", {"key": "window.number"})),
        ("{\n3", ("config.broken", {"file": "settings.json", "line": 2})),
    ],
)
def test_settings_with_a_slip_are_not_published_and_the_place_is_named(
    tmp_path: Path, settings: object, error: tuple[str, dict[str, object]]
) -> None:
    folder = tmp_path / "settings"
    folder.mkdir()
    text = settings if isinstance(settings, str) else json.dumps(settings)
    (folder / "settings.json").write_text(text, "utf-8")
    answer = publish(tmp_path / "centre", "settings", folder)
    told = cast(dict[str, Any], answer["error"])
    assert (answer["exit"], told["code"]) == (2, error[0])
    assert told["params"].items() >= error[1].items()


def catalogue_with(folder: Path, **changed: str) -> Path:
    """A catalogue in which one zone is another."""
    shutil.copytree(resources.path("catalogue"), folder)
    path = folder / "zones_windows.json"
    zones = json.loads(path.read_text("utf-8"))
    next(zone for zone in zones["zones"] if zone["key"] == "SSDJ").update(changed)
    path.write_text(json.dumps(zones), "utf-8")
    assert import_folder(folder, folder) == ()
    return folder


def test_a_hub_gives_numbers_by_the_catalogue_that_was_published_and_its_faces_name_the_zones(
    tmp_path: Path, hall: str
) -> None:
    folder = catalogue_with(tmp_path / "catalogue", ticket_prefix="Z", name="改了名的区")
    assert publish(tmp_path / "hub", "catalogue", folder)["published"]
    hub = HubProcess(tmp_path / "hub")
    hub.start()
    client = enrolled(hub, hall)
    ticket = RemoteDesk(client).issue(new_id(), Author("", "kiosk"), "SSDJ")
    bus = EventBus()
    told, names = Recorder(bus, ZonesNamed), ZoneNames(tmp_path / "face", client, bus, SystemClock())
    assert names.now()["SSDJ"] != "改了名的区"
    names.errand.start()
    assert told.wait_for(lambda event: True).names["SSDJ"] == "改了名的区"
    names.errand.stop()
    assert ZoneNames(tmp_path / "face", client, bus, SystemClock()).now()["SSDJ"] == "改了名的区"
    client.close()
    hub.stop()
    assert ticket.number == "Z001"


def test_a_running_hub_follows_the_catalogue(tmp_path: Path) -> None:
    store, clock = fresh_store(sqlite_url(tmp_path)), ManualClock(datetime(2026, 7, 6, 4, tzinfo=UTC))
    bundles, key = HubBundles(store, CHECKS), Ed25519PrivateKey.generate()
    prefixes = TicketPrefixes(HallShelf(bundles, EVERY_HALL), clock)
    hub = Hub(store, PROJECTIONS, prefixes, clock)

    def number() -> str:
        kiosk = Author("", "kiosk")
        ticket = hub.command("hall-1", lambda desk, conn: desk.issue(conn, new_id(), kiosk, "SSDJ"))
        assert ticket is not None
        return ticket.number

    before = number()
    folder = catalogue_with(tmp_path / "catalogue", ticket_prefix="Z")
    tomorrow = business_day(clock.now() + timedelta(days=1))
    files = {name: (folder / name).read_bytes() for name in (MANIFEST, *LISTED)}
    bundles.publish(EVERY_HALL, draft(BundleKind.CATALOGUE, tomorrow, (), clock), files, key)
    prefixes.look()
    assert [number()[0], before[0]] == [before[0]] * 2, "its day has not come"
    clock.advance(timedelta(days=1))
    prefixes.look()
    assert number()[0] == "Z"
    hub.close()


def test_a_forged_bundle_keeps_no_hub_from_working(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    store, clock = fresh_store(sqlite_url(tmp_path)), SystemClock()
    bundles, today = HubBundles(store, CHECKS), business_day(SystemClock().now())
    files = {"roster.json": b"{}"}
    bundles.publish(
        EVERY_HALL, draft(BundleKind.STAFF, today, (), clock), files, Ed25519PrivateKey.generate()
    )
    row = {"hall_id": EVERY_HALL, "kind": "staff", "version": 2, "digest": "0" * 64, "packed": b"nothing"}
    store.transact(lambda conn: conn.execute(insert(hub_bundles), row))
    found = bundles.in_force("hall-1", BundleKind.STAFF, today)
    assert found is not None
    assert (found[0].version, found[1]) == (1, files)
    assert "bundle.unreadable" in caplog.text
    store.close()


def test_content_changes_when_its_day_comes(tmp_path: Path) -> None:
    key = Ed25519PrivateKey.generate()
    shelf = BundleShelf(tmp_path / "shelf", CHECKS)
    shelf.trust(key.public_key().public_bytes_raw())
    clock, bus = ManualClock(datetime(2026, 7, 6, 4, tzinfo=UTC)), EventBus()
    manifest = draft(BundleKind.STAFF, business_day(clock.now() + timedelta(days=1)), (), clock)
    shelf.keep(made(manifest, {"roster.json": b"{}"}, key))
    told = Recorder(bus, ContentChanged)
    watch = ContentWatch(shelf, clock, bus)
    watch.look()
    assert told.events == []
    clock.advance(timedelta(days=1))
    watch.look()
    assert [event.versions for event in told.events] == [{BundleKind.STAFF: 1}]
