"""Pushes that no honest window sends: each gets a clear answer, and the hub goes on."""

from __future__ import annotations

from functools import cache
from typing import Any

import httpx
import msgspec
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.ids import new_id
from app.journal.chain import GENESIS, canonical, row_hash
from app.journal.model import Node
from app.sync.rows import hashed
from app.sync.trust import DeviceKind
from app.sync.wire import PushBatch, PushedEvent, packed
from tests.support.hub import RunningHub

A_YEAR_AHEAD = "2027-07-06T01:00:00.000000Z"


def chained(hall: str, **columns: Any) -> PushBatch:
    """One event in a chain that proves itself, whatever stands in it."""
    life = Node(hall, new_id(), new_id())
    payload = {"ticket_id": "", "case_ids": [], "day": "2026-07-06"}
    facts: dict[str, Any] = {
        "seq": 1,
        "id": new_id(),
        "kind": "evaluation.declined",
        "subject": f"evaluation:{new_id()}",
        "base_version": 0,
        "at": "2026-07-06T01:00:00.000000Z",
        "actor": "li",
        "acting_for": "",
        "authority": "",
        "window": "3",
        "payload": canonical(payload).decode(),
        "private_digest": "",
        "prev_hash": GENESIS,
        "hash": "",
    }
    event = PushedEvent(**facts | columns)
    proof = row_hash(event.prev_hash, hashed(life, event), event.payload.encode())
    return PushBatch(hall, life.node, life.incarnation, [msgspec.structs.replace(event, hash=proof)])


def push(hub: RunningHub, hall: str, body: bytes, path: str = "push") -> tuple[int, dict[str, Any]]:
    client = hub.client(hall, DeviceKind.HUB)
    with httpx.Client(trust_env=False, timeout=30, headers=client.authorization()) as http:
        answer = http.post(f"{hub.url}/v1/{path}", content=body)
    client.close()
    found: dict[str, Any] = answer.json()
    return answer.status_code, found


def status(hub: RunningHub, batch: PushBatch) -> tuple[str, str]:
    code, answer = push(hub, batch.hall_id, packed(batch))
    assert code == 200, answer
    (result,) = answer["results"]
    return result["status"], result["code"]


def test_a_clock_that_is_wrong_by_a_year_is_no_reason_to_refuse(running_hub: RunningHub, hall: str) -> None:
    assert status(running_hub, chained(hall, at=A_YEAR_AHEAD)) == ("ok", "")


@pytest.mark.parametrize(
    "subject",
    ["'; DROP TABLE journal; --", "../../etc/passwd", "%00", "case:\u202e", "𬭸" * 60],
    ids=["sql", "path", "percent", "direction", "rare"],
)
def test_tricks_in_names_are_only_names(running_hub: RunningHub, hall: str, subject: str) -> None:
    assert status(running_hub, chained(hall, subject=subject)) == ("ok", "")


@pytest.mark.parametrize("payload", ["", "[]", "{", "null", '{"day":', "[" * 5000], ids=lambda text: text[:5])
def test_a_payload_that_is_no_object_is_kept_and_waits(
    running_hub: RunningHub, hall: str, payload: str
) -> None:
    assert status(running_hub, chained(hall, payload=payload)) == ("quarantined", "sync.not_applicable")


@pytest.mark.parametrize(
    "payload",
    [
        '{"ticket_id":{"a":1},"case_ids":[],"day":"2026-07-06"}',
        '{"ticket_id":"","case_ids":[],"day":"\\u0000"}',
    ],
    ids=["a dict for a text", "an escaped NUL"],
)
def test_a_payload_that_no_column_takes_makes_no_fault(
    running_hub: RunningHub, hall: str, payload: str
) -> None:
    assert status(running_hub, chained(hall, payload=payload))[0] in ("ok", "quarantined")


def test_a_nul_is_refused(running_hub: RunningHub, hall: str) -> None:
    code, answer = push(running_hub, hall, packed(chained(hall, actor="a\0b")))
    assert (code, answer["error"]["code"]) == (400, "sync.malformed")


@pytest.mark.parametrize("size", [10 << 20, 200 << 20], ids=["10 MB", "a bomb"])
def test_a_push_that_unpacks_to_too_much_is_refused(running_hub: RunningHub, hall: str, size: int) -> None:
    code, answer = push(running_hub, hall, zstandard.compress(b'{"hall_id":"' + b"x" * size))
    assert (code, answer["error"]["code"]) == (413, "sync.too_large")


def test_a_command_has_a_small_body(running_hub: RunningHub, hall: str) -> None:
    path = f"halls/{hall}/tickets"
    client = running_hub.client(hall)
    with httpx.Client(trust_env=False, headers=client.authorization(), timeout=60) as http:
        answer = http.post(f"{running_hub.url}/v1/{path}", content=b'{"zone":"' + b"x" * (64 << 10) + b'"}')
    client.close()
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "sync.too_large")


parts = st.one_of(
    st.sampled_from(["", "\0", "..", "'; --", "9" * 300, "\u202e", "2026-07-06", "2026-13-45", "-1"]),
    st.text(max_size=20),
)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    place=st.sampled_from(["pull", "numbers", "chain", "digest"]),
    first=parts,
    second=parts,
    number=st.one_of(st.integers(), st.just(2**40)),
)
def test_no_question_makes_a_fault(
    running_hub: RunningHub, place: str, first: str, second: str, number: int
) -> None:
    halls = f"{running_hub.url}/v1/halls/strange"
    with httpx.Client(trust_env=False, timeout=30, headers=proof(running_hub, place)) as http:
        if place == "chain":
            answer = http.get(f"{halls}/chains/{escaped(first)}/{escaped(second)}", params={"after": number})
        elif place == "digest":
            days = [{"day": first, "count": number, "sum": second}]
            offer = {"hall_id": "strange", "node": first, "incarnation": second, "days": days}
            answer = http.post(f"{running_hub.url}/v1/digest", json=offer)
        else:
            asked: dict[str, str | int] = {
                "node": first,
                "epoch": second,
                "after": number,
                "window": number,
                "day": first,
            }
            answer = http.get(f"{halls}/{place}", params=asked)
    assert answer.status_code < 500
    if not answer.is_success:
        assert set(answer.json()["error"]) == {"code", "params"}


@cache
def proof(hub: RunningHub, place: str) -> dict[str, str]:
    """The header of a device that may ask such a question."""
    client = hub.client("strange", DeviceKind.HUB if place in ("chain", "digest") else DeviceKind.WINDOW)
    said = client.authorization()
    client.close()
    return said


def escaped(part: str) -> str:
    return "".join(f"%{byte:02X}" for byte in part.encode()) or "%20"
