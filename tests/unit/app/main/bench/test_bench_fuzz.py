"""Spoiled messages: nothing leaves a reader that it does not promise, and the bench would see it."""

from __future__ import annotations

from app.main.bench import fuzz
from app.main.bench.fuzz_targets import Target


def test_no_reader_of_foreign_bytes_breaks() -> None:
    figures = fuzz.run(4000, seed=20260706)
    assert (figures["escapes"], figures["hangs"]) == (0, 0), figures
    assert figures["targets"] >= 20


def test_a_reader_that_breaks_is_named_with_its_input() -> None:
    broken = Target("broken", (b"\x01",), lambda data: data[100], (ValueError,))
    assert fuzz._escape(broken, b"\x01") == "broken: IndexError('index out of range'): 01"
    honest = Target("honest", (b"\x01",), lambda data: int(data), (ValueError,))
    assert fuzz._escape(honest, b"\x01") is None
