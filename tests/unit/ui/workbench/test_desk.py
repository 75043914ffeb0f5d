"""A clerk's visit through the intents of the desk, on a real store."""

from __future__ import annotations

from datetime import timedelta

from app.journal.read import all_events
from app.journal.verify import rebuild, verify
from app.main.features import PROJECTED, PROJECTIONS
from app.peripherals.events import DeviceHealth, DeviceState
from app.tickets.model import Priority
from tests.support.desk import DeskBench, fill_in, lay_down, leave, serve

ITEM = "IT040"


def follow_the_hall(bench: DeskBench) -> None:
    """What the live feed brings after a while."""
    bench.desk.tickets.follow(bench.queue.hub.board(bench.queue.hall_id))


def asked(bench: DeskBench) -> str:
    """What the citizen's screen shows now."""
    return bench.evaluation.phase


def test_a_whole_visit(bench: DeskBench) -> None:
    serve(bench)
    assert bench.state.ticket.number == "A001"
    assert bench.state.ticket.phase == "serving"
    state = bench.press("receive")
    (tab,) = state.tabs
    assert tab.mark == "done"
    assert tab.case_no.startswith("319999-20260706-01")
    state = bench.press("finish")
    assert state.ticket.phase == "finished"
    assert asked(bench) == "asking"
    bench.desk.rating.evaluate(5)
    assert bench.state.evaluation == "given"
    assert asked(bench) == "thanks"
    with bench.backstage.store.read() as conn:
        kinds = [event.kind for event in all_events(conn)]
        assert verify(conn).intact
        assert rebuild(conn, all_events(conn), PROJECTIONS, PROJECTED) == ()
    assert kinds == [
        "visit.opened",
        "visit.person_verified",
        "case.received",
        "document.issued",
        "visit.finished",
        "evaluation.given",
    ]


def test_the_clerk_never_sees_the_grade(bench: DeskBench) -> None:
    serve(bench)
    bench.press("receive")
    bench.press("finish")
    bench.desk.rating.evaluate(1)
    shown = repr(bench.state)
    assert bench.state.evaluation == "given"
    assert "不满意" not in shown
    assert "stars" not in shown


def test_a_second_press_calls_no_second_citizen(bench: DeskBench) -> None:
    bench.queue.take_number()
    bench.queue.take_number()
    bench.press("call_next")
    state = bench.press("call_next")
    assert state.ticket.number == "A001"
    assert "call_next" not in state.enabled


def test_a_call_under_way_is_said(bench: DeskBench) -> None:
    bench.queue.take_number()
    assert bench.desk.session.begin("call_next")
    assert bench.state.queue.calling
    assert bench.press("call_next").ticket.phase == "idle"


def test_a_missed_ticket_comes_back_first(bench: DeskBench) -> None:
    for _ in range(3):
        bench.queue.take_number()
    bench.press("call_next")
    state = bench.press("miss")
    assert state.ticket.phase == "idle"
    assert state.queue.undo is not None
    bench.press("undo")
    assert bench.press("call_next").ticket.number == "A001"


def test_the_offer_to_take_a_miss_back_ends_after_eight_seconds(bench: DeskBench) -> None:
    bench.queue.take_number()
    bench.press("call_next")
    bench.press("miss")
    bench.clock.advance(timedelta(seconds=9))
    bench.desk.tick()
    assert bench.state.queue.undo is None
    assert "undo" not in bench.state.enabled


def test_who_missed_the_call_and_comes_later_is_put_back_to_the_front(bench: DeskBench) -> None:
    for _ in range(2):
        bench.queue.take_number()
    follow_the_hall(bench)
    bench.press("call_next")
    bench.press("miss")
    bench.clock.advance(timedelta(minutes=5))
    follow_the_hall(bench)
    (row,) = bench.state.queue.missed
    bench.desk.tickets.restore(row.ticket_id)
    follow_the_hall(bench)
    assert bench.state.queue.missed == ()
    assert bench.state.queue.waiting[0].number == "A001"


def test_after_a_restart_the_visit_has_its_ticket_again(bench: DeskBench) -> None:
    bench.queue.take_number()
    bench.press("call_next")
    bench.press("start")
    before = bench.state.ticket
    bench.kill()
    bench.open()
    follow_the_hall(bench)
    assert (bench.state.ticket.service, bench.state.ticket.issued_at) == (before.service, before.issued_at)


