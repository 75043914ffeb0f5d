"""Everything behind a window's desk, opened in one go on the store's lane."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from app.attachments.pages import PageDesk
from app.attachments.service import AttachmentDesk
from app.cases.correction import CorrectionDesk
from app.cases.model import HallFacts
from app.cases.service import CaseDesk
from app.catalogue.model import Catalogue
from app.catalogue.search import desk_index_of
from app.config.schema import Settings
from app.core.clock import Clock, business_day
from app.core.errors import AppError
from app.core.events import EventBus
from app.db.keys import store_key
from app.db.store import Store
from app.documents.service import DocumentDesk
from app.documents.spool import PrintSpool
from app.evaluations.service import EvaluationDesk
from app.journal.append import Journal
from app.journal.model import Node
from app.journal.node import own_node
from app.main.content import CHECKS, Content, content_in_force, follow_hall_settings, roster_in_force
from app.main.devices.page_printers import WindowPrinter
from app.main.devices.printer_watch import PrinterWatch
from app.main.features import HISTORY, PROJECTIONS
from app.main.window.clerk_names import ClerkNames
from app.main.window.errands import WindowErrands
from app.main.window.hub_link import HubLink
from app.main.window.reads import StoreReads
from app.main.window.receipts import CaseReceipts
from app.main.window.store import OpenedStore, open_window_store
from app.staff.roster import Clerk
from app.staff.service import DutyDesk
from app.sync.attachments import FOLDER as ATTACHMENTS
from app.sync.attachments import AttachmentStore
from app.sync.bundle_shelf import FOLDER as BUNDLES
from app.sync.bundle_shelf import BundleShelf
from app.sync.settling import Settlements
from app.tickets.window_desk import WindowDesk
from ui.workbench.services import Services

if TYPE_CHECKING:
    from app.sync.hub_client import HubClient

_log = logging.getLogger(__name__)
PRINTED = "printed"
"""Folder for papers of a machine without a printer."""


class Backstage(Struct, frozen=True):
    """Everything, put together."""

    store: Store
    node: Node
    link: HubLink
    spool: PrintSpool
    printer_watch: PrinterWatch
    services: Services
    attachments: AttachmentDesk
    settlements: Settlements
    clerks: ClerkNames
    renewed: Callable[[], Services]
    """The services by the content that is in force now; reads files, hence for the ``store`` lane."""
    opened: OpenedStore
    """What is to be told of the store."""


def open_backstage(
    data: Path, settings: Settings, bus: EventBus, clock: Clock, read_card: Callable[[], None]
) -> Backstage:
    """Open the store in ``data`` and put the services of the desk together.

    Raises StoreUnavailable, ContentError.
    """
    opened = open_window_store(data)
    store, hall_id = opened.store, settings.hall.id
    node = _node(opened, hall_id)
    journal = Journal(node, PROJECTIONS, clock)
    hall = HallFacts(settings.hall.division, settings.hall.site, settings.hall.name, settings.hall.phone)
    shelf = BundleShelf(data / BUNDLES, CHECKS)
    content = content_in_force(shelf, clock)
    follow_hall_settings(data, shelf, clock, bus)
    blobs = AttachmentStore(data / ATTACHMENTS, store_key(data, store_exists=True))
    printer = WindowPrinter(settings.printer, data / PRINTED)
    spool = PrintSpool(store, hall_id, printer, clock, threading.Event().wait)
    cases = CaseDesk(store, journal, clock, content.catalogue, content.calendar, hall, settings.window.number)
    learn_numbers = learner(cases, settings.window.number, clock)
    errands = WindowErrands(store, node, blobs, shelf, clock, bus, learn_numbers)
    window = str(settings.window.number)
    link = HubLink(store, node, bus, clock, errands, WindowDesk(store, journal, clock, window))
    roster = partial(roster_in_force, shelf, clock)
    usual = Clerk(settings.window.clerk_id, settings.window.usual_clerk)
    duty = DutyDesk(store, journal, clock, window, usual, roster)
    documents = DocumentDesk(store, journal, clock)
    receipts = _receipts(store, duty, documents, spool, printer, content.catalogue, hall, settings)
    evaluations = EvaluationDesk(store, journal, clock)
    if opened.problem is None:
        _take_up(duty, cases, receipts, evaluations)
    attachments = AttachmentDesk(store, journal, blobs, link.blob)
    services = Services(
        duty=duty,
        zones=settings.window.zones,
        demo_cards=settings.window.demo_cards,
        cases=cases,
        corrections=CorrectionDesk(store, journal, clock, hall, settings.window.number, HISTORY),
        evaluations=evaluations,
        receipts=receipts,
        catalogue=content.catalogue,
        calendar=content.calendar,
        index=desk_index_of(content.catalogue),
        queue=link.calls,
        reads=StoreReads(store, hall_id, duty, clock),
        pages=PageDesk(store, journal, attachments),
        sync_soon=link.sync_soon,
        sync_now=link.sync_now,
        read_card=read_card,
    )
    settlements = Settlements(store, journal, HISTORY)
    clerks = ClerkNames(usual, roster)
    watch = PrinterWatch(printer, bus, clock)

    def renewed() -> Services:
        return _renewed(services, cases, receipts, content_in_force(shelf, clock))

    return Backstage(
        store, node, link, spool, watch, services, attachments, settlements, clerks, renewed, opened
    )


def learner(cases: CaseDesk, window: int, clock: Clock) -> Callable[[HubClient], None]:
    """Lets the desk give no case number that the hub has of a disk which this one is a copy of."""

    def learn(hub: HubClient) -> None:
        today = business_day(clock.now())
        cases.skip_to(today, hub.last_number(window, today))

    return learn


def _take_up(duty: DutyDesk, cases: CaseDesk, receipts: CaseReceipts, evaluations: EvaluationDesk) -> None:
    """Go on where the program stopped; an evaluation that it left open is booked as 未评价."""
    duty.resume()
    receipts.catch_up(cases.restore())
    try:
        evaluations.settle(duty.window)
    except AppError as error:
        # It is done at the next start; the desk has to open.
        _log.warning("an evaluation is still to be booked: %s", error.code)


def _receipts(
    store: Store,
    duty: DutyDesk,
    documents: DocumentDesk,
    spool: PrintSpool,
    printer: WindowPrinter,
    catalogue: Catalogue,
    hall: HallFacts,
    settings: Settings,
) -> CaseReceipts:
    return CaseReceipts(
        store,
        duty,
        documents,
        spool,
        printer,
        catalogue,
        hall,
        settings.hall.id,
        settings.window.shown_name,
        settings.hall.progress_url,
    )


def _renewed(services: Services, cases: CaseDesk, receipts: CaseReceipts, content: Content) -> Services:
    """The same services by other content."""
    return replace(
        services,
        cases=cases.working_by(content.catalogue, content.calendar),
        receipts=receipts.working_by(content.catalogue),
        catalogue=content.catalogue,
        calendar=content.calendar,
        index=desk_index_of(content.catalogue),
    )


def _node(opened: OpenedStore, hall_id: str) -> Node:
    if opened.problem is None:
        return opened.store.transact(lambda conn: own_node(conn, hall_id))
    with opened.store.read() as conn:
        return own_node(conn, hall_id)
