"""When a card laid on the reader counts as read, as the same, as gone, as unreadable."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.peripherals.card_cycle import (
    Announce,
    CardFound,
    CardSeen,
    Complain,
    CycleState,
    Decision,
    Find,
    NoCard,
    Read,
    ReadAgain,
    ReadFailed,
    Seen,
    decide,
)
from devices.idcard.contract import Card, CardType

START = datetime(2026, 7, 4, 1, 0, tzinfo=UTC)


def card(number: str) -> Card:
    return Card(CardType.RESIDENT, number, "1", "19900101", "20200101", "20400101", name="样本")


class Story:
    """A cycle that lives through what is seen, and keeps what it told."""

    def __init__(self) -> None:
        self.state = CycleState()
        self.at = START
        self.told: list[Announce | Complain] = []

    def see(self, *seen: Seen, after: float = 0.0) -> Decision:
        """See these one after the other; the decision on the last."""
        self.at += timedelta(seconds=after)
        for each in seen:
            decision = decide(self.state, each, self.at)
            self.state = decision.state
            if decision.tell:
                self.told.append(decision.tell)
        return decision

    def lay_down(self, number: str, after: float = 0.0) -> Decision:
        return self.see(CardFound(), CardSeen(card(number)), after=after)

    def fail(self, times: int) -> None:
        """A card is found so often and never read."""
        for _ in range(times):
            self.see(CardFound(), ReadFailed("card.unread"))

    @property
    def numbers(self) -> list[str]:
        return [each.card.number for each in self.told if isinstance(each, Announce)]


def test_a_card_is_found_read_and_announced_once() -> None:
    story = Story()
    assert story.see(NoCard()).act == Find(0.4)
    assert story.see(CardFound()).act == Read()
    story.see(CardSeen(card("A")))
    for _ in range(20):
        story.lay_down("A", after=0.4)
    assert story.numbers == ["A"]


def test_the_interval_of_an_idle_reader_lies_between_300_and_500_milliseconds() -> None:
    act = Story().see(NoCard()).act
    assert isinstance(act, Find)
    assert 0.3 <= act.after <= 0.5


def test_another_number_is_taken_at_once() -> None:
    story = Story()
    story.lay_down("A")
    story.lay_down("B", after=0.4)
    story.lay_down("A", after=0.4)
    assert story.numbers == ["A", "B", "A"]


@pytest.mark.parametrize(("empty_finds", "announced"), [(1, 1), (2, 2)])
def test_a_card_is_gone_after_two_empty_finds(empty_finds: int, announced: int) -> None:
    story = Story()
    story.lay_down("A")
    story.see(*[NoCard()] * empty_finds, after=10)
    story.lay_down("A")
    assert len(story.numbers) == announced


def test_one_find_with_the_card_between_two_empty_ones_is_not_a_removal() -> None:
    story = Story()
    story.lay_down("A")
    story.see(NoCard(), after=10)
    story.lay_down("A")
    story.see(NoCard())
    story.lay_down("A")
    assert story.numbers == ["A"]


@pytest.mark.parametrize(("seconds", "announced"), [(4.9, 1), (5.0, 2)])
def test_the_same_number_is_silent_for_five_seconds(seconds: float, announced: int) -> None:
    story = Story()
    story.lay_down("A")
    story.see(NoCard(), NoCard())
    story.lay_down("A", after=seconds)
    assert len(story.numbers) == announced


def test_asking_again_passes_by_every_suppression() -> None:
    story = Story()
    story.lay_down("A")
    assert story.see(ReadAgain()).act == Find(0.0)
    story.lay_down("A")
    assert story.numbers == ["A", "A"]
    story.lay_down("A", after=0.4)
    assert story.numbers == ["A", "A"], "one question, one answer"


def test_asking_without_a_card_is_answered() -> None:
    story = Story()
    story.see(ReadAgain(), NoCard(), NoCard())
    assert story.told == [Complain("card.none", 0)]


def test_a_failed_read_is_quickly_repeated_three_times_and_then_told() -> None:
    story = Story()
    for _ in range(3):
        assert story.see(CardFound(), ReadFailed("card.unread", "41")).act == Find(0.1)
    assert story.told == []
    story.see(CardFound(), ReadFailed("card.unread", "41"))
    assert story.told == [Complain("card.unread", 1, "41")]


def test_a_card_of_another_kind_is_told_at_once() -> None:
    story = Story()
    story.see(CardFound(), ReadFailed("card.unknown_kind", "40"))
    assert story.told == [Complain("card.unknown_kind", 1, "40")]


def test_placings_in_a_row_are_counted_and_forgotten_after_half_a_minute() -> None:
    story = Story()
    for after in (0, 3, 3, 31):
        story.see(NoCard(), NoCard(), after=after)
        story.fail(6)
    assert [each.attempt for each in story.told if isinstance(each, Complain)] == [1, 2, 3, 1]


def test_placings_are_counted_for_half_a_minute_and_anew_after_a_card_was_read() -> None:
    story = Story()
    for after in (0, 29):
        story.see(NoCard(), NoCard(), after=after)
        story.fail(6)
    story.lay_down("A")
    story.see(NoCard(), NoCard(), after=1)
    story.fail(6)
    assert [each.attempt for each in story.told if isinstance(each, Complain)] == [1, 2, 1]


def test_a_card_that_becomes_readable_where_it_lies_is_taken() -> None:
    story = Story()
    story.fail(5)
    story.lay_down("A")
    assert story.numbers == ["A"]


def test_a_card_lifted_while_it_is_read_again_is_no_trouble() -> None:
    story = Story()
    story.lay_down("A")
    story.fail(9)
    assert story.numbers == ["A"]
    assert len(story.told) == 1


def test_a_clock_set_back_by_an_hour_does_not_silence_a_card() -> None:
    story = Story()
    story.lay_down("A")
    story.see(NoCard(), NoCard(), after=-3600)
    story.lay_down("A")
    assert story.numbers == ["A", "A"]


readings = st.one_of(
    st.just(NoCard()),
    st.sampled_from("AB").map(lambda number: CardSeen(card(number))),
    st.sampled_from(["card.unread", "card.unknown_kind"]).map(ReadFailed),
)


@given(st.lists(st.tuples(readings, st.floats(0, 3)), max_size=40))
def test_whatever_happens_first_placings_are_told_and_the_same_card_not_twice(
    life: list[tuple[Seen, float]],
) -> None:
    story = Story()
    announced: list[tuple[str, datetime]] = []
    for seen, after in life:
        found: list[Seen] = [] if isinstance(seen, NoCard) else [CardFound()]
        decision = story.see(*found, seen, after=after)
        assert isinstance(decision.act, Find), "after every reading it looks again"
        if not isinstance(seen, CardSeen):
            assert not isinstance(decision.tell, Announce)
            continue
        number = seen.card.number
        last = announced[-1] if announced else ("", START)
        if decision.tell:
            assert last[0] != number or (story.at - last[1]).total_seconds() >= 5
            announced.append((number, story.at))
        assert announced[-1][0] == number, "the last card announced is the one that lies there"