def test_priority_is_called_first_and_the_clerk_sees_why(bench: DeskBench) -> None:
    bench.queue.take_number()
    bench.queue.take_number(priority=Priority.SPECIAL)
    state = bench.press("call_next")
    assert state.ticket.number == "A002"
    assert len(state.ticket.tags) == 1


def test_without_the_hub_a_visit_is_served_all_the_same(bench: DeskBench) -> None:
    bench.queue.cut = True
    bench.press("call_next")
    assert bench.bars() == ["queue.offline"]
    bench.press("walk_in")
    lay_down(bench)
    bench.desk.intake.add_item(ITEM)
    fill_in(bench)
    state = bench.press("receive")
    assert state.tabs[0].case_no
    assert bench.press("finish").ticket.phase == "finished"


def test_the_finished_ticket_is_given_back_before_the_next_call(bench: DeskBench) -> None:
    bench.queue.take_number()
    bench.queue.take_number()
    bench.press("call_next")
    bench.press("start")
    leave(bench)
    assert bench.press("call_next").ticket.number == "A002"


def test_receiving_with_gaps_goes_to_the_first_gap(bench: DeskBench) -> None:
    bench.press("walk_in")
    bench.desk.intake.add_item(ITEM)
    state = bench.press("receive")
    assert state.tabs[0].mark == "gap"
    assert "case.has_gaps" in bench.bars()
    assert state.item is not None
    assert (state.focus.place, state.focus.key) == (state.item.gaps[0].place, state.item.gaps[0].key)


def test_a_second_item_begins_at_its_own_first_gap(bench: DeskBench) -> None:
    bench.press("walk_in")
    for item in (ITEM, "IT060"):
        bench.desk.intake.add_item(item)
        assert bench.state.item is not None
        first = bench.state.item.gaps[0]
        assert (bench.state.focus.place, bench.state.focus.key) == (first.place, first.key)


def test_the_card_fills_every_item_of_the_visit(bench: DeskBench) -> None:
    bench.press("walk_in")
    bench.desk.intake.add_item(ITEM)
    bench.desk.intake.add_item("IT060")
    lay_down(bench)
    for index in (0, 1):
        bench.desk.intake.select_item(index)
        assert bench.state.item is not None
        names = {field.key: field for field in bench.state.item.fields}
        assert names["applicant.name"].value == "样本甲"
        assert names["applicant.name"].readonly
        assert "*" in names["applicant.number"].value


def test_after_a_restart_a_received_item_shows_its_day_as_before(bench: DeskBench) -> None:
    serve(bench)
    bench.press("receive")
    assert bench.state.item is not None
    before = bench.state.item.due
    assert before is not None
    assert before.code == "case.due"
    bench.kill()
    bench.open()
    assert bench.state.item is not None
    assert bench.state.item.due == before


def test_typed_text_survives_a_kill(bench: DeskBench) -> None:
    bench.press("walk_in")
    bench.desk.intake.add_item(ITEM)
    bench.desk.intake.set_field("applicant.phone", "19900001000")
    bench.desk.tick()
    bench.kill()
    bench.open()
    assert "visit.restored" in bench.bars()
    assert bench.state.item is not None
    gap = bench.state.item.gaps[0]
    assert (bench.state.focus.place, bench.state.focus.key) == (gap.place, gap.key)
    fields = {field.key: field.value for field in bench.state.item.fields}
    assert fields["applicant.phone"] == "19900001000"


def test_undo_takes_a_material_back(bench: DeskBench) -> None:
    bench.press("walk_in")
    bench.desk.intake.add_item(ITEM)
    assert bench.state.item is not None
    code = next(row.code for row in bench.state.item.materials if row.state == 0)
    bench.desk.intake.set_material(code, 1)
    bench.press("undo")
    assert next(row.state for row in bench.state.item.materials if row.code == code) == 0


def test_a_visit_with_items_left_is_not_finished_by_accident(bench: DeskBench) -> None:
    bench.press("walk_in")
    bench.desk.intake.add_item(ITEM)
    state = bench.press("finish")
    assert state.ticket.phase == "serving"
    assert "visit.items_left" in bench.bars()


