"""Cards on the reader (读证): what a read card means for the visit."""

from __future__ import annotations

from app.cases import form
from app.cases import visit as visits
from app.cases.visit import Visit
from app.people.model import Person, Role, from_card
from app.peripherals.events import CardRead, CardTrouble
from ui.workbench.intake import UNDO_EDIT_S, Intake
from ui.workbench.session import Session, wording
from ui.workbench.state import Wording


class CardTable:
    """Puts a card's data into the visit, as applicant or as agent."""

    def __init__(self, session: Session, intake: Intake) -> None:
        self._session = session
        self._intake = intake
        self._sent = ("", False)

    def read(self) -> None:
        """Read the card that lies on the reader, also one that was read before (重读)."""
        self._session.update(reading=wording("card.reading"))
        self._session.services.read_card()

    def aim_at_agent(self, agent: bool) -> None:
        """Say whose card comes next."""
        self._session.update(card_for_agent=agent)

    def arrived(self, event: CardRead) -> None:
        """A card was read. With a called ticket it also begins the visit: the citizen is here."""
        session = self._session
        session.update(reading=None)
        session.unsay("card.unread", "card.none")
        if event.demo and not session.services.demo_cards:
            session.say("card.demo_refused", "bad")
            return
        if not session.model.clerk.id:
            # Nobody would have verified whose card it is.
            session.say("duty.nobody", "warn")
        elif session.model.visit is not None:
            self._take(event)
        elif session.model.ticket is not None or "start" in session.model.busy:
            self._intake.open(session.model.ticket, then=lambda: self._take(event))
        else:
            session.say("card.nobody_called", "info", action="walk_in")

    def trouble(self, event: CardTrouble) -> None:
        """A card lies there and cannot be read."""
        self._session.update(reading=None)
        self._session.say(event.code, "warn", attempt=max(event.attempt, 1), status=event.status)

    def follow(self) -> None:
        """Once an agent acts for an organisation, the card that was read before is his; if he does not act
        after all, it is the applicant's again."""
        visit = self._session.model.visit
        before, self._sent = self._sent, (visit.visit_id, self._is_sent(visit)) if visit else ("", False)
        if visit is not None and before == (visit.visit_id, not self._sent[1]):
            self._change_hands(visit)

    def _is_sent(self, visit: Visit) -> bool:
        """Whether all that is still to be received is an organisation's, which sent somebody."""
        items = self._session.services.catalogue.items
        waiting = [items[draft.item_id] for draft in visit.drafts if not draft.received]
        return visit.by_agent and bool(waiting) and all(form.serves_organisation(visit, i) for i in waiting)

    def _change_hands(self, visit: Visit) -> None:
        changed = visits.card_with_who_came(visit)
        if changed == visit:
            return
        role, person = (Role.AGENT if changed.by_agent else Role.APPLICANT), changed.present
        self._intake.replace_visit(changed)
        self._offer_former(visit, changed, wording("visit.card_is_now", role=role.value))
        self._session.update(earlier_cases=0)
        self._keep(changed, role, person)
        self._intake.refresh_cautions()

    def _take(self, event: CardRead) -> None:
        session, visit = self._session, self._session.model.visit
        if visit is None:
            return
        person = from_card(event.card, demo=event.demo)
        role = self._role(visit, person)
        if role is Role.APPLICANT and self._is_somebody_else(visit, person):
            session.say("visit.other_person", "warn", action="finish")
            return
        changed = visits.with_person(visit, role, person)
        self._intake.replace_visit(changed)
        if visits.replaces(visit, role, person):
            self._offer_former(visit, changed, wording("visit.person_replaced"))
        if role is Role.APPLICANT:
            session.update(verified_at=event.at)
        self._intake.aim_card()
        self._keep(changed, role, person)
        self._intake.refresh_cautions()
        self._intake.first_gap()

    def _offer_former(self, before: Visit, after: Visit, what: Wording) -> None:
        """Another card stands in a place than the one that was read for it: say so, and offer that one."""
        session, model = self._session, self._session.model
        known = {"verified_at": model.verified_at, "earlier_cases": model.earlier_cases}

        def take_back() -> None:
            self._intake.take_back(before, after)
            session.update(**(known if before.applicant != after.applicant else {}))
            self._intake.refresh_cautions()

        session.offer_undo(what, UNDO_EDIT_S, take_back)

    def _role(self, visit: Visit, person: Person) -> Role:
        if not visit.by_agent or person.number == visit.applicant.number:
            return Role.APPLICANT
        if person.number == visit.agent.number:
            return Role.AGENT
        return Role.AGENT if self._session.model.card_for_agent else Role.APPLICANT

    def _is_somebody_else(self, visit: Visit, person: Person) -> bool:
        received = any(draft.received for draft in visit.drafts)
        return received and bool(visit.applicant.number) and visit.applicant.number != person.number

    def _keep(self, visit: Visit, role: Role, person: Person) -> None:
        session = self._session
        services = session.services

        def work() -> int:
            services.cases.verify_person(services.author, visit, role)
            return services.reads.earlier_cases(person.number)

        def kept(earlier: int) -> None:
            if role is Role.APPLICANT:
                session.update(earlier_cases=earlier)
            session.sync_soon()
            self._intake.refresh_record()

        session.run("store", work, kept)
