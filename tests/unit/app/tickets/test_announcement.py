"""The spoken line of a call, and the voice pack it is spoken with."""

from __future__ import annotations

import string
import wave

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from app.tickets.announcement import announce

TICKETS = st.text(string.ascii_uppercase + string.digits, min_size=1, max_size=7)
WINDOWS = st.one_of(
    st.integers(1, 999).map(str), st.integers(1, 99).map("综合-{}".format), st.text(max_size=8)
)
SYLLABLES = {"window": 2, "general": 2, "again": 4}


def _seconds(segment: str) -> float:
    with wave.open(str(resources.path(f"sounds/voice/{segment}.wav")), "rb") as sound:
        return sound.getnframes() / sound.getframerate()


def test_the_line_spells_the_ticket_digit_by_digit() -> None:
    assert announce("A0127", "3").text == "请 A 零 一 二 七 号，到 3 号窗口"


def test_a_recall_says_so_before_each_reading() -> None:
    spoken = announce("A0127", "3", recall=True)
    assert spoken.text.startswith("再次呼叫，请 A")
    assert spoken.segments.count("again") == 2


def test_the_whole_line_is_read_twice_after_one_chime() -> None:
    first = ("please", "A", "0", "1", "2", "7", "number", "go_to", "3", "number", "window")
    assert announce("A0127", "3").segments == ("chime", *first, "pause", *first)


def test_yao_replaces_one_in_the_ticket_only_and_only_where_asked() -> None:
    spoken = announce("A101", "1", say_yao=True)
    assert spoken.text == "请 A 幺 零 幺 号，到 1 号窗口"
    assert spoken.segments.count("yao") == 4
    assert spoken.segments.count("1") == 2
    assert "yao" not in announce("A101", "1").segments


@pytest.mark.parametrize(
    ("window", "spoken"),
    [
        ("03", ["3", "number"]),
        ("10", ["ten", "number"]),
        ("12", ["ten", "2", "number"]),
        ("20", ["2", "ten", "number"]),
        ("85", ["8", "ten", "5", "number"]),
        ("108", ["1", "0", "8", "number"]),
        ("综合-12", ["general", "ten", "2", "number"]),
        ("综合", ["general"]),
        ("咨询台", []),
    ],
)
def test_windows_are_spoken_as_people_say_them(window: str, spoken: list[str]) -> None:
    segments = announce("B40", window).segments
    reading = segments[: segments.index("pause")]
    assert list(reading[reading.index("go_to") + 1 : -1]) == spoken


def test_a_named_window_is_shown_by_its_name() -> None:
    assert announce("B40", "综合-12").text.endswith("到 综合-12 窗口")


@given(ticket=TICKETS, window=WINDOWS, recall=st.booleans(), say_yao=st.booleans())
def test_every_segment_is_in_the_voice_pack(ticket: str, window: str, recall: bool, say_yao: bool) -> None:
    for segment in announce(ticket, window, recall=recall, say_yao=say_yao).segments:
        assert resources.path(f"sounds/voice/{segment}.wav").is_file()


def test_the_pack_is_one_format() -> None:
    formats = set()
    for path in resources.path("sounds/voice").glob("*.wav"):
        with wave.open(str(path), "rb") as sound:
            formats.add((sound.getframerate(), sound.getnchannels(), sound.getsampwidth()))
    assert formats == {(16_000, 1, 2)}


@pytest.mark.parametrize(("ticket", "window"), [("A0127", "3"), ("C018", "12"), ("AB10127", "综合-5")])
def test_the_voice_is_slow_enough_for_older_listeners(ticket: str, window: str) -> None:
    segments = announce(ticket, window).segments
    reading = segments[1 : segments.index("pause")]
    characters = sum(SYLLABLES.get(each, 1) for each in reading)
    rate = characters / sum(map(_seconds, reading)) * 60
    assert 150 <= rate <= 180
