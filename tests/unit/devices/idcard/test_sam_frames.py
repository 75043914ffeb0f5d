"""The codec against the published frames, and against lines that no manual describes."""

from __future__ import annotations

from functools import reduce
from operator import xor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.errors import BadReply
from devices.idcard.frames import PREAMBLE, Damage, Frame, FrameDecoder, encode
from devices.idcard.sam_protocol import Command, Reply, Status, sam_id_of, text_of

REQUESTS = {
    Command.STATUS: "AAAAAA9669000311FFED",
    Command.SAM_ID: "AAAAAA9669000312FFEE",
    Command.FIND: "AAAAAA96690003200122",
    Command.SELECT: "AAAAAA96690003200221",
    Command.READ: "AAAAAA96690003300132",
    Command.APPENDED: "AAAAAA96690003300330",
}
REPLIES = {
    0x90: "AAAAAA9669000400009094",
    0x91: "AAAAAA9669000400009195",
    0x10: "AAAAAA9669000400001014",
    0x11: "AAAAAA9669000400001115",
    0x21: "AAAAAA9669000400002125",
    0x23: "AAAAAA9669000400002327",
    0x24: "AAAAAA9669000400002420",
    0x31: "AAAAAA9669000400003135",
    0x32: "AAAAAA9669000400003236",
    0x33: "AAAAAA9669000400003337",
    0x40: "AAAAAA9669000400004044",
    0x41: "AAAAAA9669000400004145",
    0x47: "AAAAAA9669000400004743",
    0x60: "AAAAAA9669000400006064",
    0x66: "AAAAAA9669000400006662",
    0x80: "AAAAAA9669000400008084",
    0x81: "AAAAAA9669000400008185",
}
FOUND = "AAAAAA9669000800009F0000000097"
SELECTED = "AAAAAA9669000C00009000000000000000009C"
SAM_ID = "AAAAAA9669001400009005000100B92C33017B000000D71100009A"

bodies = st.binary(min_size=3, max_size=600)


def chunks_of(data: bytes, sizes: list[int]) -> list[bytes]:
    """The data in portions of these sizes, over and over."""
    portions: list[bytes] = []
    at = 0
    while at < len(data):
        size = sizes[len(portions) % len(sizes)]
        portions.append(data[at : at + size])
        at += size
    return portions


def decoded(data: bytes, sizes: list[int]) -> list[Frame | Damage]:
    decoder = FrameDecoder()
    return [item for chunk in chunks_of(data, sizes) for item in decoder.feed(chunk)]


@pytest.mark.parametrize(("command", "request_hex"), REQUESTS.items())
def test_requests_are_byte_exact(command: Command, request_hex: str) -> None:
    assert encode(command.body).hex().upper() == request_hex


@pytest.mark.parametrize(("status", "reply_hex"), REPLIES.items())
def test_status_replies_are_understood_and_made_byte_exact(status: int, reply_hex: str) -> None:
    (frame,) = FrameDecoder().feed(bytes.fromhex(reply_hex))
    assert isinstance(frame, Frame)
    assert (Reply.of(frame).status, Reply.of(frame).data) == (status, b"")
    assert encode(Reply(status, b"").body).hex().upper() == reply_hex


@pytest.mark.parametrize(
    ("reply_hex", "status", "size"),
    [(FOUND, Status.FOUND, 4), (SELECTED, Status.OK, 8), (SAM_ID, Status.OK, 16)],
)
def test_replies_with_data(reply_hex: str, status: Status, size: int) -> None:
    (frame,) = FrameDecoder().feed(bytes.fromhex(reply_hex))
    assert isinstance(frame, Frame)
    assert (Reply.of(frame).status, len(Reply.of(frame).data)) == (status, size)


def test_the_sam_id_is_printed_as_on_the_label() -> None:
    (frame,) = FrameDecoder().feed(bytes.fromhex(SAM_ID))
    assert isinstance(frame, Frame)
    assert sam_id_of(Reply.of(frame).data) == "05.01-20131001-0000000123-0000004567"


def test_the_fields_of_the_sam_id_are_unsigned() -> None:
    assert sam_id_of(b"\xff" * 16) == "65535.65535-4294967295-4294967295-4294967295"


