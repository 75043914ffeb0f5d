"""No log line carries a personal number, wherever in the record it was."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from app.core.errors import PeripheralError
from app.core.redact import Redact, redact

NUMBERS = [
    "11010519491231002X",
    "110105 19491231 002X",
    "110105-19491231-002x",
    "110105491231002",
    "１１０１０５１９４９１２３１００２Ｘ",
    "91350100M000100Y43",
    "PAK310080010103",
    "H12345678",
    "m1234567802",
    "13812346120",
    "138 1234 6120",
    "021-61234567",
]
HARMLESS = [
    "310112-20260704-010023X",
    "0199f3c1-7e62-7d15-9a53-0d4b6d2f1a11",
    "2026-07-04T01:42:07.123456Z",
    "store.wrong_key (path=/var/lib/zongchuang, build=20260704)",
]


@pytest.fixture
def log() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(Redact())
    logger = logging.Logger("test")
    logger.addHandler(handler)
    yield logger, written
    handler.close()


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers_are_masked_inside_a_sentence(number: str) -> None:
    masked = redact(f"证件{number}，电话未留")
    assert number not in masked
    assert "*" in masked
    assert masked.endswith("，电话未留")


@pytest.mark.parametrize("text", HARMLESS)
def test_case_numbers_ids_and_instants_stay_readable(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize("number", NUMBERS)
def test_arguments_are_masked(number: str, log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, written = log
    try:
        raise ValueError(f"bad {number}")
    except ValueError:
        logger.exception("refused %s of %s", number, {"number": number}, stack_info=True)
    assert number not in written.getvalue()
    assert "refused" in written.getvalue()


def test_an_exception_leaves_its_kinds_and_places_and_nothing_that_it_says(
    log: tuple[logging.Logger, io.StringIO],
) -> None:
    logger, written = log
    try:
        try:
            raise KeyError("王秀兰")
        except KeyError as error:
            raise PeripheralError("device.bad_reply", reason="王秀兰") from error
    except PeripheralError:
        logger.exception("broke")
    assert "PeripheralError device.bad_reply < test_redact.py:" in written.getvalue()
    assert "KeyError" in written.getvalue()
    assert "王秀兰" not in written.getvalue()


def test_a_log_call_with_wrong_arguments_stops_nothing(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, written = log
    logger.info("%d of %d", "13812346120")
    assert "%d of %d" in written.getvalue()
    assert "13812346120" not in written.getvalue()