def test_a_demo_card_is_refused_in_production(bench: DeskBench) -> None:
    from msgspec.structs import replace

    bench.desk.session.update(services=replace(bench.desk.session.services, demo_cards=False))
    bench.press("walk_in")
    lay_down(bench)
    assert bench.state.person.name == ""
    assert "card.demo_refused" in bench.bars()


def test_another_persons_card_does_not_replace_the_applicant_of_a_received_case(bench: DeskBench) -> None:
    serve(bench)
    bench.press("receive")
    lay_down(bench, "样本乙")
    assert bench.state.person.name == "样本甲"
    assert "visit.other_person" in bench.bars()


def test_the_question_goes_unanswered_after_a_minute_and_counts_as_nothing(bench: DeskBench) -> None:
    serve(bench)
    bench.press("receive")
    bench.press("finish")
    bench.clock.advance(timedelta(seconds=61))
    bench.desk.tick()
    assert bench.state.evaluation == "declined"
    with bench.backstage.store.read() as conn:
        assert [e.kind for e in all_events(conn)][-1] == "evaluation.declined"


def test_keys_name_only_what_works(bench: DeskBench) -> None:
    assert "receive" not in bench.state.enabled
    assert dict(bench.state.refused)["receive"].code == "visit.none"
    bench.bus.publish(DeviceHealth("idcard", DeviceState.ABSENT, "device.unplugged"))
    bench.desk.news.handlers[DeviceHealth](DeviceHealth("idcard", DeviceState.ABSENT, "device.unplugged"))
    assert "read_card" not in bench.state.enabled
    bench.desk.news.handlers[DeviceHealth](DeviceHealth("idcard", DeviceState.READY))
    assert "read_card" in bench.state.enabled


def test_another_persons_card_brings_no_number_along_and_can_be_taken_back(bench: DeskBench) -> None:
    serve(bench)
    lay_down(bench, "样本乙")
    person = bench.state.person
    assert (person.name, person.phone) == ("样本乙", "")
    assert bench.state.queue.undo is not None
    assert bench.state.queue.undo.what.code == "visit.person_replaced"
    state = bench.press("undo")
    assert state.person.name == "样本甲"
    assert state.item is not None
    assert state.item.gaps == ()


def test_after_a_restart_the_agents_card_is_still_the_agents(bench: DeskBench) -> None:
    serve(bench)
    bench.desk.intake.set_agent(True)
    bench.desk.tick()
    bench.kill()
    bench.open()
    assert (bench.state.card_for_agent, bench.state.person.demo) == (True, True)
    for _ in range(2):
        lay_down(bench, "样本乙")
        assert (bench.state.person.name, bench.state.person.agent) == ("样本甲", "样本乙")


def test_who_comes_for_an_organisation_lays_down_the_agents_card(bench: DeskBench) -> None:
    bench.press("walk_in")
    bench.desk.intake.set_agent(True)
    bench.desk.intake.add_item("IT001")
    lay_down(bench)
    assert bench.state.person.agent == "样本甲"
    assert bench.state.item is not None
    assert "agent.name" not in [gap.key for gap in bench.state.item.gaps]


def test_an_agent_who_comes_for_the_second_item_is_not_told_of_the_first(bench: DeskBench) -> None:
    serve(bench, "IT029")
    bench.press("receive")
    bench.desk.intake.add_item("IT028")
    bench.desk.intake.set_agent(True)
    bench.desk.intake.set_field("applicant.phone", "19900002000")
    assert bench.state.by_agent
    bench.desk.tick()
    bench.kill()
    bench.open()
    item = bench.press("item_1").item
    assert item is not None
    fields = {field.key: field.value for field in item.fields}
    assert (bench.state.by_agent, fields["applicant.phone"], "agent.name" in fields) == (
        False,
        "19900001000",
        False,
    )


def test_what_was_typed_right_before_the_receipt_is_there_after_a_power_cut(bench: DeskBench) -> None:
    serve(bench)
    bench.press("receive")
    bench.kill()
    bench.open()
    assert bench.state.item is not None
    assert "19900001000" in [field.value for field in bench.state.item.fields]
