"""A scanned code is known for what it is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cases import numbering
from app.core.ticket_code import code_of
from app.peripherals.scan_routes import Route, ScanKind, route, rules

TODAY = date(2026, 7, 6)
CREDIT = "91350100M000100Y43"
PERSON = "31999919780315901X"
TABLE = rules(
    lambda text: str(numbering.parse(text) or ""), "https://example.org/progress/{case_no}?from=qr", TODAY
)


def case_number(day: str = "20260704") -> str:
    """A case number with the right check character."""
    from app.core.numbers import mod_11_2

    body = f"319999-{day}-010001"
    return body + mod_11_2(body.replace("-", ""))


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        (code_of("A127", TODAY), ScanKind.TICKET, code_of("A127", TODAY)),
        (code_of("A127", TODAY).lower(), ScanKind.TICKET, code_of("A127", TODAY)),
        (case_number(), ScanKind.CASE, case_number()),
        (f"https://example.org/progress/{case_number()}?from=qr", ScanKind.CASE, case_number()),
        (f"HTTPS://EXAMPLE.ORG/PROGRESS/{case_number()}?FROM=QR", ScanKind.CASE, case_number()),
        (PERSON, ScanKind.PERSON, PERSON),
        (PERSON.lower(), ScanKind.PERSON, PERSON),
        ("820000199106150044", ScanKind.PERSON, "820000199106150044"),
        # every 341st number of a person is a credit code too
        ("510000199001010851", ScanKind.PERSON, "510000199001010851"),
        # a telephone's number (IMEI) in whose middle stands a day of the last century
        ("359881030314356", ScanKind.UNKNOWN, "359881030314356"),
        (CREDIT, ScanKind.ORGANISATION, CREDIT),
        (CREDIT.lower(), ScanKind.ORGANISATION, CREDIT),
        (f"X{CREDIT}", ScanKind.UNKNOWN, f"X{CREDIT}"),
        ("ftp://example.com/x", ScanKind.UNKNOWN, "ftp://example.com/x"),
        (f"统一社会信用代码:{CREDIT};名称:某公司", ScanKind.ORGANISATION, CREDIT),
        (f"https://licence.example/show?uniscid={CREDIT}", ScanKind.ORGANISATION, CREDIT),
        ("https://example.com/x", ScanKind.URL, "https://example.com/x"),
        ("HTTP://EXAMPLE.COM", ScanKind.URL, "HTTP://EXAMPLE.COM"),
        ("www.licence.example/index.html", ScanKind.URL, "www.licence.example/index.html"),
        ("eyJhbGciOiJIUzI1NiJ9.e30.abcdefgh", ScanKind.TOKEN, "eyJhbGciOiJIUzI1NiJ9.e30.abcdefgh"),
        ("6901234567892", ScanKind.UNKNOWN, "6901234567892"),
        ("随便一段文字", ScanKind.UNKNOWN, "随便一段文字"),
        ("http://[", ScanKind.UNKNOWN, "http://["),
    ],
)
def test_each_kind_is_known(text: str, kind: ScanKind, value: str) -> None:
    found = route(f" {text}\r", TABLE)
    assert (found.kind, found.value) == (kind, value)


def spoilt(text: str) -> str:
    """The same with another last digit."""
    return text[:-1] + ("0" if text[-1] != "0" else "1")


@pytest.mark.parametrize("text", [code_of("A127", TODAY), case_number(), PERSON, CREDIT])
def test_a_misread_code_is_not_taken_for_what_it_nearly_is(text: str) -> None:
    assert route(spoilt(text), TABLE).kind in (ScanKind.UNKNOWN, ScanKind.TOKEN)


@given(st.text())
def test_any_text_has_a_route(text: str) -> None:
    found = route(text, TABLE)
    assert found.value or not text.strip()


def test_what_was_scanned_is_in_no_representation() -> None:
    assert PERSON not in repr(Route(ScanKind.PERSON, PERSON))
