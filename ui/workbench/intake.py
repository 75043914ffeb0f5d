"""Taking in cases (收件): intents on the visit in work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from app.cases import form, materials, questions, rules
from app.cases import visit as visits
from app.cases.model import Received
from app.cases.visit import Draft, Manner, MaterialState, Visit
from app.catalogue.model import Item
from app.core.clock import business_day
from app.core.errors import RuleViolation
from app.core.ids import new_id
from app.tickets.model import Ticket
from ui.workbench.session import Session, wording
from ui.workbench.state import Wording
from ui.workbench.taking_back import taken_back

UNDO_EDIT_S = 30


class Intake:
    """The clerk's hands on the visit. Every change is on screen at once and on disk within two seconds."""

    def __init__(self, session: Session, receipt: Callable[[Visit, str], None]) -> None:
        self._session = session
        self._receipt = receipt
        self._unsaved = False
        self._when_open: list[Callable[[], None]] = []

    def open(self, ticket: Ticket | None, then: Callable[[], None] | None = None) -> None:
        """Begin a visit, with the ticket that was called or without one; ``then`` goes on with it, also with
        one that is being opened by now."""
        session = self._session
        if session.model.visit is not None:
            return
        if then is not None:
            self._when_open.append(then)
        if not session.begin("start"):
            return
        services, now = session.services, session.clock.now()
        id_and_number = (ticket.id, ticket.number) if ticket else ("", "")
        visit = visits.open_visit(new_id(), now, *id_and_number)

        def opened(_: None) -> None:
            session.unsay()
            session.update(
                visit=visit, undo=None, evaluation="none", saved_at=now, document=None, document_case=""
            )
            session.sync_soon()
            self.refresh_record()
            session.focus("search")
            waiting, self._when_open = self._when_open, []
            for each in waiting:
                each()

        def failed(error: Exception) -> None:
            self._when_open.clear()
            session.fail(error)

        session.run(
            "store",
            lambda: services.cases.open_visit(services.author, visit),
            opened,
            action="start",
            failed=failed,
        )

    def add_item(self, item_id: str) -> None:
        """Take an item (事项) into the visit."""
        visit = self._session.model.visit
        if visit is None:
            return
        item = self._session.services.catalogue.items[item_id]
        if not item.in_use(self._today()):
            self._session.say("case.item_not_in_use", "warn", item=item.name)
            return
        self._session.update(query="")
        self._set(visits.add_item(visit, item, new_id()))
        self.aim_card()
        self.refresh_cautions()
        self.first_gap()

    def add_theme(self, key: str) -> None:
        """Take those items of a theme (一件事) into the visit that are not in it yet, and begin with the
        first."""
        before, wanted = self._session.model.visit, self._session.services.catalogue.themes[key].items
        there = [draft.item_id for draft in before.drafts] if before else []
        for item_id in wanted:
            if item_id not in there:
                self.add_item(item_id)
        visit = self._session.model.visit
        drafts = enumerate(visit.drafts) if visit else ()
        first = next((n for n, draft in drafts if draft.item_id in wanted and not draft.received), None)
        if first is not None:
            self.select_item(first)
            self.first_gap()

    def remove_item(self) -> None:
        """Take the active item off the desk; can be undone."""
        draft = self._active()[1]
        if draft is not None:
            case_id = draft.case_id
            self._edit(lambda visit: visits.remove_item(visit, case_id), wording("visit.item_removed"))

    def select_item(self, index: int) -> None:
        """Work on another item."""
        self._edit(lambda visit: visits.select(visit, index))
        visit, _, item = self._active()
        if visit is not None and item is not None:
            self._edit(lambda visit: visits.delivered_alike(visit, item))
        self._session.update(material_change=None)

    def answer(self, question: str, text: str) -> None:
        """Answer a situation question and show what it changes in the materials; can be undone."""
        visit, draft, item = self._active()
        if visit is None or draft is None or item is None:
            return
        before = materials.lines(visit, draft, item)
        self._edit(
            lambda now: questions.answer(now, item, question, text), wording("visit.answered", answer=text)
        )
        self._show_change(before)

    def set_agent(self, by_agent: bool) -> None:
        """Whether an agent stands at the counter."""
        visit, draft, item = self._active()
        before = materials.lines(visit, draft, item) if visit and draft and item else ()
        self._edit(lambda now: visits.set_agent(now, by_agent))
        self.aim_card()
        self.refresh_cautions()
        self._show_change(before)

    def aim_card(self) -> None:
        """The next card is the agent's where his is the only one that has not been read yet, and always where
        an organisation applies: it has no card."""
        visit, _, item = self._active()
        if visit is not None:
            organisation = item is not None and form.serves_organisation(visit, item)
            lacking = visit.applicant.by_card and not visit.agent.by_card
            self._session.update(card_for_agent=visit.by_agent and (organisation or lacking))

    def set_field(self, key: str, value: str) -> None:
        """Fill in a form field; a choice is given by its code."""
        self._edit(lambda now: form.set_field(now, key, value))
        if key.endswith((".number", ".credit_code")):
            self.refresh_cautions()

    def set_material(self, code: str, state: int) -> None:
        """Say where a material stands; can be undone."""
        item = self._active()[2]
        if item is None:
            return
        name = next((m.name for m in item.materials if m.code == code), code)
        self._edit(
            lambda visit: materials.set_material(visit, item, code, MaterialState(state)),
            wording("visit.material_set", name=name),
        )

    def pages_changed(self, case_id: str, code: str, there: bool) -> None:
        """Pages of a material came (there: 缺 becomes 齐, as a scan), or the last one went."""
        visit = self._session.model.visit
        index = next((n for n, d in enumerate(visit.drafts) if d.case_id == case_id), None) if visit else None
        if visit is None or index is None or visit.drafts[index].received:
            return
        item = self._session.services.catalogue.items[visit.drafts[index].item_id]
        listed = materials.lines(visit, visit.drafts[index], item)
        entry = next((line.entry for line in listed if line.material.code == code), None)
        was = (MaterialState.MISSING, Manner.NONE) if there else (MaterialState.COMPLETE, Manner.SCAN)
        if entry is None or (entry.state, entry.manner) != was:
            return
        now = (MaterialState.COMPLETE, Manner.SCAN) if there else (MaterialState.MISSING, Manner.NONE)
        changed = materials.set_material(visits.select(visit, index), item, code, *now)
        self._set(visits.select(changed, visit.active))

    def first_gap(self) -> None:
        """Go to where the work on the active item goes on."""
        gap = next(iter(self.gaps()), None)
        if gap is not None:
            self._session.focus(gap.kind, gap.key)
        else:
            self._session.focus("material" if self._active()[1] else "search")

    def gaps(self) -> tuple[rules.Gap, ...]:
        """What is missing before the active item can be received."""
        visit, draft, item = self._active()
        return rules.gaps(visit, draft, item, self._today()) if visit and draft and item else ()

    def receive(self) -> None:
        """Receive the active item; with gaps it goes to the first of them instead."""
        session = self._session
        visit, draft, item = self._active()
        if visit is None or draft is None or item is None or draft.received:
            return
        found = self.gaps()
        if found:
            session.focus(found[0].kind, found[0].key)
            session.say("case.has_gaps", "warn", count=len(found))
            return
        if not session.begin("receive"):
            return
        # Before the receipt, in the same lane: after a power cut in between, the desk knows who applied.
        self.save_if_changed()
        services, pressed, case_id = session.services, visit, draft.case_id

        def done(received: Received) -> None:
            self._received(pressed, item, received)

        session.run(
            "store",
            lambda: services.cases.receive(services.author, pressed, case_id),
            done,
            action="receive",
        )

    def save_if_changed(self) -> None:
        """Autosave (暂存): called every second."""
        session, visit = self._session, self._session.model.visit
        if not self._unsaved or visit is None or session.model.services is None:
            return
        self._unsaved = False
        services, now = session.services, session.clock.now()

        def failed(error: Exception) -> None:
            self._unsaved = True
            session.fail(error)

        session.run(
            "store",
            lambda: services.cases.save_draft(visit),
            lambda _: session.update(saved_at=now),
            failed=failed,
        )

    def refresh_cautions(self) -> None:
        """Look again for open cases of the same applicant and item."""
        session, visit = self._session, self._session.model.visit
        if visit is None:
            return
        services = session.services
        open_ids = [draft.case_id for draft in visit.drafts if not draft.received]
        session.run(
            "store",
            lambda: {case_id: services.cases.cautions(visit, case_id) for case_id in open_ids},
            lambda found: session.update(cautions=found),
        )

    def refresh_record(self) -> None:
        """Read the handling record and the day's counts again."""
        session, visit = self._session, self._session.model.visit
        services = session.services
        if visit is not None:
            session.run(
                "store", lambda: services.reads.record(visit), lambda lines: session.update(records=lines)
            )
        session.run("store", services.reads.counts, lambda counts: session.update(counts=counts))

    def replace_visit(self, visit: Visit) -> None:
        """Show a changed visit and keep it."""
        self._set(visit)

    def recall_received(self) -> None:
        """After a start: what was received before has its days again."""
        session, visit = self._session, self._session.model.visit
        if visit is not None and any(draft.received for draft in visit.drafts):
            session.run(
                "store",
                lambda: session.services.reads.received(visit),
                lambda found: session.update(received={each.case_id: each for each in found}),
            )

    def _received(self, pressed: Visit, item: Item, received: Received) -> None:
        session, now = self._session, self._session.model.visit
        session.update(received={**session.model.received, received.case_id: received})
        calendar, case_id, at = session.services.calendar, received.case_id, received.received_at
        stamped = materials.stamp(pressed, item, case_id, received.case_no, at, calendar)
        if now is not None and now.visit_id == pressed.visit_id:
            self._set(visits.with_draft(now, stamped.draft_of(received.case_id)))
        session.unsay()
        session.update(undo=None, material_change=None)
        session.sync_soon()
        self._receipt(stamped, received.case_id)
        self.refresh_record()
        if self.to_next_open_item():
            session.say("visit.one_received", "ok", item=item.name, number=received.case_no)

    def to_next_open_item(self) -> bool:
        """Go to an item that is still to be received; false where there is none."""
        visit = self._session.model.visit
        waiting = [n for n, draft in enumerate(visit.drafts) if not draft.received] if visit else []
        if waiting:
            self.select_item(waiting[0])
            self.first_gap()
        return bool(waiting)

    def _show_change(self, before: tuple[materials.MaterialLine, ...]) -> None:
        visit, draft, item = self._active()
        if visit is None or draft is None or item is None:
            return
        delta = materials.change(before, materials.lines(visit, draft, item))
        signed = [f"+{each.name}" for each in delta.added] + [f"-{each.name}" for each in delta.removed]
        shown: Wording | None = wording("visit.materials_changed", change="  ".join(signed))
        self._session.update(material_change=shown if signed else None)

    def _edit(self, change: Callable[[Visit], Visit], undo: Wording | None = None) -> None:
        before = self._session.model.visit
        if before is None:
            return
        try:
            after = change(before)
        except RuleViolation as error:
            self._session.fail(error)
            return
        if after == before:
            return
        self._set(after)
        if undo is not None:
            self._session.offer_undo(undo, UNDO_EDIT_S, lambda: self.take_back(before, after))

    def take_back(self, before: Visit, after: Visit) -> None:
        """Undo the edit that made ``before`` into ``after``; what was done since then stays."""
        now = self._session.model.visit
        if now is None or now.visit_id != before.visit_id:
            return
        self._set(taken_back(before, after, now))
        self._session.update(material_change=None)

    def _set(self, visit: Visit) -> None:
        self._unsaved = True
        # They say nothing true any longer when the visit has changed.
        self._session.unsay("case.has_gaps", "visit.items_left", "visit.restored")
        self._session.unsay("visit.nothing_done", "material.state_not_allowed", "visit.one_received")
        self._session.update(visit=visit)

    def _active(self) -> tuple[Visit | None, Draft | None, Item | None]:
        visit = self._session.model.visit
        draft = visit.draft if visit else None
        item = self._session.services.catalogue.items[draft.item_id] if draft else None
        return visit, draft, item

    def _today(self) -> date:
        return business_day(self._session.clock.now())
