"""Devices come, go on and are let in no more: real hubs, over HTTPS, from the command line."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from app.__main__ import main
from app.config.load import load_settings
from app.core.errors import EnvironmentMissing, Refused
from app.core.events import EventBus
from app.core.ids import new_id
from app.db.engine import open_hub
from app.hub import devices
from app.hub.devices import Terms
from app.hub.model import hub_enrolments
from app.hub.trust import FOLDER
from app.journal.model import Author
from app.journal.node import own_node
from app.main.hub.administration import new_keys
from app.main.hub.process import HubProcess
from app.main.window.store import open_window_store
from app.sync.hub_client import HubClient
from app.sync.identity import load_identity
from app.sync.live import LiveFeed
from app.sync.model import HallEvents, HallSnapshot, HubReachable
from app.sync.trust import DeviceKind
from app.tickets.remote import RemoteDesk
from tests.support.databases import sqlite_url
from tests.support.hub import HALL, Recorder, enrolled, until

CLERK = Author("li", "3")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a hub that an administrator has set up, so it serves HTTPS."""
    made = tmp_path_factory.mktemp("hub")
    assert main(["hub", "init", "--data", str(made), "--name", "hub.example"]) == 0
    return made


@pytest.fixture(scope="module")
def hub(folder: Path) -> Iterator[HubProcess]:
    with HubProcess(folder) as made:
        yield made


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, object]]:
    capsys.readouterr()
    code = main([*arguments, "--json"])
    answer: dict[str, object] = json.loads(capsys.readouterr().out.splitlines()[-1])
    return code, answer


def test_a_machine_is_let_in_works_and_is_let_in_no_more(
    hub: HubProcess, folder: Path, hall: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    admin, machine = ["--data", str(folder)], ["--data", str(tmp_path / "machine")]
    for_window = ["--kind", "window", "--hall", hall, "--window", "3", "--name", "3号窗口"]
    _, offered = said(capsys, "hub", "enrol", *admin, *for_window)
    here = ["enrol", *machine, "--hub", hub.url, "--code", str(offered["code"])]
    code, device = said(capsys, *here)
    assert (code, device["kind"], device["window"]) == (0, "window", "3")
    kept = (tmp_path / "machine" / "identity.json").read_text("utf-8")
    assert load_identity(tmp_path / "machine").key.hex() not in kept
    assert not load_settings(tmp_path / "machine").window.demo_cards
    client = HubClient(hub.url, load_identity(tmp_path / "machine"))
    assert RemoteDesk(client).call_next(new_id(), CLERK) is None
    _, listed = said(capsys, "hub", "devices", *admin, "--revoke", str(device["device"]))
    devices: list[dict[str, str]] = listed["devices"]  # type: ignore[assignment]
    assert [each["state"] for each in devices if each["name"] == "3号窗口"] == ["revoked"]
    until(partial(_is_refused, client), timeout=60)
    client.close()


def test_a_new_machine_goes_on_with_the_store_of_the_old_one(
    hub: HubProcess, folder: Path, hall: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_window_store(tmp_path).store
    node = store.transact(lambda conn: own_node(conn, hall)).node
    store.close()
    admin, for_window = ["--data", str(folder)], ["--kind", "window", "--hall", hall, "--window", "3"]
    _, offered = said(capsys, "hub", "enrol", *admin, *for_window)
    code = ["--code", str(offered["code"])]
    _, device = said(capsys, "enrol", "--data", str(tmp_path), "--hub", hub.url, *code)
    database = open_hub(sqlite_url(folder))
    with database.read() as conn:
        assert devices.find(conn, str(device["device"])).node == node
    database.close()


def _is_refused(client: HubClient) -> bool:
    try:
        client.queue()
    except Refused as refused:
        return refused.code == "auth.revoked"
    return False


def test_a_live_feed_ends_with_its_device(
    hub: HubProcess, folder: Path, hall: str, capsys: pytest.CaptureFixture[str]
) -> None:
    bus = EventBus()
    seen = Recorder(bus, HallSnapshot, HallEvents, HubReachable)
    screen, desk = enrolled(hub, hall, DeviceKind.HALL), enrolled(hub, hall)
    feed = LiveFeed(screen, bus)
    feed.start()
    seen.wait_for(lambda event: isinstance(event, HubReachable) and event.reachable)
    seen.forget()
    _, listed = said(capsys, "hub", "devices", "--data", str(folder))
    devices: list[dict[str, object]] = listed["devices"]  # type: ignore[assignment]
    hall_device = next(each["id"] for each in devices if each["halls"] == [hall] and each["kind"] == "hall")
    said(capsys, "hub", "devices", "--data", str(folder), "--revoke", str(hall_device))

    def fell() -> bool:
        # Every call is news, which the hub sends to those that it still knows.
        RemoteDesk(desk).issue(new_id(), Author("", "kiosk"), "SSDJ")
        return any(isinstance(event, HubReachable) and not event.reachable for event in seen.events)

    until(fell, timeout=60)
    until(partial(_is_refused, screen))
    assert feed.stop(60)
    screen.close()
    desk.close()


def test_a_code_for_another_hub_stays_unused(
    hub: HubProcess, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other"
    assert main(["hub", "init", "--data", str(other)]) == 0
    _, offered = said(capsys, "hub", "enrol", "--data", str(other), "--kind", "kiosk", "--hall", HALL)
    here = ["enrol", "--data", str(tmp_path / "machine"), "--code", str(offered["code"])]
    code, error = said(capsys, *here, "--hub", hub.url)
    assert (code, error["error"]["code"]) == (1, "auth.wrong_ca")  # type: ignore[index]
    store = open_hub(sqlite_url(other))
    with store.read() as conn:
        assert conn.execute(select(hub_enrolments.c.used_at)).scalar_one() == ""
    store.close()


def test_a_hub_whose_key_was_replaced_on_purpose_is_not_even_noticed(tmp_path: Path) -> None:
    hub = HubProcess(tmp_path)
    client = enrolled(hub, HALL) if hub.start() else None
    assert client is not None
    client.queue()
    hub.stop()
    (tmp_path / FOLDER / "token.key").unlink()
    back = HubProcess(tmp_path, port=urlsplit(client.base_url).port or 0)
    with pytest.raises(EnvironmentMissing, match=r"hub\.trust_missing"):
        back.start()
    new_keys(Namespace(data=tmp_path, db=""))
    back.start()
    assert client.queue()["seq"] == 0
    client.close()
    back.stop()


def test_a_machine_enrols_again_by_itself_when_the_hub_inside_it_lost_its_data(tmp_path: Path) -> None:
    terms, identities = Terms(DeviceKind.WINDOW, (HALL,), "3"), []
    for name in ("before", "after"):
        with HubProcess(tmp_path / name) as hub:
            identities += [hub.enrol(terms, tmp_path / "machine") for _ in range(2)]
            with closing(HubClient(hub.url, identities[-1])) as client:
                assert client.queue()["seq"] == 0
    assert identities[0] == identities[1]
    assert identities[2].id == identities[0].id, "it keeps its key"
    assert identities[2].seal != identities[0].seal, "and learns the new hub's"
