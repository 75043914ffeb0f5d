"""Who is on duty at the desk: a card, a name, leaving; everything done is booked for who is there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from app.cases.model import cases
from app.config.schema import Settings, Window
from app.core.errors import StoreUnavailable
from app.evaluations.model import evaluations
from app.journal.model import journal
from app.peripherals.events import CodeScanned, StaffCardSeen
from app.staff.model import duties
from app.tickets.events import FINISHED
from devices.scanner.contract import Scan
from tests.support.desk import START, DeskBench, lay_down, leave, serve
from tests.support.immediate import HeldLane
from tests.support.rosters import CLERKS, card, publish
from ui.workbench.scans import ScanOutlets
from ui.workbench.state import PersonState, SearchHit, WorkbenchState


class DutyBench(DeskBench):
    """A desk with a roster. ``usual``: whom the settings name."""

    def __init__(self, folder: Path, usual: str = "") -> None:
        publish(folder)
        self._settings = Settings(window=Window(clerk_id=usual, clerk_name="示例" if usual else "无人"))
        super().__init__(folder)

    def open(self) -> None:
        self.settings = self._settings
        super().open()

    def lay_card(self, clerk_id: str, *, demo: bool = True) -> WorkbenchState:
        """Somebody lays down a staff card."""
        self.show_card(card(clerk_id), demo=demo)
        return self.state

    def show_card(self, digest: str, *, demo: bool = True) -> None:
        """A card is read."""
        self.desk.duty.handlers[StaffCardSeen](StaffCardSeen(digest, demo, START))

    def applicant(self) -> str:
        """Whose card was read in the visit."""
        visit = self.desk.session.model.visit
        assert visit is not None
        return visit.applicant.number

    def stays(self) -> list[tuple[str, str]]:
        """Who signed in, and how."""
        with self.backstage.store.read() as conn:
            rows = conn.execute(select(duties).order_by(duties.c.begun_at, duties.c.duty_id))
            return [(row.actor, row.signed_in) for row in rows]

    def offered(self, query: str) -> list[str]:
        """Clerks in the search list, by name."""
        self.desk.finder.set_query(query)
        return [hit.title for hit in self.state.search.hits if hit.group == "clerk"]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[DutyBench]:
    made = DutyBench(tmp_path)
    yield made
    made.close()


def test_with_nobody_on_duty_nothing_can_be_done_and_the_desk_says_what_to_do(bench: DutyBench) -> None:
    bench.queue.take_number()
    assert bench.state.nobody
    assert bench.state.header.clerk_name == ""
    for key in ("call_next", "walk_in", "receive", "finish", "capture", "read_card"):
        assert key not in bench.state.enabled
        assert dict(bench.state.refused)[key].code == "duty.nobody"
    bench.press("call_next")
    assert bench.bars() == ["duty.nobody"]
    assert {"search", "help", "devices", "sync"} <= bench.state.enabled


def test_a_card_opens_the_desk_for_its_holder(bench: DutyBench) -> None:
    state = bench.lay_card("1002")
    assert state.header.clerk_name == "王强"
    assert not state.nobody
    assert {"walk_in", "leave_duty"} <= state.enabled
    assert bench.bars() == ["duty.begun_by_card"]
    assert bench.stays() == [("1002", "card")]


def test_what_is_received_is_booked_for_who_laid_the_card(bench: DutyBench) -> None:
    bench.lay_card("1002")
    serve(bench)
    bench.press("receive")
    with bench.backstage.store.read() as conn:
        assert conn.execute(select(cases.c.actor)).scalar_one() == "1002"


def test_another_card_changes_the_clerk_between_two_visits_only(bench: DutyBench) -> None:
    bench.lay_card("1002")
    bench.press("walk_in")
    assert bench.lay_card("1001").header.clerk_name == "王强"
    assert "duty.visit_open" in bench.bars()
    leave(bench)
    assert bench.lay_card("1001").header.clerk_name == "李静"
    assert bench.stays() == [("1002", "card"), ("1001", "card")]


def test_a_called_citizen_keeps_the_clerk(bench: DutyBench) -> None:
    bench.lay_card("1002")
    bench.queue.take_number()
    bench.press("call_next")
    assert bench.lay_card("1001").header.clerk_name == "王强"
    assert "duty.ticket_called" in bench.bars()


def test_the_own_card_once_more_changes_nothing_even_in_a_visit(bench: DutyBench) -> None:
    bench.lay_card("1002")
    bench.press("walk_in")
    bench.lay_card("1002")
    assert bench.state.ticket.phase == "serving"
    assert "duty.already" in bench.bars()
    assert bench.stays() == [("1002", "card")]


def test_a_rating_is_of_who_served_also_after_the_clerk_has_changed(bench: DutyBench) -> None:
    bench.lay_card("1002")
    serve(bench)
    bench.press("receive")
    bench.press("finish")
    bench.lay_card("1001")
    assert bench.evaluation.clerk_name == "王强"
    bench.desk.rating.evaluate(4)
    with bench.backstage.store.read() as conn:
        assert conn.execute(select(evaluations.c.actor)).scalar_one() == "1002"
    assert bench.state.header.clerk_name == "李静"


def test_the_day_of_the_new_clerk_is_her_own(bench: DutyBench) -> None:
    bench.lay_card("1002")
    serve(bench)
    bench.press("receive")
    bench.press("finish")
    assert bench.state.queue.served_today == 1
    assert bench.lay_card("1001").queue.served_today == 0
    assert bench.lay_card("1002").queue.served_today == 1


@pytest.mark.parametrize(
    ("digest", "demo", "code"),
    [("0" * 32, True, "duty.card_unknown"), (card("1001"), False, "duty.begun_by_card")],
)
def test_a_card_that_is_on_no_roster_lets_nobody_in(
    bench: DutyBench, digest: str, demo: bool, code: str
) -> None:
    bench.show_card(digest, demo=demo)
    assert bench.bars() == [code]
    assert bool(bench.state.nobody) is (code == "duty.card_unknown")


def test_a_window_that_does_real_work_takes_no_demo_card(bench: DutyBench) -> None:
    services = bench.desk.session.services
    bench.desk.session.update(services=replace(services, demo_cards=False))
    assert bench.lay_card("1001", demo=True).nobody
    assert bench.bars() == ["duty.demo_refused"]
    assert bench.lay_card("1001", demo=False).header.clerk_name == "李静"


def test_with_nobody_on_duty_the_search_list_offers_everybody(bench: DutyBench) -> None:
    assert bench.offered("") == list(CLERKS.values())
    assert bench.offered("1002") == ["王强"]
    assert bench.offered("赵") == ["赵敏"]
    bench.desk.finder.set_query("养老")
    assert not bench.state.search.hits, "nothing can be taken in"
    assert bench.state.search.nothing.code == "search.no_clerk"
    bench.desk.choose(SearchHit("clerk", "1003", "赵敏"))
    assert bench.state.header.clerk_name == "赵敏"
    assert bench.stays() == [("1003", "name")]
    assert bench.offered("") == []
    assert bench.offered("10") == ["李静", "王强"]


def test_who_is_meant_exactly_comes_first(bench: DutyBench) -> None:
    publish(bench.folder, 2, {"1001": "王小静", "10": "李静", "1002": "小静"})
    bench.desk.duty.begin()
    assert bench.offered("10") == ["李静", "王小静", "小静"]
    assert bench.offered("小静") == ["小静", "王小静"]


@pytest.mark.parametrize("typed", ["lj", "LJ", "lij", "lijing", "j"])
def test_a_clerk_is_found_by_the_initials_and_the_pinyin_of_the_name(bench: DutyBench, typed: str) -> None:
    assert bench.offered(typed)[0] == "李静"


def test_a_command_is_meant_before_another_clerk_who_is_spelt_alike(bench: DutyBench) -> None:
    publish(bench.folder, 2, {"1001": "李静", "1002": "刘刚"})
    bench.desk.duty.begin()
    assert bench.offered("lg") == ["刘刚"]
    bench.desk.duty.pick("1001")
    assert bench.offered("lg") == ["刘刚"]
    assert [hit.group for hit in bench.state.search.hits][-2:] == ["command", "clerk"], "离岗 comes first"


def test_a_window_without_roster_says_so(bench: DutyBench) -> None:
    publish(bench.folder, 2, {})
    bench.desk.duty.begin()
    assert bench.state.nobody == bench.state.search.nothing
    bench.press("call_next")
    assert bench.bars() == ["duty.no_roster"]


def test_a_name_that_has_left_the_roster_is_refused(bench: DutyBench) -> None:
    publish(bench.folder, 2, {"1001": "李静"})
    bench.desk.choose(SearchHit("clerk", "1003", "赵敏"))
    assert bench.bars() == ["duty.clerk_unknown"]
    assert bench.state.nobody


def test_who_leaves_gives_back_what_the_window_held(bench: DutyBench) -> None:
    bench.lay_card("1002")
    assert bench.press("leave_duty").nobody
    assert bench.queue.left
    assert bench.bars() == ["duty.ended"]
    assert "leave_duty" not in bench.state.enabled


def test_nobody_leaves_in_the_middle_of_a_visit(bench: DutyBench) -> None:
    bench.lay_card("1002")
    bench.press("walk_in")
    assert not bench.press("leave_duty").nobody
    assert "duty.visit_open" in bench.bars()
    bench.clock.advance(timedelta(seconds=9))
    bench.desk.tick()
    assert "duty.visit_open" not in bench.bars()


def test_the_usual_clerk_is_there_without_signing_in(tmp_path: Path) -> None:
    bench = DutyBench(tmp_path, usual="demo")
    assert bench.state.header.clerk_name == "示例"
    assert "leave_duty" not in bench.state.enabled
    bench.lay_card("1002")
    assert bench.press("leave_duty").header.clerk_name == "示例"
    assert not bench.queue.left, "the window is not left alone"
    bench.close()


def test_after_a_kill_the_visit_goes_on_with_who_was_there(bench: DutyBench) -> None:
    bench.lay_card("1002")
    serve(bench)
    bench.desk.tick()
    bench.kill()
    bench.open()
    assert bench.state.header.clerk_name == "王强"
    assert bench.state.ticket.phase == "serving"
    bench.press("receive")
    with bench.backstage.store.read() as conn:
        assert conn.execute(select(cases.c.actor)).scalar_one() == "1002"


def test_a_visit_that_lay_there_over_night_is_seen_and_taken_up_by_who_comes(bench: DutyBench) -> None:
    bench.lay_card("1002")
    serve(bench)
    bench.desk.tick()
    bench.kill()
    bench.clock.advance(timedelta(days=1))
    bench.open()
    assert bench.state.nobody
    assert bench.bars() == ["duty.visit_waits"], "not that it is shown again"
    assert bench.state.ticket.phase == "closed"
    assert bench.state.person == PersonState()
    assert bench.state.item is None
    assert "receive" not in bench.state.enabled
    bench.lay_card("1001")
    assert bench.state.header.clerk_name == "李静"
    assert bench.state.person.name
    bench.press("receive")
    with bench.backstage.store.read() as conn:
        assert conn.execute(select(cases.c.actor)).scalar_one() == "1001"


def test_a_code_goes_into_no_visit_that_nobody_sees(bench: DutyBench) -> None:
    bench.lay_card("1002")
    bench.press("walk_in")
    bench.kill()
    bench.clock.advance(timedelta(days=1))
    bench.open()
    bench.desk.scans.connect(ScanOutlets(lambda _: None, "https://example.org/{case_no}"))
    scanned = CodeScanned(Scan("31999919780315901X"), False, bench.clock.now())
    bench.desk.news.handlers[CodeScanned](scanned)
    assert "duty.nobody" in bench.bars()
    assert bench.applicant() == ""
    bench.lay_card("1001")
    bench.desk.news.handlers[CodeScanned](scanned)
    assert bench.applicant() == scanned.scan.text


def test_who_forgot_to_leave_is_gone_the_next_morning_but_not_in_the_middle_of_a_visit(
    bench: DutyBench,
) -> None:
    bench.lay_card("1002")
    bench.press("walk_in")
    bench.clock.advance(timedelta(days=1))
    bench.desk.tick()
    assert bench.state.header.clerk_name == "王强"
    leave(bench)
    bench.desk.tick()
    assert bench.state.nobody
    assert "duty.over" in bench.bars()


def test_of_two_cards_in_a_row_the_later_one_counts(bench: DutyBench) -> None:
    store = bench.desk.session.runner = HeldLane("store")
    bench.lay_card("1002")
    bench.lay_card("1001")
    store.go_on()
    assert bench.state.header.clerk_name == "李静"
    assert bench.stays() == [("1002", "card"), ("1001", "card")]


def test_nobody_is_called_for_who_is_just_leaving(bench: DutyBench) -> None:
    bench.lay_card("1002")
    bench.queue.take_number()
    store = bench.desk.session.runner = HeldLane("store")
    bench.press("leave_duty")
    bench.press("call_next")
    store.go_on()
    assert bench.state.nobody
    assert bench.desk.session.model.ticket is None


def test_the_end_of_a_visit_is_told_for_who_served_though_she_has_left_meanwhile(bench: DutyBench) -> None:
    bench.lay_card("1002")
    serve(bench)
    bench.press("receive")
    hub = bench.desk.session.runner = HeldLane("sync")
    bench.press("finish")
    assert bench.press("leave_duty").nobody
    hub.go_on()
    with bench.queue.hub.store.read() as conn:
        ended = select(journal.c.actor).where(journal.c.kind == FINISHED)
        assert conn.execute(ended).scalar_one() == "1002"


def test_a_citizens_card_waits_until_somebody_is_on_duty_who_looks_at_it(bench: DutyBench) -> None:
    bench.lay_card("1002")
    bench.press("walk_in")
    bench.kill()
    bench.clock.advance(timedelta(days=1))
    bench.open()
    lay_down(bench)
    assert "duty.nobody" in bench.bars()
    assert bench.applicant() == ""
    bench.lay_card("1001")
    lay_down(bench)
    assert bench.applicant() != ""


def test_on_a_disk_that_takes_nothing_nobody_comes_and_the_desk_says_why(bench: DutyBench) -> None:
    bench.desk.only_reading(StoreUnavailable("store.read_only"))
    bench.lay_card("1002")
    assert bench.bars() == ["store.read_only", "store.read_only"]
    assert bench.state.nobody
    assert bench.stays() == []


def test_who_could_not_be_written_is_not_on_duty(bench: DutyBench, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object) -> None:
        raise StoreUnavailable("store.disk_full")

    bench.lay_card("1002")
    with monkeypatch.context() as disk:
        disk.setattr(bench.backstage.store, "transact", full)
        bench.lay_card("1001")
        assert bench.bars()[-1] == "store.disk_full"
        assert bench.state.header.clerk_name == "王强"
        assert bench.press("leave_duty").header.clerk_name == "王强"
    assert bench.lay_card("1001").header.clerk_name == "李静"
    assert bench.stays() == [("1002", "card"), ("1001", "card")]
