"""Scanned codes (扫码): what each kind of code does at the desk."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from app.cases import numbering
from app.core.clock import business_day
from app.core.ticket_code import read_code
from app.people.model import Role
from app.peripherals.events import CodeScanned
from app.peripherals.scan_routes import ScanKind, route, rules
from app.peripherals.tokens import TokenHolder, TokenResolver
from ui.workbench.intake import Intake
from ui.workbench.session import Session, nobody
from ui.workbench.tickets import TicketControl

_SHOWN = 60
"""Characters of an unknown code that are shown."""


class ScanOutlets(Struct, frozen=True):
    """Where codes go besides the visit: the clipboard, and the interface that resolves tokens."""

    copy: Callable[[str], None]
    progress_url: str
    resolver: TokenResolver | None = None


class ScanTable:
    """Does with a code what it is for. Every code is answered on the screen."""

    def __init__(self, session: Session, tickets: TicketControl, intake: Intake) -> None:
        self._session = session
        self._tickets = tickets
        self._intake = intake
        self._outlets: ScanOutlets | None = None
        self._uses: dict[ScanKind, Callable[[str], None]] = {
            ScanKind.TICKET: self._ticket,
            ScanKind.CASE: self._case,
            ScanKind.PERSON: self._person,
            ScanKind.ORGANISATION: self._organisation,
            ScanKind.URL: self._url,
            ScanKind.TOKEN: self._token,
            ScanKind.UNKNOWN: self._unknown,
        }

    def connect(self, outlets: ScanOutlets) -> None:
        """Say where codes go."""
        self._outlets = outlets

    def arrived(self, event: CodeScanned) -> None:
        """A code was scanned."""
        session, outlets = self._session, self._outlets
        if session.model.services is None or outlets is None:
            return
        if event.demo and not session.services.demo_cards:
            session.say("scan.demo_refused", "bad")
            return
        if (missing := nobody(session.model)) is not None:
            session.explain(missing)
            return
        today = business_day(session.clock.now())
        table = rules(lambda text: str(numbering.parse(text) or ""), outlets.progress_url, today)
        found = route(event.scan.text, table)
        self._uses[found.kind](found.value)

    def _ticket(self, text: str) -> None:
        session, model, code = self._session, self._session.model, read_code(text)
        assert code is not None
        number = code.number
        if not code.issued_on(business_day(session.clock.now())):
            session.say("scan.ticket_other_day", "warn", number=number)
        elif model.visit is not None:
            here = model.visit.ticket_number == number
            session.say("scan.ticket_here" if here else "scan.ticket_while_busy", "info", number=number)
        elif model.ticket is not None and model.ticket.number == number:
            self._tickets.start()
        else:
            self._other_ticket(number)

    def _other_ticket(self, number: str) -> None:
        """A ticket that is not at this window: one that was missed comes back, others wait their turn."""
        session, board = self._session, self._session.model.board
        everybody = (*board.missed, *board.waiting, *board.at_windows) if board else ()
        ticket = next((each for each in everybody if each.number == number), None)
        if board is None or ticket is None:
            session.say("scan.ticket_unknown", "warn", number=number)
        elif ticket in board.missed:
            self._tickets.restore(ticket.id)
        elif ticket in board.waiting:
            session.say("scan.ticket_waits", "info", number=number)
        else:
            session.say("scan.ticket_elsewhere", "info", number=number, window=ticket.window)

    def _case(self, case_no: str) -> None:
        visit = self._session.model.visit
        drafts = visit.drafts if visit else ()
        index = next((at for at, draft in enumerate(drafts) if draft.case_no == case_no), None)
        if index is None:
            self._session.say("scan.case_copied", "info", text=self._copied(case_no))
            return
        self._intake.select_item(index)
        self._intake.refresh_record()

    def _person(self, number: str) -> None:
        self._fill(f"{self._role()}.number", number)

    def _role(self) -> Role:
        """Whose number comes next, as with cards."""
        model = self._session.model
        agent = model.visit is not None and model.visit.by_agent and model.card_for_agent
        return Role.AGENT if agent else Role.APPLICANT

    def _organisation(self, code: str) -> None:
        self._fill("organisation.credit_code", code)

    def _fill(self, key: str, value: str) -> None:
        session = self._session
        if session.model.visit is None:
            session.say("scan.nobody_called", "info", action="walk_in")
            return
        self._intake.set_field(key, value)
        session.focus("field", key)

    def _token(self, token: str) -> None:
        resolver = self._outlets.resolver if self._outlets else None
        if resolver is None:
            self._session.say("scan.no_resolver", "warn")
            return
        self._session.run("sync", lambda: resolver.resolve(token), self._resolved)

    def _resolved(self, holder: TokenHolder) -> None:
        self._intake.set_field(f"{self._role()}.name", holder.name)
        self._person(holder.number)

    def _url(self, text: str) -> None:
        self._session.say("scan.url_copied", "info", text=self._copied(text))

    def _unknown(self, text: str) -> None:
        self._session.say("scan.unknown_copied", "info", text=self._copied(text))

    def _copied(self, text: str) -> str:
        """Put a text on the clipboard; as much of it as is shown."""
        assert self._outlets is not None
        self._outlets.copy(text)
        return text[:_SHOWN]
