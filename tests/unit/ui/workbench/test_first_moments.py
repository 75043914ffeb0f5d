"""The first moments of a visit: what comes while it is being opened, a theme of items, second thoughts."""

from __future__ import annotations

import pytest

from tests.support.desk import DeskBench, fill_in, lay_down, serve
from tests.support.immediate import HeldLane
from tests.support.pdf_reading import text_by_pdfium
from ui.workbench.state import SearchHit


def undo_offered(bench: DeskBench) -> str:
    offered = bench.state.queue.undo
    return offered.what.code if offered else ""


@pytest.mark.parametrize("begins", ["start", "walk_in"])
def test_a_card_that_is_laid_down_while_the_visit_is_opened_is_taken(bench: DeskBench, begins: str) -> None:
    if begins == "start":
        bench.queue.take_number()
        bench.press("call_next")
    store = bench.desk.session.runner = HeldLane("store")
    bench.press(begins)
    lay_down(bench)
    store.go_on()
    assert bench.state.ticket.phase == "serving"
    assert bench.state.person.name == "样本甲"
    assert "card.nobody_called" not in bench.bars()


def test_a_theme_brings_all_its_items_and_those_that_are_there_only_once(bench: DeskBench) -> None:
    bench.press("walk_in")
    bench.desk.intake.add_item("IT018")
    bench.desk.finder.set_query("企业开办")
    hit = next(hit for hit in bench.state.search.hits if hit.group == "theme")
    assert (hit.title, hit.code.count("、")) == ("企业开办一件事", 3)
    bench.desk.choose(hit)
    drafts = bench.desk.session.model.visit
    assert drafts is not None
    assert [draft.item_id for draft in drafts.drafts] == ["IT018", "IT019", "IT020", "IT021"]
    assert bench.state.active == 0
    assert bench.state.search.query == ""


def test_a_theme_of_which_one_item_is_received_goes_on_with_the_next(bench: DeskBench) -> None:
    serve(bench, "IT027")
    bench.press("receive")
    bench.desk.choose(SearchHit("theme", "TX", ""))
    assert [tab.mark == "done" for tab in bench.state.tabs] == [True, False, False]
    assert bench.state.active == 1
    bench.desk.intake.select_item(0)
    assert bench.press("finish").active == 1
    assert bench.bars() == ["visit.items_left"]


def test_what_was_received_is_told_while_the_desk_goes_on_with_the_next_item(bench: DeskBench) -> None:
    serve(bench, "IT027")
    bench.desk.choose(SearchHit("theme", "TX", ""))
    fill_in(bench)
    number = bench.press("receive").tabs[0].case_no
    assert bench.state.active == 1
    told = next(bar.text for bar in bench.state.bars if bar.text.code == "visit.one_received")
    assert dict(told.params) == {"item": "职工正常退休(职)申请", "number": number}
    fill_in(bench)
    assert "visit.one_received" not in bench.bars()


def test_without_a_visit_a_theme_is_not_taken(bench: DeskBench) -> None:
    bench.desk.choose(SearchHit("theme", "TX", ""))
    assert bench.bars() == ["visit.none"]


def test_an_item_is_taken_off_by_its_key_and_comes_back(bench: DeskBench) -> None:
    bench.press("walk_in")
    assert bench.press("remove_item").tabs == ()
    bench.desk.intake.add_item("IT040")
    assert bench.press("remove_item").tabs == ()
    assert len(bench.press("undo").tabs) == 1


def test_a_received_item_cannot_be_taken_off(bench: DeskBench) -> None:
    serve(bench)
    bench.press("receive")
    assert len(bench.press("remove_item").tabs) == 1


def test_a_visit_in_which_nothing_was_done_ends_at_the_second_press(bench: DeskBench) -> None:
    bench.queue.take_number()
    bench.press("call_next")
    bench.press("start")
    assert bench.press("finish").ticket.phase == "serving"
    assert bench.bars() == ["visit.nothing_done"]
    bench.desk.intake.add_item("IT040")
    assert bench.press("remove_item").tabs == ()
    assert bench.press("finish").ticket.phase == "serving"
    assert bench.press("finish").ticket.phase == "finished"


def test_the_second_card_of_an_organisations_agent_is_an_agents_too(bench: DeskBench) -> None:
    bench.press("walk_in")
    bench.desk.intake.add_item("IT018")
    bench.desk.intake.set_agent(True)
    for name in ("样本甲", "样本乙"):
        assert bench.state.card_for_agent
        lay_down(bench, name)
        assert bench.state.person.agent == name
    visit = bench.desk.session.model.visit
    assert visit is not None
    assert not visit.applicant.known


def test_who_laid_down_one_card_and_then_says_for_an_organisation_is_its_agent(bench: DeskBench) -> None:
    bench.press("walk_in")
    lay_down(bench)
    bench.desk.intake.add_item("IT018")
    bench.desk.intake.set_agent(True)
    assert (bench.state.person.agent, bench.state.person.name) == ("样本甲", "")
    assert bench.state.person.sent
    assert undo_offered(bench) == "visit.card_is_now"
    bench.press("undo")
    assert (bench.state.person.agent, bench.state.person.name) == ("姓名未填", "样本甲")
    bench.desk.intake.set_field("organisation.name", "示例科技有限公司")
    assert bench.state.person.name == "样本甲"


def test_the_card_of_who_is_no_agent_after_all_is_the_applicants_again(bench: DeskBench) -> None:
    bench.press("walk_in")
    lay_down(bench)
    bench.desk.intake.add_item("IT018")
    bench.desk.intake.set_agent(True)
    bench.desk.intake.set_agent(False)
    assert (bench.state.person.agent, bench.state.person.name) == ("", "样本甲")


def test_the_card_of_a_person_who_sends_somebody_stays_the_applicants(bench: DeskBench) -> None:
    bench.press("walk_in")
    lay_down(bench)
    bench.desk.intake.add_item("IT040")
    bench.desk.intake.set_agent(True)
    assert (bench.state.person.agent, bench.state.person.name) == ("姓名未填", "样本甲")
    bench.desk.intake.add_item("IT018")
    assert bench.state.person.name == "样本甲"


def test_a_company_that_is_being_founded_gets_its_receipt_without_a_code(bench: DeskBench) -> None:
    bench.press("walk_in")
    lay_down(bench)
    bench.desk.intake.add_item("IT018")
    bench.desk.intake.set_field("organisation.name", "示例科技有限公司")
    bench.desk.intake.set_field("organisation.legal_person", "样本甲")
    fill_in(bench)
    bench.press("receive")
    paper = bench.press("documents").document
    assert paper is not None
    assert "登记后赋码" in text_by_pdfium(paper.pdf)


def test_the_way_of_delivery_is_chosen_once_for_the_items_of_a_theme(bench: DeskBench) -> None:
    bench.press("walk_in")
    bench.desk.choose(SearchHit("theme", "TX", ""))
    bench.desk.intake.set_field("delivery.method", "post")
    for item in (1, 2):
        bench.desk.intake.select_item(item)
        visit = bench.desk.session.model.visit
        assert visit is not None
        assert visit.drafts[item].delivery == "post"
