"""IPP messages are read as RFC 8010 writes them."""

from __future__ import annotations

import struct
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.page_printer.drivers import ipp
from devices.page_printer.drivers.ipp import Attribute, MalformedIpp

values = st.one_of(
    st.lists(st.integers(-(2**31), 2**31 - 1), min_size=1).map(lambda each: (ipp.INTEGER, each)),
    st.lists(st.booleans(), min_size=1).map(lambda each: (ipp.BOOLEAN, each)),
    st.lists(st.text(max_size=40), min_size=1).map(lambda each: (ipp.NAME, each)),
)


@given(st.dictionaries(st.text("abc-", min_size=1, max_size=12), values), st.integers(0, 0xFFFF))
def test_what_is_written_is_read(attributes: dict[str, tuple[int, list[int | str]]], operation: int) -> None:
    group = [Attribute(tag, name, tuple(each)) for name, (tag, each) in attributes.items()]
    message = ipp.answer(ipp.request(operation, [(ipp.PRINTER, group)]))
    assert message.status == operation
    assert message.all_of(ipp.PRINTER) == [{name: tuple(each) for name, (_, each) in attributes.items()}]


def test_a_request_is_laid_out_as_in_the_standard() -> None:
    # RFC 8010 appendix A.3: version, Print-Job, request id, operation attributes, end.
    charset = Attribute(ipp.CHARSET, "attributes-charset", ("utf-8",))
    expected = b"\x02\x00\x00\x02\x00\x00\x00\x01\x01\x47\x00\x12attributes-charset\x00\x05utf-8\x03"
    assert ipp.request(0x0002, [(ipp.OPERATION, [charset])]) == expected


@given(st.binary(max_size=200))
def test_anything_else_is_malformed_or_read(data: bytes) -> None:
    with suppress(MalformedIpp):
        assert isinstance(ipp.answer(data).status, int)


@given(st.integers(0, 39))
def test_a_message_that_breaks_off_is_malformed(length: int) -> None:
    whole = ipp.request(0, [(ipp.JOB, [Attribute(ipp.INTEGER, "job-id", (7,))] * 2)])
    assert len(whole) == 40
    with pytest.raises(MalformedIpp):
        ipp.answer(whole[:length])


def test_only_the_successful_codes_are_success() -> None:
    codes = {status: ipp.answer(struct.pack(">BBHIB", 2, 0, status, 1, ipp.END)) for status in (0, 1, 0x400)}
    assert {status: each.successful for status, each in codes.items()} == {0: True, 1: True, 0x400: False}
