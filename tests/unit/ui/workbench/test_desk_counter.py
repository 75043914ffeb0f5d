"""Call pad, evaluators and display at the desk: keys do what the keyboard does, ratings count once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from app.evaluations.model import Channel, EvaluationState, Level, evaluations
from app.peripherals.events import PadPressed, RatingGiven
from devices.call_pad.contract import PadKey
from tests.support.desk import DeskBench, leave


class CounterBench(DeskBench):
    """A desk with devices that remember what they were told."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.asked: list[tuple[str, str, int]] = []
        self.settled = 0
        self.signs: list[tuple[str, int | None, int]] = []
        self.desk.counter.connect(self)

    def ask(self, question: str, clerk: str, seconds: int) -> None:
        self.asked.append((question, clerk, seconds))

    def settle(self) -> None:
        self.settled += 1

    def show(self, text: str, ticket: int | None, waiting: int) -> None:
        self.signs.append((text, ticket, waiting))

    def pad(self, key: PadKey) -> None:
        """Press a key of the call pad."""
        self.desk.counter.handlers[PadPressed](PadPressed(key))

    def rate(self, question: str, stars: int, *, tablet: bool = False, demo: bool = False) -> None:
        """The citizen presses a level."""
        self.desk.counter.handlers[RatingGiven](RatingGiven(question, stars, tablet, demo))

    def calls(self) -> int:
        """How often the window's ticket was called; 0 without one."""
        ticket = self.desk.session.model.ticket
        return ticket.calls if ticket else 0

    def sign(self) -> tuple[str, int | None]:
        """What the display shows now."""
        text, ticket, _ = self.signs[-1]
        return text, ticket

    def rated(self) -> list[tuple[str, int | None, str]]:
        """What is stored."""
        columns = (evaluations.c.state, evaluations.c.level, evaluations.c.channel)
        with self.backstage.store.read() as conn:
            return [tuple(row) for row in conn.execute(select(*columns))]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[CounterBench]:
    made = CounterBench(tmp_path)
    yield made
    made.close()


def finished(bench: CounterBench) -> str:
    """End a visit; the question that is asked."""
    bench.press("walk_in")
    leave(bench)
    return bench.asked[-1][0]


def test_pad_keys_do_what_f2_f3_f4_do(bench: CounterBench) -> None:
    bench.queue.take_number()
    bench.queue.take_number()
    bench.pad(PadKey.CALL_NEXT)
    assert (bench.state.ticket.number, bench.state.ticket.phase) == ("A001", "called")
    bench.clock.advance(timedelta(minutes=1))
    bench.pad(PadKey.RECALL)
    assert bench.calls() == 2
    bench.pad(PadKey.ABANDON)
    assert bench.calls() == 0
    bench.pad(PadKey.CALL_NEXT)
    assert bench.state.ticket.number == "A002"


def test_a_key_is_refused_with_the_reason_of_the_keyboard(bench: CounterBench) -> None:
    bench.press("walk_in")
    bench.pad(PadKey.CALL_NEXT)
    by_pad = bench.bars()
    bench.press("call_next")
    assert by_pad
    assert by_pad == bench.bars()
    bench.pad(PadKey.TRANSFER)
    assert "pad.key_unused" in bench.bars()


def test_the_display_follows_the_window(bench: CounterBench) -> None:
    assert bench.sign() == ("空闲", None)
    bench.queue.take_number()
    bench.pad(PadKey.CALL_NEXT)
    assert bench.sign() == ("请 A001", 1)
    bench.press("start")
    assert bench.sign() == ("A001 办理中", 1)
    shown = len(bench.signs)
    bench.desk.tick()
    assert len(bench.signs) == shown, "an unchanged sign was sent again"


@pytest.mark.parametrize(("tablet", "channel"), [(True, Channel.TABLET), (False, Channel.COUNTER)])
def test_a_rating_of_a_device_counts_once(bench: CounterBench, tablet: bool, channel: Channel) -> None:
    question = finished(bench)
    assert bench.asked == [(question, "李静", 60)]
    bench.rate(question, 2, tablet=tablet)
    bench.rate(question, 5, tablet=tablet)
    assert bench.rated() == [(EvaluationState.GIVEN, Level.DISSATISFIED, channel)]
    assert bench.settled == 1


def test_a_rating_for_another_question_rates_nothing(bench: CounterBench) -> None:
    finished(bench)
    bench.rate("another", 5)
    bench.rate("", 5)
    assert bench.rated() == []
    bench.clock.advance(timedelta(seconds=61))
    bench.desk.tick()
    assert bench.rated() == [(EvaluationState.DECLINED, None, "")]
    assert bench.settled == 1


def test_where_real_cases_are_handled_a_simulated_evaluator_rates_nothing(bench: CounterBench) -> None:
    question = finished(bench)
    bench.desk.session.update(services=replace(bench.desk.session.services, demo_cards=False))
    bench.rate(question, 5, demo=True)
    assert bench.bars() == ["evaluator.demo_refused"]
    assert (bench.rated(), bench.settled) == ([], 0)
    bench.rate(question, 2)
    assert bench.rated() == [(EvaluationState.GIVEN, Level.DISSATISFIED, Channel.COUNTER)]


def test_a_simulated_evaluator_rates_where_one_learns_it(bench: CounterBench) -> None:
    bench.rate(finished(bench), 5, demo=True)
    assert [level for _, level, _ in bench.rated()] == [Level.VERY_SATISFIED]


def test_the_second_screen_ends_the_question_on_every_device(bench: CounterBench) -> None:
    question = finished(bench)
    bench.desk.rating.evaluate(4)
    assert bench.settled == 1
    bench.rate(question, 1)
    assert bench.rated() == [(EvaluationState.GIVEN, Level.SATISFIED, Channel.COUNTER)]
