"""What the desk tells a clerk who does not know it yet: reasons, numbers that hold, what can be done next."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from app.peripherals.events import DeviceHealth, DeviceState
from app.sync.model import HubReachable, SyncStatus
from app.tickets.model import TicketState
from tests.support.desk import DeskBench, fill_in, lay_down, leave, serve

ITEM = "IT040"


def cautioned(bench: DeskBench) -> list[str]:
    assert bench.state.item is not None
    return [each.code for each in bench.state.item.warnings]


def test_how_much_is_missing_is_not_said_any_longer_than_it_holds(bench: DeskBench) -> None:
    bench.press("walk_in")
    bench.desk.intake.add_item(ITEM)
    bench.press("receive")
    bench.press("finish")
    assert bench.bars() == ["case.has_gaps", "visit.items_left"]
    bench.desk.intake.set_field("applicant.phone", "19900001000")
    assert bench.bars() == []


def test_a_refused_key_says_why_for_a_moment(bench: DeskBench) -> None:
    bench.queue.take_number()
    bench.press("walk_in")
    assert bench.press("call_next").ticket.walk_in
    assert bench.bars() == ["queue.visit_open"]
    bench.press("search")
    assert bench.bars() == []
    bench.press("receive")
    assert bench.bars() == ["visit.no_item"]
    bench.clock.advance(timedelta(seconds=8))
    bench.desk.tick()
    assert bench.bars() == []


def test_who_was_called_is_not_to_be_called_before_the_work_begins(bench: DeskBench) -> None:
    bench.press("finish")
    assert bench.bars() == ["visit.none"]
    number = bench.queue.take_number().number
    bench.press("call_next")
    bench.press("finish")
    assert bench.bars() == ["visit.not_begun"]
    assert dict(bench.state.bars[0].text.params) == {"number": number}


def test_a_state_that_a_material_may_not_take_is_refused_with_a_reason(bench: DeskBench) -> None:
    bench.press("walk_in")
    bench.desk.intake.add_item("IT015")
    assert bench.state.item is not None
    form = next(each for each in bench.state.item.materials if 3 not in each.allowed)
    bench.desk.intake.set_material(form.code, 3)
    assert bench.bars() == ["material.state_not_allowed"]
    bench.desk.intake.set_material(form.code, 1)
    assert bench.bars() == []


def test_a_repeat_and_a_minor_without_a_guardian_are_cautions(bench: DeskBench) -> None:
    serve(bench)
    bench.press("receive")
    leave(bench)
    bench.press("walk_in")
    lay_down(bench)
    bench.desk.intake.add_item(ITEM)
    assert cautioned(bench) == ["case.duplicate_open"]
    bench.press("remove_item")
    lay_down(bench, "测试辛")
    bench.desk.intake.add_item(ITEM)
    assert cautioned(bench) == ["person.minor"]
    bench.desk.intake.set_agent(True)
    assert cautioned(bench) == []


def test_a_called_ticket_that_the_lobby_manager_took_back_is_let_go(bench: DeskBench) -> None:
    bench.queue.take_number()
    older = bench.queue.hub.board(bench.queue.hall_id)
    bench.press("call_next")
    bench.desk.tickets.follow(older)
    called = bench.desk.session.model.ticket
    assert called is not None
    back = replace(called, state=TicketState.WAITING, window="", version=called.version + 1)
    bench.desk.tickets.follow(replace(older, waiting=(back,)))
    assert bench.state.ticket.phase == "idle"
    assert bench.bars() == ["queue.taken_back"]
    assert bench.press("call_next").ticket.number == called.number


def test_a_received_case_takes_no_more_material_states(bench: DeskBench) -> None:
    serve(bench)
    state = bench.press("receive").item
    assert state is not None
    bench.desk.intake.set_material(state.materials[0].code, 0)
    assert "visit.case_received" in bench.bars()
    assert bench.state.item == state


def test_without_a_reader_the_clerk_is_told_to_type(bench: DeskBench) -> None:
    gone = DeviceHealth("idcard", DeviceState.ABSENT, "device.unplugged")
    for health, reader in ((DeviceHealth("idcard", DeviceState.READY), True), (gone, False)):
        bench.desk.news.handlers[DeviceHealth](health)
        bench.press("walk_in")
        assert bench.state.person.reader is reader
    bench.press("read_card")
    assert bench.bars() == ["card.no_reader"]


def test_queue_and_chip_lose_the_hub_together(bench: DeskBench) -> None:
    bench.desk.news.handlers[SyncStatus](SyncStatus(online=True, last_success=bench.clock.now()))
    bench.desk.news.handlers[HubReachable](HubReachable(True))
    assert bench.state.header.sync.code == "sync.synced"
    bench.desk.news.handlers[HubReachable](HubReachable(False))
    assert bench.state.header.sync.code == "sync.offline"


def test_a_machine_that_the_hub_shuts_out_says_so_and_goes_on(bench: DeskBench) -> None:
    synced = bench.desk.news.handlers[SyncStatus]
    synced(SyncStatus(online=True, pending=2, problem="auth.revoked"))
    assert bench.bars() == ["auth.revoked"]
    assert bench.state.header.sync_tone == "bad"
    assert bench.press("walk_in").ticket.phase == "serving"
    synced(SyncStatus(online=True))
    assert "auth.revoked" not in bench.bars()


def test_no_case_is_received_behind_an_open_document(bench: DeskBench) -> None:
    serve(bench)
    bench.desk.intake.add_item("IT060")
    bench.desk.intake.select_item(0)
    bench.press("receive")
    bench.desk.intake.select_item(1)
    fill_in(bench)
    bench.press("documents")
    assert bench.press("receive").tabs[1].mark == "working"
    assert bench.bars() == ["document.in_front"]
    bench.press("back")
    assert bench.press("receive").tabs[1].mark == "done"


def test_the_record_tells_of_papers_and_why_one_was_printed_again(bench: DeskBench) -> None:
    serve(bench)
    bench.press("receive")
    bench.press("documents")
    bench.desk.paper.print("", "卡纸")
    lines = [line.text for line in bench.state.records]
    assert [line.code for line in lines[:2]] == ["record.document.reprinted", "record.document.issued"]
    assert dict(lines[0].params)["reason"] == "卡纸"


def test_the_search_offers_what_can_be_done_and_what_the_ticket_is_for(bench: DeskBench) -> None:
    bench.queue.take_number("SHSW")
    offered = [hit.id for hit in bench.state.search.hits]
    assert "walk_in" in offered
    assert "finish" not in offered
    bench.press("call_next")
    bench.press("start")
    items = [hit.id for hit in bench.state.search.hits if hit.group == "item"]
    catalogue = bench.desk.session.services.catalogue
    assert {catalogue.items[item].zone for item in items} == {"SHSW"}
    assert "call_next" not in [hit.id for hit in bench.state.search.hits]


def test_who_has_come_is_asked_once(bench: DeskBench) -> None:
    bench.press("walk_in")
    bench.desk.intake.add_item("IT001")
    assert bench.state.item is not None
    assert [question.text for question in bench.state.item.questions] == ["申请类型"]
    before = len(bench.state.item.materials)
    bench.desk.intake.set_agent(True)
    assert bench.state.item is not None
    assert len(bench.state.item.materials) == before + 1


def test_undo_leaves_what_was_typed_since(bench: DeskBench) -> None:
    bench.press("walk_in")
    bench.desk.intake.add_item(ITEM)
    assert bench.state.item is not None
    question = bench.state.item.questions[0]
    bench.desk.intake.answer(question.text, question.answers[0])
    bench.desk.intake.set_field("applicant.phone", "19900001000")
    lay_down(bench)
    bench.press("undo")
    assert bench.state.item is not None
    assert bench.state.item.questions[0].chosen == ""
    fields = {field.key: field.value for field in bench.state.item.fields}
    assert fields["applicant.phone"] == "19900001000"
    assert bench.state.person.name == "样本甲"


def test_a_received_case_is_found_by_its_number_and_by_its_applicants(bench: DeskBench) -> None:
    serve(bench)
    case_no = bench.press("receive").tabs[0].case_no
    visit = bench.desk.session.model.visit
    assert visit is not None
    for sought, found in (
        (case_no[-6:], True),
        (visit.applicant.number.lower(), True),
        ("0000000000", False),
    ):
        bench.desk.finder.set_query(sought)
        hits = [hit.code for hit in bench.state.search.hits if hit.group == "case"]
        assert hits == [case_no] * found


def test_a_command_is_found_by_its_initials(bench: DeskBench) -> None:
    bench.queue.take_number()
    bench.press("call_next")
    bench.desk.finder.set_query("gh")
    assert [hit.id for hit in bench.state.search.hits if hit.group == "command"] == ["miss"]


def test_every_command_is_read_as_it_is_written() -> None:
    from app.catalogue.readings import variants
    from app.catalogue.spelling import spell
    from ui.workbench.finder import _COMMANDS, _SPOKEN

    for key in _COMMANDS:
        assert tuple(_SPOKEN[key.id].split()) in variants(spell(key.text))
