"""Voice packs: the shipped one has every segment, a broken one never keeps a call from being spoken."""

from __future__ import annotations

import shutil
import wave
from pathlib import Path

import pytest

import resources
from app.tickets.announcement import announce
from tests.support.loudspeaker import Loudspeaker
from ui.hall.voice import Voice
from ui.hall.voice_pack import SHIPPED, open_pack

CALL = announce("A0127", "3", recall=True)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A pack of the hall's own."""
    return Path(shutil.copytree(resources.path(SHIPPED), tmp_path / "own"))


def test_the_shipped_pack_is_whole_and_knows_every_call() -> None:
    pack = open_pack()
    assert pack.faults == ()
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        for each in announce(f"{letter}0123456789", "综合-12", say_yao=True).segments:
            assert pack.sound([each])[1] > 0, each


def test_a_recall_lasts_longer_than_a_call() -> None:
    pack = open_pack()
    assert pack.sound(CALL.segments)[1] > pack.sound(announce("A0127", "3").segments)[1]


def test_a_hall_may_have_its_own_pack(copy: Path) -> None:
    with wave.open(str(copy / "please.wav"), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(b"\x01\x00" * 16_000)
    assert open_pack(str(copy)).sound(["please"])[1] == 1.0


def test_faults_are_named_by_file(copy: Path, caplog: pytest.LogCaptureFixture) -> None:
    (copy / "please.wav").unlink()
    (copy / "number.wav").write_bytes(b"no sound")
    with wave.open(str(copy / "window.wav"), "wb") as file:
        file.setparams((2, 2, 44_100, 0, "NONE", ""))
    faults = open_pack(str(copy)).faults
    assert [fault.partition(":")[0] for fault in faults] == ["number.wav", "please.wav", "window.wav"]
    assert "window.wav" in caplog.text


def test_a_missing_segment_is_left_out_and_the_rest_is_spoken(
    copy: Path, caplog: pytest.LogCaptureFixture
) -> None:
    whole = open_pack(str(copy)).sound(CALL.segments)[1]
    (copy / "please.wav").unlink()
    speaker = Loudspeaker()
    Voice(speaker, pack=open_pack(str(copy))).say(CALL)
    assert 0 < speaker.sounds[0][1] < whole
    assert "please" in caplog.text


@pytest.mark.parametrize(
    "manifest",
    [
        "",
        "[]",
        "[" * 100_000,
        '{"name": "x"}',
        '{"name": "x", "frame_rate": 0, "segments": ["0"]}',
        '{"name": "x", "frame_rate": 16000, "segments": ["../0"]}',
        None,
    ],
)
def test_a_broken_pack_is_replaced_by_the_shipped_one(
    copy: Path, manifest: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    (copy / "manifest.json").unlink()
    if manifest is not None:
        (copy / "manifest.json").write_text(manifest)
    pack = open_pack(str(copy))
    assert (pack.name, pack.trouble) == (open_pack().name, "voice.pack_broken")
    assert len(pack.faults) == 1, "why it cannot be spoken with"
    assert "broken" in caplog.text


def test_a_folder_that_cannot_be_is_a_broken_pack(caplog: pytest.LogCaptureFixture) -> None:
    assert open_pack("\0").trouble == "voice.pack_broken"
    assert "voice.pack_broken" in caplog.text


def test_what_a_pack_lacks_is_known_before_the_first_call(
    copy: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert open_pack(str(copy)).trouble == ""
    (copy / "please.wav").unlink()
    pack = open_pack(str(copy))
    assert pack.trouble == "voice.pack_incomplete"
    assert "please.wav" in pack.faults[0]
    assert "please.wav" in caplog.text


def test_without_any_pack_calls_go_on_in_silence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(resources, "path", lambda _: tmp_path / "nowhere")
    pack, speaker, speaking = open_pack(str(tmp_path)), Loudspeaker(), list[bool]()
    assert (pack.trouble, len(pack.faults)) == ("voice.none", 2)
    voice = Voice(speaker, pack=pack)
    voice.speaking_changed.connect(speaking.append)
    voice.say(CALL)
    speaker.finish()
    assert speaking == [True, False]
    assert "voice.none" in caplog.text


def test_nothing_is_heard_in_quiet_hours_and_nothing_waits() -> None:
    speaker, quiet, speaking = Loudspeaker(), [True], list[bool]()
    voice = Voice(speaker, is_quiet=lambda: quiet[0])
    voice.speaking_changed.connect(speaking.append)
    voice.say(CALL)
    assert speaker.sounds == []
    assert speaking == [True, False]
    quiet[0] = False
    voice.say(CALL)
    assert len(speaker.sounds) == 1
