"""Announcements never overlap, and every one is a sound of the right length."""

from __future__ import annotations

import io
import wave

import pytest

from app.tickets.announcement import announce
from tests.support.loudspeaker import Loudspeaker
from ui.hall.voice import Silence, Voice

FIRST, SECOND = announce("A001", "3"), announce("B002", "5")


def test_the_second_announcement_follows_the_first() -> None:
    speaker = Loudspeaker()
    voice = Voice(speaker)
    speaking: list[bool] = []
    voice.speaking_changed.connect(speaking.append)
    voice.say(FIRST)
    voice.say(SECOND)
    assert len(speaker.sounds) == 1
    speaker.finish()
    assert len(speaker.sounds) == 2
    assert speaking == [True]
    speaker.finish()
    assert speaking == [True, False]


def test_each_announcement_is_one_sound_of_its_segments() -> None:
    speaker = Loudspeaker()
    Voice(speaker).say(FIRST)
    sound, seconds = speaker.sounds[0]
    with wave.open(io.BytesIO(sound), "rb") as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (16_000, 1, 2)
        assert file.getnframes() / file.getframerate() == pytest.approx(seconds)
    assert 9 < seconds < 13


def test_a_machine_without_sound_goes_on_at_once() -> None:
    voice = Voice(Silence())
    speaking: list[bool] = []
    voice.speaking_changed.connect(speaking.append)
    for each in (FIRST, SECOND):
        voice.say(each)
    assert speaking == [True, False, True, False]
