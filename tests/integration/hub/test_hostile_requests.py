"""Whatever is sent to a hub, it answers in its own shape, never with a fault of its own, and goes on."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import httpx
import msgspec
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from app.core.ids import new_id
from app.journal.chain import GENESIS, row_hash
from tests.support.hub import HALL, RunningHub

STRANGE = [
    "",
    "\0",
    "A\0B",
    "'; DROP TABLE tickets; --",
    "../../etc/passwd",
    "..%2f..%2fhub.db",
    "\u202e窗口",
    "\ufeff\u200b",
    "𬭸" * 70,
    "9" * 300,
    "window " * 40,
    "\r\nSet-Cookie: a=b",
    "{zone}",
    "NaN",
]
texts = st.one_of(st.sampled_from(STRANGE), st.text(max_size=80))
numbers = st.one_of(st.integers(), st.sampled_from([2**31, 2**63, -(2**63) - 1, 10**40]))
values: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, st.floats(), texts),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=5,
)
words = st.one_of(texts, values)
commands = st.fixed_dictionaries(
    {
        "command_id": st.one_of(st.builds(new_id), words),
        "window": st.one_of(st.just("3"), words),
        "zone": st.one_of(st.just("SSDJ"), words),
    },
    optional={
        "actor": words,
        "acting_for": words,
        "authority": words,
        "priority": words,
        "group": words,
        "zones": st.one_of(st.lists(words, max_size=3), words),
    },
)
halls = st.one_of(st.just(HALL), texts)


@cache
def proof(hub: RunningHub) -> dict[str, str]:
    """The header of a device that was let in."""
    return hub.proof(HALL)


def ask(hub: RunningHub, method: str, *path: str, query: str = "", content: bytes | None = None) -> int:
    """Send a request as it stands; the status, whose body must be of the hub's shape."""
    address = "/".join(_escaped(part) for part in path)
    with httpx.Client(trust_env=False, timeout=30, headers=proof(hub)) as client:
        answer = client.request(method, f"{hub.url}/v1/{address}{query}", content=content)
    body = answer.json()
    if not answer.is_success:
        assert set(body) == {"error"}, body
        assert set(body["error"]) == {"code", "params"}
    return answer.status_code


def _escaped(part: str) -> str:
    return "".join(f"%{byte:02X}" for byte in part.encode())


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hall=halls, place=st.sampled_from(["tickets", "calls", "change"]), body=commands, action=texts)
def test_no_command_makes_a_fault(
    running_hub: RunningHub, hall: str, place: str, body: dict[str, Any], action: str
) -> None:
    path = ("tickets", action or "x", "miss") if place == "change" else (place,)
    assert ask(running_hub, "POST", "halls", hall, *path, content=json.dumps(body).encode()) < 500


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hall=halls, after=numbers, limit=st.one_of(st.just(10), numbers))
def test_no_position_makes_a_fault(running_hub: RunningHub, hall: str, after: int, limit: int) -> None:
    assert ask(running_hub, "GET", "halls", hall, "feed", query=f"?after={after}&limit={limit}") < 500


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b'{"command_id": "\\ud800\\ud800\\ud800", "window": "\\udfff", "zone": "SSDJ"}',
        b"[" * 200_000,
        b'{"command_id": ' + b'{"a":' * 100_000,
        b'{"command_id": "' + b"x" * (10 << 20) + b'", "window": "3", "zone": "SSDJ"}',
        b"1" * 100_000,
    ],
    ids=["empty", "bytes", "surrogates", "deep list", "deep object", "10 MB", "long number"],
)
@pytest.mark.parametrize("path", [("halls", HALL, "tickets"), ("push",)], ids="/".join)
def test_no_body_makes_a_fault(running_hub: RunningHub, path: tuple[str, ...], content: bytes) -> None:
    packed = zstandard.compress(content)
    for body in (content, packed):
        assert 400 <= ask(running_hub, "POST", *path, content=body) < 500


columns = {
    "seq": numbers,
    "id": texts,
    "kind": st.one_of(st.sampled_from(["visit.opened", "case.received", "ticket.issued"]), texts),
    "subject": texts,
    "base_version": numbers,
    "at": texts,
    "actor": texts,
    "acting_for": texts,
    "authority": texts,
    "window": texts,
    "payload": st.one_of(texts, st.builds(json.dumps, values)),
    "private_digest": st.one_of(st.just(""), texts),
    "private": st.one_of(st.none(), st.just({"salt": "AAAA", "body": "{}"}), values),
    "prev_hash": st.one_of(st.just(GENESIS), texts),
}


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hall=halls, node=texts, event=st.fixed_dictionaries(columns), honest=st.booleans())
def test_no_push_makes_a_fault(
    running_hub: RunningHub, hall: str, node: str, event: dict[str, Any], honest: bool
) -> None:
    life = new_id()
    if honest:
        # A chain that proves itself: whatever stands in it gets as far as the tables.
        event |= {"seq": 1, "prev_hash": GENESIS, "private_digest": "", "private": None}
        hashed = {
            name: value for name, value in event.items() if name not in ("payload", "private", "prev_hash")
        }
        hashed |= {"hall_id": hall, "node": node, "incarnation": life}
        event["hash"] = row_hash(GENESIS, hashed, event["payload"].encode())
    else:
        event["hash"] = "0" * 64
    batch = {"hall_id": hall, "node": node, "incarnation": life, "events": [event]}
    try:
        packed = zstandard.compress(msgspec.json.encode(batch))
    except (OverflowError, ValueError):
        packed = zstandard.compress(json.dumps(batch).encode())
    assert ask(running_hub, "POST", "push", content=packed) < 500


@pytest.mark.parametrize("hall", ["\0", "..", "x" * 200, "'; --", "\u202e"])
def test_garbage_on_the_live_feed_disturbs_nobody(running_hub: RunningHub, hall: str) -> None:
    url, said = running_hub.url.replace("http", "ws", 1), proof(running_hub)
    try:
        with connect(
            f"{url}/v1/halls/{_escaped(hall)}/live", proxy=None, open_timeout=60, additional_headers=said
        ) as socket:
            socket.recv(timeout=5)
    except (WebSocketException, TimeoutError):
        pass  # refused, which is as good
    with connect(f"{url}/v1/halls/{HALL}/live", proxy=None, additional_headers=said) as socket:
        for garbage in ("", "{", "\0", b"\xff" * 1000, "x" * 500_000):
            socket.send(garbage)
        assert json.loads(socket.recv(timeout=60))["hall"] == HALL
