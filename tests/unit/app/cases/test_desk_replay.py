"""Whatever the clerk does in whatever order: the journal is whole and the state follows from it."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from msgspec.structs import replace
from sqlalchemy import select

from app.cases.form import set_field
from app.cases.model import cases
from app.cases.rules import gaps
from app.cases.visit import Visit, add_item, remove_item, set_agent, with_person
from app.core.clock import business_day
from app.core.errors import RuleViolation
from app.core.ids import new_id
from app.evaluations.model import Channel, Level, Served
from app.journal.read import all_events
from app.journal.verify import rebuild, verify
from app.people.model import PersonSource, Role
from tests.support.counter import (
    CLERK,
    HOLDER,
    OTHER,
    PROJECTED,
    PROJECTIONS,
    after,
    counter,
    empty_visit,
    filled,
    item,
)

CARDS = {Role.APPLICANT: HOLDER, Role.AGENT: replace(OTHER, source=PersonSource.CARD)}
ITEMS = st.sampled_from(["IT001", "IT027", "IT028", "IT042"])


class Desk(RuleBasedStateMachine):
    """A clerk at work. ``known``: what each receipt answered, which nothing may change afterwards."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.counter = counter(Path(self.folder.name))
        self.visit: Visit | None = None
        self.known: dict[str, str] = {}

    def teardown(self) -> None:
        """The journal is whole, and explains the state."""
        with self.counter.store.read() as conn:
            assert verify(conn).intact
            assert rebuild(conn, all_events(conn), PROJECTIONS, PROJECTED) == ()
        self.counter.store.close()
        self.folder.cleanup()

    @precondition(lambda self: self.visit is None)
    @rule()
    def open(self) -> None:
        self.visit = replace(empty_visit(), opened_at=self.counter.clock.now())
        self.counter.desk.open_visit(CLERK, self.visit)

    @precondition(lambda self: self.visit is not None)
    @rule(item_id=ITEMS, complete=st.booleans())
    def add(self, item_id: str, complete: bool) -> None:
        assert self.visit is not None
        self.visit = add_item(self.visit, item(item_id), new_id())
        self.visit = filled(self.visit) if complete else self.visit
        assert self.counter.desk.save_draft(self.visit)

    @precondition(lambda self: self.visit is not None)
    @rule(role=st.sampled_from([Role.APPLICANT, Role.AGENT]))
    def verify_person(self, role: Role) -> None:
        assert self.visit is not None
        self.visit = with_person(self.visit, role, CARDS[role])
        self.counter.desk.verify_person(CLERK, self.visit, role)

    @precondition(lambda self: self.visit is not None)
    @rule(by_agent=st.booleans(), phone=st.sampled_from(["", "19900001000"]))
    def type_something(self, by_agent: bool, phone: str) -> None:
        assert self.visit is not None
        self.visit = set_field(set_agent(self.visit, by_agent), "applicant.phone", phone)

    @precondition(lambda self: self.visit is not None and self.visit.drafts)
    @rule(data=st.data())
    def receive(self, data: st.DataObject) -> None:
        assert self.visit is not None
        draft = data.draw(st.sampled_from(self.visit.drafts))
        kind = item(draft.item_id)
        if gaps(self.visit, draft, kind, business_day(self.counter.clock.now())):
            with pytest.raises(RuleViolation):
                self.counter.desk.receive(CLERK, self.visit, draft.case_id)
            return
        received = self.counter.desk.receive(CLERK, self.visit, draft.case_id)
        assert self.known.setdefault(draft.case_id, received.case_no) == received.case_no
        self.visit = after(self.visit, received)

    @precondition(lambda self: self.visit is not None and any(not d.received for d in self.visit.drafts))
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        assert self.visit is not None
        draft = data.draw(st.sampled_from([each for each in self.visit.drafts if not each.received]))
        self.visit = remove_item(self.visit, draft.case_id)
        assert self.counter.desk.save_draft(self.visit)

    @precondition(lambda self: self.visit is not None)
    @rule(level=st.none() | st.sampled_from(Level))
    def evaluate(self, level: Level | None) -> None:
        assert self.visit is not None
        received = tuple(draft.case_id for draft in self.visit.drafts if draft.received)
        served = Served(self.visit.visit_id, self.visit.ticket_id, received)
        if level is None:
            self.counter.evaluations.decline(CLERK, served)
        else:
            self.counter.evaluations.give(CLERK, served, level, Channel.COUNTER)

    @precondition(lambda self: self.visit is not None)
    @rule()
    def finish(self) -> None:
        assert self.visit is not None
        self.counter.desk.finish_visit(CLERK, self.visit)
        self.visit = None

    @rule(hours=st.integers(1, 30))
    def wait(self, hours: int) -> None:
        self.counter.clock.advance(timedelta(hours=hours))

    @rule()
    def restart(self) -> None:
        """End the program and start it again: what was saved or received lies on the desk."""
        now = self.counter.clock.now()
        if self.visit is not None:
            assert self.counter.desk.save_draft(self.visit)
        self.counter.store.close()
        self.counter = counter(Path(self.folder.name))
        self.counter.clock.advance(now - self.counter.clock.now())
        assert self.counter.desk.restore() == self.visit

    @invariant()
    def every_case_keeps_its_number(self) -> None:
        with self.counter.store.read() as conn:
            stored = {row.case_id: row.case_no for row in conn.execute(select(cases))}
        assert stored == self.known
        assert len(set(stored.values())) == len(stored)


Desk.TestCase.settings = settings(max_examples=25, stateful_step_count=20)
TestDesk = Desk.TestCase
