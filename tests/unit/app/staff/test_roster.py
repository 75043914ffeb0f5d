"""A roster says who is who and whose a card is; one that is wrong is refused before anybody relies on it."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import ContentError
from app.peripherals.staff_desk import uid_digest
from app.staff.roster import Clerk, roster_from
from app.staff.search import index_of, with_readings

CLERKS = {"1001": "李静", "1002": "王强"}
CARD = uid_digest(bytes.fromhex("04A1B2C3"), "hall-1")


def refusal(roster: object) -> str:
    """Why it is not taken."""
    with pytest.raises(ContentError) as refused:
        roster_from(json.dumps(roster).encode())
    return refused.value.code


def test_a_card_leads_to_a_clerk() -> None:
    roster = roster_from(json.dumps({"clerks": CLERKS, "cards": {CARD: "1002"}}).encode())
    assert roster.clerk(roster.cards[CARD]) == Clerk("1002", "王强")


def test_who_is_on_no_roster_is_shown_by_number() -> None:
    assert roster_from(b"{}").clerk("1009") == Clerk("1009", "1009")


@pytest.mark.parametrize(
    "clerk_id", ["", " ", "1" * 65, "10\x0001", "10\n01", "\ud800", "1001 ", "10\u200b01"]
)
def test_a_staff_number_that_no_journal_could_send_is_refused(clerk_id: str) -> None:
    assert refusal({"clerks": {**CLERKS, clerk_id: "赵敏"}}) == "bundle.clerk_broken"


@pytest.mark.parametrize("name", ["", " \n", "赵" * 10_000, "\ud800", 7, None])
def test_a_name_that_cannot_stand_on_paper_is_refused(name: object) -> None:
    assert refusal({"clerks": {**CLERKS, "1003": name}}) == "bundle.clerk_broken"


@pytest.mark.parametrize(
    "roster", [{"clerk": CLERKS}, {"clerks": list(CLERKS)}, {"clerks": None}, {"clerks": CLERKS, "card": {}}]
)
def test_a_misspelt_roster_does_not_leave_a_hall_without_clerks(roster: object) -> None:
    assert refusal(roster) == "bundle.roster_broken"


def test_of_a_name_what_can_be_seen_stays() -> None:
    raw = json.dumps({"clerks": {"1" * 64: " 赵\u202e敏\n"}}).encode()
    assert roster_from(raw).clerk("1" * 64).name == "赵敏"


@pytest.mark.parametrize(
    ("cards", "code"),
    [
        ({"04A1B2C3": "1001"}, "bundle.card_broken"),
        ({CARD.upper(): "1001"}, "bundle.card_broken"),
        ({CARD: "1009"}, "bundle.card_broken"),
        ({CARD: 1001}, "bundle.card_broken"),
        ({CARD: ["1001"]}, "bundle.card_broken"),
        ({CARD: ""}, "bundle.card_broken"),
        ([CARD], "bundle.roster_broken"),
        (None, "bundle.roster_broken"),
    ],
)
def test_a_card_that_would_let_nobody_in_is_refused(cards: object, code: str) -> None:
    assert refusal({"clerks": CLERKS, "cards": cards}) == code


@pytest.mark.parametrize(
    ("raw", "entry"),
    [
        ('{"clerks": {"1001": "李静", "1002": "王强", "1001": "赵敏"}}', "1001"),
        (f'{{"clerks": {{"1001": "李静"}}, "cards": {{"{CARD}": "1001", "{CARD}": "1001"}}}}', CARD[:20]),
        ('{"clerks": {"1001": "李静"}, "clerks": {}}', "clerks"),
    ],
)
def test_of_what_stands_there_twice_nobody_guesses_which_one_counts(raw: str, entry: str) -> None:
    with pytest.raises(ContentError) as refused:
        roster_from(raw.encode())
    assert refused.value.code == "bundle.roster_twice"
    assert refused.value.params["entry"] == entry


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b"\xff\xfe", b"1", b"[" * 100_000])
def test_what_is_no_roster_is_refused(raw: bytes) -> None:
    with pytest.raises(ContentError) as refused:
        roster_from(raw)
    assert refused.value.code == "bundle.roster_broken"


@pytest.mark.parametrize(
    "reading", ["li", "li jing jing", "li 静|", "li jing|", "li " + "j" * 900, 7, None, ["li"]]
)
def test_a_reading_that_does_not_fit_its_name_is_made_anew(reading: object) -> None:
    roster = roster_from(json.dumps({"clerks": {"1001": "李静"}, "pinyin": {"1001": reading}}).encode())
    assert not roster.pinyin
    made = roster_from(
        with_readings(json.dumps({"clerks": {"1001": "李静"}, "pinyin": {"1001": reading}}).encode())
    )
    assert made.pinyin["1001"].startswith("li ")


def test_a_reading_that_somebody_has_corrected_stays() -> None:
    """单 is shan as a family name."""
    corrected = {"clerks": {"1001": "单伟", "1002": "李静"}, "pinyin": {"1001": "shan wei"}}
    roster = roster_from(with_readings(json.dumps(corrected).encode()))
    assert roster.pinyin["1001"] == "shan wei"
    assert [hit.code for hit in index_of(roster).search("sw")] == ["1001"]
    assert [hit.code for hit in index_of(roster).search("lj")] == ["1002"]


@given(st.recursive(st.none() | st.text() | st.integers(), lambda kids: st.dictionaries(st.text(), kids)))
def test_any_json_is_a_roster_or_refused(found: object) -> None:
    with suppress(ContentError):
        roster = roster_from(json.dumps({"clerks": found, "cards": found, "pinyin": found}).encode())
        assert set(roster.cards.values()) <= set(roster.names)
        index_of(roster)
