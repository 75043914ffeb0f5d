"""Every kind of device at every address: let in where the table says so, refused everywhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
import pytest
import zstandard
from fastapi import FastAPI
from starlette.routing import Route, WebSocketRoute

from app.core.ids import new_id
from app.hub.access import ALLOWED, HALL_IN_BODY, LOCAL, OPEN
from app.hub.devices import Terms
from app.hub.gate import Gate
from app.sync.trust import DeviceKind
from app.sync.wire import DigestOffer, PushBatch
from tests.support.databases import fresh_store, sqlite_url
from tests.support.hub import HALL
from tests.support.hub_app import Answer, ask, bearer, let_in, new_application, new_gate, token_of

OTHER = "hall-2"


@dataclass(frozen=True)
class Office:
    """A hub's application, and a token of a device of every kind, all of the same hall."""

    app: FastAPI
    gate: Gate
    tokens: dict[DeviceKind, str]

    @property
    def routes(self) -> list[Route | WebSocketRoute]:
        return [route for route in self.app.routes if isinstance(route, Route | WebSocketRoute)]

    def ask(
        self, route: Route | WebSocketRoute, token: str = "", hall: str = HALL, node: str = "n"
    ) -> Answer:
        parts = {"hall_id": hall, "node": node, "action": "miss"}
        path = re.sub(r"\{(\w+)[^}]*\}", lambda part: parts.get(part[1], "x"), route.path)
        method = min(route.methods or {"GET"}) if isinstance(route, Route) else "LIVE"
        return ask(self.app, method, path, bearer(token))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("hub")
    store = fresh_store(sqlite_url(folder))
    gate = new_gate(store, folder)
    tokens = {kind: token_of(gate, let_in(gate, Terms(kind, (HALL,)))) for kind in DeviceKind}
    yield Office(new_application(store, folder, gate), gate, tokens)
    store.close()


def refusal(answer: Answer) -> str:
    """Why it was refused, if it was for what the device is."""
    return answer.code if answer.status in (401, 403) else ""


def test_every_route_stands_in_the_table_and_every_row_is_a_route(office: Office) -> None:
    names = {route.name for route in office.routes}
    assert names == {*OPEN, *LOCAL, *ALLOWED}
    assert not (OPEN & ALLOWED.keys()) | (LOCAL & ALLOWED.keys()) | (OPEN & LOCAL)
    assert len(names) == len(office.app.routes), "two functions of one name would share a row"


def test_every_guarded_route_knows_its_hall(office: Office) -> None:
    guarded = [route for route in office.routes if route.name in ALLOWED]
    assert {route.name for route in guarded if "{hall_id}" not in route.path} == HALL_IN_BODY


@pytest.mark.parametrize("kind", DeviceKind)
def test_each_kind_of_device_is_let_in_where_the_table_says_so(office: Office, kind: DeviceKind) -> None:
    for route in office.routes:
        allowed = route.name in OPEN or kind in ALLOWED.get(route.name, ())
        answer = office.ask(route, office.tokens[kind], node=f"of-{kind}")
        expected = "" if allowed else "auth.not_allowed"
        assert refusal(answer) == expected, route.name
        assert answer.status < 500, route.name


def test_without_a_token_nothing_is_answered_but_what_is_open(office: Office) -> None:
    for route in office.routes:
        expected = (
            "" if route.name in OPEN else "auth.not_allowed" if route.name in LOCAL else "auth.no_token"
        )
        assert refusal(office.ask(route)) == expected, route.name


@pytest.mark.parametrize("kind", DeviceKind)
def test_no_device_reaches_another_hall(office: Office, kind: DeviceKind) -> None:
    inside = [each for each in office.routes if "{hall_id}" in each.path and kind in ALLOWED[each.name]]
    assert inside
    for route in inside:
        assert refusal(office.ask(route, office.tokens[kind], hall=OTHER)) == "auth.other_hall", route.name


@pytest.mark.parametrize("path", ["push", "digest"])
def test_a_hall_in_the_body_is_no_way_around(office: Office, path: str) -> None:
    node = new_id()
    bodies = {
        "push": zstandard.compress(msgspec.json.encode(PushBatch(OTHER, node, new_id(), []))),
        "digest": msgspec.json.encode(DigestOffer(OTHER, node, new_id(), [])),
    }
    answer = ask(office.app, "POST", f"/v1/{path}", bearer(office.tokens[DeviceKind.HUB]), bodies[path])
    assert (answer.status, answer.code) == (403, "auth.other_hall")
    assert set(bodies) == HALL_IN_BODY


def test_a_window_acts_at_no_other_window(office: Office) -> None:
    token = token_of(office.gate, let_in(office.gate, Terms(DeviceKind.WINDOW, (HALL,), "3")))
    for window, expected in (("3", ""), ("4", "auth.other_window")):
        body = msgspec.json.encode({"command_id": new_id(), "window": window})
        said = {**bearer(token), "Content-Type": "application/json"}
        answer = ask(office.app, "POST", f"/v1/halls/{HALL}/calls", said, body)
        assert answer.code == expected


def test_the_rows_of_another_node_are_not_for_reading(office: Office) -> None:
    chain = next(route for route in office.routes if route.name == "chain")
    one, other = (token_of(office.gate, let_in(office.gate, Terms(DeviceKind.KIOSK, (HALL,)))) for _ in "12")
    assert refusal(office.ask(chain, one, node="mine")) == ""
    assert refusal(office.ask(chain, other, node="mine")) == "auth.other_node"
    assert refusal(office.ask(chain, one, node="another")) == "auth.other_node"
    assert refusal(office.ask(chain, office.tokens[DeviceKind.HUB], node="mine")) == ""


def test_an_address_outside_the_table_is_closed(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    queue = next(route for route in office.routes if route.name == "queue")
    rows = {name: kinds for name, kinds in ALLOWED.items() if name != "queue"}
    monkeypatch.setattr("app.hub.api.access.ALLOWED", rows)
    assert refusal(office.ask(queue, office.tokens[DeviceKind.LOBBY])) == "auth.not_allowed"


def test_a_slash_too_many_leads_to_no_other_host(office: Office) -> None:
    answer = ask(office.app, "GET", "/v1/health/", {"Host": "elsewhere.example"})
    assert (answer.status, answer.code) == (404, "hub.no_such_address")
