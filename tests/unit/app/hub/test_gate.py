"""The gate: codes that work once, tokens that run out by the hub's clock, devices that are let in no more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import jwt
import pytest

from app.core.clock import ManualClock
from app.core.errors import AppError
from app.db.store import Store
from app.hub import devices
from app.hub.devices import Terms
from app.hub.gate import Gate
from app.hub.model import hub_enrolments, hub_wrong_codes
from app.hub.tokens import CHALLENGE_S, TOKEN_S
from app.sync.enrol import new_key
from app.sync.enrolment_code import ALPHABET
from app.sync.identity import public_key
from app.sync.trust import DeviceKind, EnrolAsk, TokenAsk
from tests.support.hub import HALL
from tests.support.hub_app import let_in, new_gate, token_of

NOW = datetime(2026, 7, 6, 1, 0, tzinfo=UTC)
WINDOW = Terms(DeviceKind.WINDOW, (HALL,), "3", "3号窗口")
HERE, THERE = "10.0.0.7", "10.0.0.8"


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


@pytest.fixture
def gate(store: Store, tmp_path: Path, clock: ManualClock) -> Gate:
    return new_gate(store, tmp_path, clock)


def ask(code: str, key: bytes | None = None, node: str = "") -> EnrolAsk:
    return EnrolAsk(code, public_key(key or new_key()).hex(), node)


def refused(gate: Gate, asked: EnrolAsk, address: str = HERE) -> str:
    with pytest.raises(AppError) as error:
        gate.enrol(asked, address)
    return error.value.code


def token_refused(gate: Gate, token: str) -> str:
    with pytest.raises(AppError) as error:
        gate.refuse_revoked(gate.caller(token))
    return error.value.code


def test_a_code_makes_the_device_that_the_administrator_meant(gate: Gate) -> None:
    device = let_in(gate, WINDOW)
    assert (device.kind, device.halls, device.window, device.name) == ("window", (HALL,), "3", "3号窗口")
    caller = gate.caller(token_of(gate, device))
    assert (caller.device, caller.kind, caller.halls, caller.window) == (device.id, "window", (HALL,), "3")


def test_a_code_works_for_one_device(gate: Gate) -> None:
    code, key = gate.offer(WINDOW, timedelta(hours=1)), new_key()
    first = gate.enrol(ask(code, key), HERE)
    assert gate.enrol(ask(code, key), HERE) == first, "its answer was lost and it asks again"
    assert refused(gate, ask(code)) == "auth.code_used"


def test_a_code_runs_out(gate: Gate, clock: ManualClock) -> None:
    code = gate.offer(WINDOW, timedelta(hours=24))
    clock.advance(timedelta(hours=24, seconds=1))
    assert refused(gate, ask(code)) == "auth.code_expired"


def test_codes_cannot_be_tried_out(gate: Gate, store: Store, tmp_path: Path, clock: ManualClock) -> None:
    good = gate.offer(WINDOW, timedelta(hours=1))
    answers = [refused(gate, ask(f"{'0' * 4}{each}-00000-00000")) for each in ALPHABET[:11]]
    assert answers == ["auth.code_unknown"] * 10 + ["auth.too_many_tries"]
    assert refused(gate, ask(good)) == "auth.too_many_tries", "also a right one has to wait"
    other_worker = new_gate(store, tmp_path, clock)
    assert refused(other_worker, ask(good)) == "auth.too_many_tries"
    assert gate.enrol(ask(good), THERE).window == "3", "but nobody at another machine"
    clock.advance(timedelta(seconds=61))
    assert refused(gate, ask(good)) == "auth.code_used", "a minute later it is heard again"
    refused(gate, ask(ALPHABET[:15]))
    with store.read() as conn:
        assert len(conn.execute(hub_wrong_codes.select()).all()) == 2, "what is over is not kept"


def test_codes_that_are_over_are_forgotten_after_a_month(
    gate: Gate, store: Store, clock: ManualClock
) -> None:
    def kept() -> int:
        with store.read() as conn:
            return len(conn.execute(hub_enrolments.select()).all())

    gate.enrol(ask(gate.offer(WINDOW, timedelta(days=90))), HERE)
    gate.offer(WINDOW, timedelta(hours=1))
    clock.advance(timedelta(days=29))
    open_still = gate.offer(WINDOW, timedelta(days=60))
    assert kept() == 3
    clock.advance(timedelta(days=2))
    gate.offer(WINDOW, timedelta(hours=1))
    assert kept() == 2
    assert gate.enrol(ask(open_still), HERE).window == "3"


def test_the_database_gives_no_code_away(gate: Gate, store: Store, tmp_path: Path) -> None:
    code = gate.offer(WINDOW, timedelta(hours=1))
    with store.read() as conn:
        kept = str(conn.exec_driver_sql("SELECT * FROM hub_enrolments").all())
    assert code not in kept
    assert code.replace("-", "") not in kept
    other_keys = new_gate(store, tmp_path / "other")
    assert refused(other_keys, ask(code)) == "auth.code_unknown"


def test_a_token_runs_out_by_the_hubs_clock(gate: Gate, clock: ManualClock) -> None:
    token = token_of(gate, let_in(gate, WINDOW))
    clock.advance(timedelta(seconds=TOKEN_S - 1))
    assert gate.caller(token).window == "3"
    clock.advance(timedelta(seconds=1))
    assert token_refused(gate, token) == "auth.token_expired"


@pytest.mark.parametrize("place", range(3))
def test_a_token_that_was_touched_is_none(gate: Gate, place: int) -> None:
    parts = token_of(gate, let_in(gate, WINDOW)).split(".")
    parts[place] = parts[place][:-3] + ("AAA" if parts[place][-3:] != "AAA" else "BBB")
    assert token_refused(gate, ".".join(parts)) == "auth.token_wrong"


def test_a_token_that_somebody_else_signed_is_none(gate: Gate, store: Store, tmp_path: Path) -> None:
    stranger = new_gate(store, tmp_path / "other")
    assert token_refused(gate, token_of(stranger, let_in(stranger, WINDOW))) == "auth.token_wrong"
    claims = {"sub": "any", "kind": "hub", "halls": [HALL], "at": "", "aud": "token", "exp": 2**40}
    assert token_refused(gate, jwt.encode(claims, "", "none")) == "auth.token_wrong"
    assert token_refused(gate, gate.challenge()) == "auth.token_wrong", "a challenge is no token"
    assert token_refused(gate, "\0é") == "auth.token_wrong"


def proof_refused(gate: Gate, asked: TokenAsk) -> str:
    with pytest.raises(AppError) as error:
        gate.token(asked)
    return error.value.code


def test_only_the_key_gets_a_token(gate: Gate, clock: ManualClock) -> None:
    device, other = let_in(gate, WINDOW), let_in(gate, WINDOW)
    challenge = gate.challenge()
    assert proof_refused(gate, TokenAsk(device.id, challenge, other.sign(challenge))) == "auth.proof_wrong"
    assert proof_refused(gate, TokenAsk(device.id, "mine", device.sign("mine"))) == "auth.proof_wrong"
    assert proof_refused(gate, TokenAsk("0" * 32, challenge, b"")) == "auth.unknown_device"
    clock.advance(timedelta(seconds=CHALLENGE_S))
    assert proof_refused(gate, TokenAsk(device.id, challenge, device.sign(challenge))) == "auth.proof_wrong"


def test_a_revoked_device_is_refused_at_once_where_it_was_looked_up(
    gate: Gate, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = let_in(gate, WINDOW)
    token = token_of(gate, device)
    store.transact(lambda conn: devices.revoke(conn, device.id, "2026-07-06T01:00:00.000000Z"))
    challenge = gate.challenge()
    assert proof_refused(gate, TokenAsk(device.id, challenge, device.sign(challenge))) == "auth.revoked"
    gate.refuse_revoked(gate.caller(token))  # what another process did is seen at the next look
    monkeypatch.setattr("app.hub.gate.REFRESH_S", 0.0)
    assert gate.must_look()
    assert not gate.must_look(), "one look is enough for all who ask at once"
    gate.look_again()
    assert token_refused(gate, token) == "auth.revoked"


def test_a_revoked_device_may_come_back_with_a_new_code(gate: Gate, store: Store) -> None:
    device = let_in(gate, WINDOW)
    store.transact(lambda conn: devices.revoke(conn, device.id, "2026-07-06T01:00:00.000000Z"))
    again = let_in(gate, WINDOW, device.key)
    assert again.id == device.id
    assert gate.caller(token_of(gate, again)).device == device.id


def write_refused(gate: Gate, token: str, node: str, hall: str = HALL) -> str:
    try:
        gate.write_as(gate.caller(token), hall, node)
    except AppError as error:
        return error.code
    return ""


def test_a_used_code_undoes_nothing(gate: Gate, store: Store) -> None:
    key, code = new_key(), gate.offer(WINDOW, timedelta(hours=24))
    first = gate.enrol(ask(code, key), HERE)
    again = gate.offer(Terms(DeviceKind.HALL, (HALL,)), timedelta(hours=1))
    gate.enrol(ask(again, key), HERE)
    assert gate.enrol(ask(code, key), HERE).kind == "hall"
    store.transact(lambda conn: devices.revoke(conn, first.device, "2026-07-06T01:00:00.000000Z"))
    assert refused(gate, ask(code, key)) == "auth.revoked"


def test_a_device_writes_one_nodes_journal(gate: Gate) -> None:
    token = token_of(gate, let_in(gate, WINDOW))
    stranger = token_of(gate, let_in(gate, Terms(DeviceKind.WINDOW, (HALL,), "4")))
    assert write_refused(gate, token, "mine") == ""
    assert write_refused(gate, token, "another") == "auth.other_node"
    assert write_refused(gate, stranger, "mine") == "auth.other_node"
    assert write_refused(gate, token, "mine", "hall-2") == "auth.other_hall"


def test_no_window_writes_under_the_name_of_a_hub(gate: Gate) -> None:
    token = token_of(gate, let_in(gate, WINDOW))
    assert write_refused(gate, token, "hub-1") == "auth.other_node"
    code = gate.offer(WINDOW, timedelta(hours=1))
    assert refused(gate, ask(code, node="hub-1")) == "auth.other_node"
    above = Terms(DeviceKind.HUB, (HALL,))
    assert write_refused(gate, token_of(gate, let_in(gate, above)), "hub-1") == ""


def test_a_new_machine_at_the_same_window_goes_on_with_the_journal(gate: Gate) -> None:
    old, new = token_of(gate, let_in(gate, WINDOW)), token_of(gate, let_in(gate, WINDOW))
    assert write_refused(gate, old, "mine") == ""
    assert write_refused(gate, new, "mine") == ""


def test_a_node_may_be_named_at_enrolment(gate: Gate) -> None:
    device = let_in(gate, Terms(DeviceKind.KIOSK, (HALL,)))
    assert write_refused(gate, token_of(gate, device), "taken") == ""
    code = gate.offer(Terms(DeviceKind.KIOSK, (HALL,)), timedelta(hours=1))
    assert refused(gate, ask(code, node="taken")) == "auth.other_node"
    key = new_key()
    assert gate.enrol(ask(code, key, "fresh"), HERE).kind == "kiosk"


def test_the_hub_of_a_hall_sends_whatever_was_written_there(gate: Gate) -> None:
    token = token_of(gate, let_in(gate, Terms(DeviceKind.HUB, (HALL,))))
    assert [write_refused(gate, token, node) for node in ("one", "two")] == ["", ""]
