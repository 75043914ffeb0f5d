"""The stream of a serial scanner: however it is cut, the codes come out whole."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.scanner.contract import Scan
from devices.scanner.stream import LONGEST, SILENCE, StreamDecoder, scan_of

codes = st.binary(min_size=1, max_size=60).filter(lambda code: not set(code) & set(b"\r\n"))
ends = st.sampled_from([b"\r", b"\n", b"\r\n"])


@given(st.lists(st.tuples(codes, ends), max_size=8), st.lists(st.integers(0, 400), max_size=10))
def test_codes_come_out_whole_and_in_order_however_the_stream_is_cut(
    sent: list[tuple[bytes, bytes]], cuts: list[int]
) -> None:
    stream = b"".join(code + end for code, end in sent)
    edges = [0, *sorted(min(cut, len(stream)) for cut in cuts), len(stream)]
    decoder = StreamDecoder()
    found = [code for start, end in itertools.pairwise(edges) for code in decoder.feed(stream[start:end])]
    assert found == [code for code, _ in sent]
    assert not decoder.pending


def test_a_scanner_without_terminator_is_waited_for_as_long_as_a_code_may_pause() -> None:
    assert 0.05 <= SILENCE <= 0.1


@given(codes)
def test_silence_ends_a_code_without_terminator(code: bytes) -> None:
    decoder = StreamDecoder()
    assert decoder.feed(code) == []
    assert decoder.pending
    assert decoder.silence() == [code]
    assert decoder.silence() == []


@pytest.mark.parametrize("portion", [1000, LONGEST + 1, 3 * LONGEST])
def test_an_over_long_code_is_dropped_up_to_its_end(portion: int) -> None:
    decoder = StreamDecoder()
    noise = b"7" * (3 * LONGEST)
    for start in range(0, len(noise), portion):
        assert decoder.feed(noise[start : start + portion]) == []
    assert decoder.feed(b"77\rA127\r") == [b"A127"]


def test_the_longest_code_is_still_a_code() -> None:
    code = b"7" * LONGEST
    assert StreamDecoder().feed(code + b"\r") == [code]


@pytest.mark.parametrize(
    ("code", "scan"),
    [
        ("综窗".encode(), Scan("综窗")),
        ("综窗".encode("gb18030"), Scan("综窗")),
        (b"\x81\x20\xff", Scan("8120FF", readable=False)),
        (b"]Q1A127", Scan("A127", "]Q1")),
        (b"]XZA127", Scan("A127", "]XZ")),
        (b"]q1", Scan("", "]q1")),
        (b"]QaA127", Scan("]QaA127")),
        (b"]C101\x1d21", Scan("01\x1d21", "]C1")),
        (b"]x", Scan("]x")),
        (b"]]", Scan("]]")),
    ],
)
def test_text_is_found_in_the_encodings_in_use(code: bytes, scan: Scan) -> None:
    assert scan_of(code) == scan


def test_what_was_scanned_is_in_no_representation() -> None:
    assert "110000200002290032" not in repr(Scan("110000200002290032"))
