"""How long a hub listens to one body."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from fastapi import Request

from app.core.errors import Refused
from app.hub.api import bodies


def code_of(*messages: dict[str, Any]) -> str:
    """What a body that comes in these messages, and then no more, is refused with."""
    coming = iter(messages)

    async def receive() -> dict[str, Any]:
        for message in coming:
            return message
        await asyncio.Event().wait()
        raise AssertionError

    with pytest.raises(Refused) as refusal:
        asyncio.run(bodies.body(Request({"type": "http", "headers": []}, receive), 10))
    return refusal.value.code


def part(content: bytes) -> dict[str, Any]:
    return {"type": "http.request", "body": content, "more_body": True}


def test_a_machine_that_fell_silent_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "LONGEST_S", 0.05)
    assert code_of(part(b"half")) == "sync.busy"


def test_a_machine_that_went_away_is_no_fault_of_the_hub() -> None:
    assert code_of(part(b"half"), {"type": "http.disconnect"}) == "sync.malformed"


def test_too_much_is_refused_before_its_end() -> None:
    assert code_of(part(b"123456"), part(b"78901")) == "sync.too_large"