@given(body=bodies, sizes=st.lists(st.integers(1, 40), min_size=1))
def test_any_portions_give_the_frame(body: bytes, sizes: list[int]) -> None:
    assert decoded(encode(body), sizes) == [Frame(body)]


@given(parts=st.lists(bodies, max_size=4), sizes=st.lists(st.integers(1, 200), min_size=1))
def test_frames_on_end_are_all_given_in_order(parts: list[bytes], sizes: list[int]) -> None:
    assert decoded(b"".join(map(encode, parts)), sizes) == [Frame(part) for part in parts]


@given(
    noise=st.lists(st.sampled_from([0xAA, 0x96, 0x69, 0x00, 0xFF]))
    .map(bytes)
    .filter(lambda n: PREAMBLE not in n),
    body=bodies,
    sizes=st.lists(st.integers(1, 40), min_size=1),
)
def test_noise_before_a_frame_is_dropped(noise: bytes, body: bytes, sizes: list[int]) -> None:
    assert decoded(noise + b"\x00" + encode(body), sizes) == [Frame(body)]


@given(extra=st.integers(0, 20), body=bodies)
def test_more_preamble_bytes_than_three_are_skipped(extra: int, body: bytes) -> None:
    assert decoded(b"\xaa" * extra + encode(body), [1]) == [Frame(body)]


@given(
    before=st.binary(max_size=40), after=st.binary(max_size=40), sizes=st.lists(st.integers(1, 9), min_size=1)
)
def test_a_frame_inside_a_payload_is_payload(before: bytes, after: bytes, sizes: list[int]) -> None:
    body = before + encode(b"\x00\x00\x90") + after
    assert decoded(encode(body), sizes) == [Frame(body)]


@given(body=bodies, place=st.integers(0), flip=st.integers(1, 255))
def test_one_wrong_byte_never_gives_a_frame(body: bytes, place: int, flip: int) -> None:
    frame = bytearray(encode(body))
    covered = range(len(PREAMBLE) + 2, len(frame))
    frame[covered[place % len(covered)]] ^= flip
    assert decoded(bytes(frame), [64]) == [Damage.CHECKSUM]


@pytest.mark.parametrize("length", [0, 1, 2, 3, 4097, 0xFFFF])
def test_a_length_nobody_can_mean_is_refused_and_the_next_frame_is_read(length: int) -> None:
    broken = PREAMBLE + length.to_bytes(2, "big")
    whole = encode(b"\x00\x00\x80")
    for size in (1, 64):
        assert decoded(broken + whole, [size]) == [Damage.LENGTH, Frame(b"\x00\x00\x80")]


def test_the_longest_reply_that_a_reader_gives_is_a_frame() -> None:
    body = bytes.fromhex("000090 0100 0400 0400") + bytes(256 + 1024 + 1024)
    assert len(encode(body)) == 2321
    assert decoded(encode(body), [20]) == [Frame(body)]


@pytest.mark.parametrize(
    "data",
    [
        bytes.fromhex("00FF 0400") + bytes(255 + 1024),
        bytes.fromhex("0100 0400") + bytes(256 + 1023),
        bytes.fromhex("0100 0400") + bytes(256 + 1025),
        b"",
    ],
)
def test_data_that_do_not_fit_their_own_lengths_are_no_card(data: bytes) -> None:
    with pytest.raises(BadReply):
        text_of(data)


def test_a_card_without_a_portrait_is_a_card() -> None:
    assert text_of(bytes.fromhex("0100 0000") + bytes(256)) == bytes(256)


def test_half_a_sam_id_is_none() -> None:
    with pytest.raises(BadReply):
        sam_id_of(bytes(15))


@given(data=st.lists(st.one_of(st.just(PREAMBLE), st.binary(max_size=30)), max_size=40).map(b"".join))
def test_garbage_raises_nothing_guesses_nothing_and_is_not_hoarded(data: bytes) -> None:
    decoder = FrameDecoder()
    for chunk in chunks_of(data, [7]):
        for item in decoder.feed(chunk):
            if isinstance(item, Frame):
                covered = (len(item.body) + 1).to_bytes(2, "big") + item.body
                assert PREAMBLE + covered + bytes([reduce(xor, covered)]) in data
    assert decoder.pending <= 4096 + 7


def test_what_a_frame_holds_is_not_in_its_representation() -> None:
    assert "secret" not in repr(Frame(b"secret"))
