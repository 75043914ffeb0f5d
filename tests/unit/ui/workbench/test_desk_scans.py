"""Scanning at the desk: each kind of code does what it is for."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from app.core.clock import business_day
from app.core.errors import Refused
from app.core.ticket_code import code_of
from app.peripherals.events import CodeScanned
from app.peripherals.tokens import TokenHolder
from devices.scanner.contract import Scan
from tests.support.desk import DeskBench
from tests.support.timing import timed
from ui.workbench.scans import ScanOutlets

PERSON = "31999919780315901X"
CREDIT = "91350100M000100Y43"
TOKEN = "LTM:8f2b1c0d9e7a6b5c4d3e2f1a"


class ScanBench(DeskBench):
    """A desk with a scanner; ``copied`` is what lies on the clipboard."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.copied = ""
        self.holder: TokenHolder | Refused | None = None
        self.desk.scans.connect(ScanOutlets(self._copy, "https://example.org/progress/{case_no}"))

    def scan(self, text: str, *, demo: bool = False) -> None:
        """Scan a code."""
        self.desk.news.handlers[CodeScanned](CodeScanned(Scan(text), demo, self.clock.now()))

    def ticket_code(self, number: str, *, yesterday: bool = False) -> str:
        """What stands on a slip of today."""
        return code_of(number, business_day(self.clock.now() - timedelta(days=yesterday)))

    def resolve(self, token: str) -> TokenHolder:
        """The region's interface."""
        assert token == TOKEN
        if isinstance(self.holder, Refused):
            raise self.holder
        assert self.holder is not None
        return self.holder

    def _copy(self, text: str) -> None:
        self.copied = text


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[ScanBench]:
    made = ScanBench(tmp_path)
    yield made
    made.close()


def value_of(bench: ScanBench, key: str) -> str:
    """What stands in a field of the visit."""
    visit = bench.desk.session.model.visit
    assert visit is not None
    place, name = key.split(".")
    return str(getattr(getattr(visit, place), name))


def test_the_slip_of_the_called_ticket_opens_the_visit(bench: ScanBench) -> None:
    number = bench.queue.take_number().number
    bench.press("call_next")
    bench.scan(bench.ticket_code(number))
    assert bench.state.ticket.phase == "serving"
    bench.scan(bench.ticket_code(number))
    assert "scan.ticket_here" in bench.bars()


def test_the_slip_of_somebody_who_missed_the_call_brings_him_back(bench: ScanBench) -> None:
    number = bench.queue.take_number().number
    bench.press("call_next")
    bench.press("miss")
    bench.desk.tickets.follow(bench.queue.hub.board(bench.queue.hall_id))
    bench.scan(bench.ticket_code(number))
    assert "ticket.restored" in bench.bars()


def test_a_slip_that_is_not_due_says_why(bench: ScanBench) -> None:
    number = bench.queue.take_number().number
    bench.desk.tickets.follow(bench.queue.hub.board(bench.queue.hall_id))
    bench.scan(bench.ticket_code(number))
    bench.scan(bench.ticket_code("Z999"))
    bench.scan(bench.ticket_code(number, yesterday=True))
    assert {"scan.ticket_waits", "scan.ticket_unknown", "scan.ticket_other_day"} <= set(bench.bars())
    bench.press("walk_in")
    bench.scan(bench.ticket_code(number))
    assert "scan.ticket_while_busy" in bench.bars()


def test_numbers_go_into_the_fields_of_the_visit(bench: ScanBench) -> None:
    bench.scan(PERSON)
    assert "scan.nobody_called" in bench.bars()
    bench.press("walk_in")
    bench.scan(PERSON)
    assert value_of(bench, "applicant.number") == PERSON
    bench.scan(f"统一社会信用代码：{CREDIT}")
    assert value_of(bench, "organisation.credit_code") == CREDIT


def test_what_is_not_ours_is_shown_and_copied(bench: ScanBench) -> None:
    bench.scan("6901234567892")
    assert bench.copied == "6901234567892"
    assert "scan.unknown_copied" in bench.bars()
    bench.scan("https://example.com/")
    assert bench.copied == "https://example.com/"
    assert "scan.url_copied" in bench.bars()


def test_a_token_is_resolved_by_its_issuer_or_said_to_be_useless(bench: ScanBench) -> None:
    bench.press("walk_in")
    bench.scan(TOKEN)
    assert "scan.no_resolver" in bench.bars()
    bench.desk.scans.connect(ScanOutlets(bench._copy, "", resolver=bench))
    bench.holder = TokenHolder("样本甲", PERSON)
    bench.scan(TOKEN)
    assert value_of(bench, "applicant.number") == PERSON
    assert value_of(bench, "applicant.name") == "样本甲"
    bench.desk.intake.set_agent(True)
    bench.desk.cards.aim_at_agent(True)
    bench.holder = TokenHolder("样本乙", "319999198507229022")
    bench.scan(TOKEN)
    assert (value_of(bench, "agent.name"), value_of(bench, "applicant.name")) == ("样本乙", "样本甲")
    bench.holder = Refused("case.unknown")
    bench.scan(TOKEN)
    assert "case.unknown" in bench.bars()
    assert bench.copied == "", "a token is kept nowhere"


def test_a_production_window_refuses_a_simulated_scanner(bench: ScanBench) -> None:
    bench.press("walk_in")
    services = bench.desk.session.services
    bench.scan(PERSON, demo=True)
    assert value_of(bench, "applicant.number") == PERSON
    bench.desk.session.update(services=replace(services, demo_cards=False))
    bench.scan(CREDIT, demo=True)
    assert value_of(bench, "organisation.credit_code") == ""
    assert "scan.demo_refused" in bench.bars()


@timed
def test_a_code_has_done_its_work_within_a_tenth_of_a_second(bench: ScanBench) -> None:
    bench.press("walk_in")
    started = time.perf_counter()
    bench.scan(PERSON)
    assert value_of(bench, "applicant.number") == PERSON
    assert time.perf_counter() - started < 0.1
