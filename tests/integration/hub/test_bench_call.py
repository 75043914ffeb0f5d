"""The measurement of calling itself works, on both databases."""

from __future__ import annotations

import pytest

from app.main.bench import call
from app.tickets.board import HallBoard


def test_it_measures_every_press_on_both_databases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(call, "PRESSES", 8)
    monkeypatch.setattr(call, "EACH", 5)
    boards: list[HallBoard] = []
    result = call.run(on_board=boards.append)
    for figures in result["databases"].values():
        assert figures["calls"] == call.PRESSES + call.EACH * call.CALLERS
        assert figures["double_calls"] == figures["duplicate_numbers"] == figures["not_shown"] == 0
        assert 0 < figures["p50_ms"] <= figures["p99_ms"]
    assert result["p99_ms"] == max(figures["p99_ms"] for figures in result["databases"].values())
    assert boards
