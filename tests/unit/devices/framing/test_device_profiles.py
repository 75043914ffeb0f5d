"""Profiles of pads, evaluators and boards: every published frame comes out, and nothing else is believed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.framing.checks import check
from devices.framing.decoder import LONGEST, FrameDecoder
from devices.framing.events import event_of, stars_of
from devices.framing.frames import encode
from devices.framing.load import ProfileBroken, load, parse, shipped
from devices.framing.profile import Profile, Text
from devices.framing.template import TemplateError, Value, encode_text, fill

PROFILES = {name: load(name) for name in shipped()}
FF68, BX = PROFILES["ff68"], PROFILES["onbon_bx"]
KEYS = {
    "0C": "call_next",
    "0D": "recall",
    "0B": "evaluate",
    "0E": "cancel",
    "0F": "confirm",
    "060F": "abandon",
    "000F": "hang",
    "030F": "call_back",
    "11": "one_metre",
    "12": "pause",
    "13": "transfer",
}


def sent(name: str, command: str, addr: int = 0, **values: Value) -> str:
    """The frame of a command, in hexadecimal."""
    profile = PROFILES[name]
    rule = profile.commands[command]
    data = fill(rule.data, {**profile.values, **values}, profile.text)
    return encode(profile, addr, int(rule.cmd or "0", 16), data).hex().upper()


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        (sent("ff68", "show", 3, waiting=12, ticket=105), "FF6808086803020001020100050E16"),
        (sent("ff68", "beep", 3), "FF6802026803030616"),
        (sent("mingxing_led", "text", 3, text="12"), "16A5040203B20031328131"),
        # numbers given without the hub have four digits: three of them would call somebody else
        (sent("ff68", "show", 3, waiting=12, ticket=5001), "FF6808086803020001020A0A0A2616"),
        (sent("number_board", "show", 7, ticket=70000), "07000007"),
        (sent("number_board", "show", 7, ticket=258), "0701020A"),
        (sent("xunpeng_board", "show", ticket=300), "3A012C0101690A"),
        (sent("onbon_bx", "poll"), "A5A5A5A5A5A5A5A501000080000000000000FE020500A20001000068F85A"),
        (
            sent("onbon_bx", "text", text="欢迎"),
            "A5A5A5A5A5A5A5A501000080000000000000FE022800A30601230000011F00000000000008001000"
            "000000020000000002020100010404000000BBB6D3ADF30A5A",
        ),
    ],
)
def test_published_frames_come_out_of_profiles(frame: str, expected: str) -> None:
    assert frame == expected


def test_the_text_area_can_be_moved_without_code() -> None:
    assert sent("onbon_bx", "text", text="欢迎", width_bytes=16) != sent("onbon_bx", "text", text="欢迎")
    assert "51F85A" in sent("onbon_bx", "clear")


def test_checks_have_their_catalogue_values() -> None:
    assert check("crc16-arc", b"123456789") == 0xBB3D
    assert check("crc16-modbus", b"123456789") == 0x4B37
    assert check("crc16-ccitt", b"123456789") == 0x29B1
    assert check("twos-complement", bytes.fromhex("0102FF")) == 0xFE
    assert check("xor8", bytes.fromhex("0102FF")) == 0xFC


@pytest.mark.parametrize(("data", "event"), KEYS.items())
@pytest.mark.parametrize("cmd", [0x01, 0x02, 0x55])
def test_every_key_is_told_by_its_last_byte_and_echoed(cmd: int, data: str, event: str) -> None:
    raw = encode(FF68, 3, cmd, bytes.fromhex(data))
    (frame,) = FrameDecoder(FF68).feed(raw)
    heard = event_of(FF68, frame)
    assert heard is not None
    assert (heard.name, heard.addr, heard.answer) == (event, 3, raw)


def test_a_result_is_acknowledged_with_command_01() -> None:
    (frame,) = FrameDecoder(FF68).feed(bytes.fromhex("FF680303680311031716"))
    heard = event_of(FF68, frame)
    assert heard is not None
    assert (heard.name, heard.value, heard.answer.hex().upper()) == ("result", 3, "FF680303680301030716")


def test_only_known_raw_values_are_levels() -> None:
    known = {value: stars for value in range(256) if (stars := stars_of(FF68, value)) is not None}
    assert known == {0: 2, 2: 4, 3: 5}


def test_a_text_card_is_written_twice_a_second_at_most() -> None:
    assert BX.most_per_second == 2


def test_an_answer_of_the_text_card_is_done_or_refused_never_in_between() -> None:
    answers = {"A000000000": "done", "A000010000": "refused", "A1": "refused"}
    for data, event in answers.items():
        raw = encode(BX, 0, 0, bytes.fromhex(data))
        # the printed reply has another header and one byte more of preamble
        (frame,) = FrameDecoder(BX).feed(b"\xa5" + raw)
        heard = event_of(BX, frame)
        assert heard is not None
        assert heard.name == event


def test_the_reply_as_printed_is_understood() -> None:
    raw = bytes.fromhex("A5A5A5A5A5A5A5A5A50080FEFF000000000000FE020500A00000000014AC5A")
    heard = FrameDecoder(BX).feed(raw)
    assert [frame.data.hex() for frame in heard] == ["a000000000"]


portions = st.lists(st.integers(0, 40), max_size=12)


def fed(profile: Profile, wire: bytes, cuts: list[int]) -> list[tuple[int, int, bytes]]:
    """The frames of a wire that arrives in portions."""
    decoder, found, at = FrameDecoder(profile), [], 0
    for end in (*sorted(min(cut, len(wire)) for cut in cuts), len(wire)):
        found += decoder.feed(wire[at:end])
        at = max(at, end)
    found += decoder.quiet()
    return [(frame.addr, frame.cmd, frame.data) for frame in found]


@pytest.mark.parametrize("name", ["ff68", "mingxing_led", "onbon_bx"])
@given(data=st.lists(st.binary(max_size=40), min_size=1, max_size=4), cuts=portions)
def test_frames_survive_any_split(name: str, data: list[bytes], cuts: list[int]) -> None:
    profile = PROFILES[name]
    wire = b"".join(encode(profile, 5, 2, each) for each in data)
    assert [said for _, _, said in fed(profile, wire, cuts)] == data


@given(noise=st.binary(max_size=30), data=st.binary(max_size=20), cuts=portions)
def test_a_text_card_is_understood_behind_any_noise(noise: bytes, data: bytes, cuts: list[int]) -> None:
    found = fed(BX, noise + encode(BX, 0, 0, data), cuts)
    assert found[-1:] == [(0, 0, data)]


@pytest.mark.parametrize("name", sorted(PROFILES))
@given(garbage=st.lists(st.binary(max_size=60), max_size=6))
def test_garbage_never_raises_and_is_never_kept_for_long(name: str, garbage: list[bytes]) -> None:
    decoder = FrameDecoder(PROFILES[name])
    for chunk in garbage:
        for frame in decoder.feed(chunk):
            assert encode(PROFILES[name], frame.addr, frame.cmd, frame.data)
    decoder.quiet()
    assert decoder.pending == 0


@given(raw=st.binary(min_size=10, max_size=10), place=st.integers(0, 9), byte=st.integers(0, 255))
def test_one_wrong_byte_of_a_key_is_no_key(raw: bytes, place: int, byte: int) -> None:
    good = bytearray.fromhex("FF6803036803010C1016")
    spoilt = bytearray(good)
    spoilt[place] = byte
    frames = FrameDecoder(FF68).feed(bytes(spoilt))
    assert bool(frames) == (spoilt == good)


def test_an_endless_frame_is_given_up() -> None:
    decoder = FrameDecoder(BX)
    assert decoder.feed(b"\xa5" * 8 + b"\x00" * (LONGEST * 3)) == []
    assert decoder.pending <= LONGEST
    assert decoder.dropped > 0


def test_a_text_is_cut_between_characters_and_padded() -> None:
    rules = Text(encoding="gb2312", longest=5, replacement="*", pad="20")
    assert encode_text("欢迎光临", rules) == "欢迎".encode("gb2312") + b" "
    assert encode_text("刘𬭸", rules) == "刘*".encode("gb2312") + b"  "


def test_numbers_that_do_not_fit_stay_nines_and_absent_ones_stay_blank() -> None:
    assert fill("{waiting:3d}{ticket:3d}", {"waiting": 12345, "ticket": None}, Text()).hex() == "0909090a0a0a"
    with pytest.raises(TemplateError):
        fill("{waiting:3d}", {}, Text())


GOOD = """
name = "x"
does = ["window_display"]
layout = [{part="addr"}, {part="data", size=2}, {part="check", first="addr", last="data"}]
[commands]
show = {data="{ticket:2be}"}
"""


@pytest.mark.parametrize(
    ("good", "bad", "reason"),
    [
        ('first="addr"', 'first="adr"', "there is no part 'adr'"),
        ('{part="data", size=2}, ', "", "there must be one data part"),
        (", size=2", "", "needs a len part"),
        ('last="data"', 'last="check"', "cannot cover itself"),
        ("{ticket:2be}", "{ticket}", "is no field"),
        ("{ticket:2be}", "{tickets:2be}", "nothing fills tickets"),
        ("{ticket:2be}", "{ticket:3be}", "data of 3 bytes"),
        ("show =", "shwo =", "unknown command"),
        ('part="addr"', 'part="adr"', "Invalid value 'adr'"),
        ('"window_display"', '"evaluator"', "needs the stars"),
        ('name = "x"', "name = ", "Invalid value"),
        ('{part="addr"}', '{part="any", name="addr", hex="01", back="0102"}', "differ in length"),
        ("[commands]", 'events=[{event="result", data="0"}]\n[commands]', "pattern"),
        ("[commands]", 'events=[{event="explode"}]\n[commands]', "unknown event"),
    ],
)
def test_a_broken_profile_is_named_with_its_place(good: str, bad: str, reason: str) -> None:
    assert parse(GOOD, "x").name == "x"
    with pytest.raises(ProfileBroken) as caught:
        parse(GOOD.replace(good, bad), "x")
    assert reason in str(caught.value.facts["reason"])


def test_a_profile_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(ProfileBroken) as caught:
        load("ff86")
    assert "ff68" in str(caught.value.facts["reason"])
