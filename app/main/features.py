"""All features together: what is projected, into which tables."""

from __future__ import annotations

from sqlalchemy import Connection

from app.attachments import model as attachments
from app.attachments import projection as attachment_projection
from app.attachments.events import ATTACHMENT_ADDED, ATTACHMENT_REMOVED
from app.cases import model as cases
from app.cases import projection as case_projection
from app.cases.events import CASE_AMENDED, CASE_NOTED
from app.documents import model as documents
from app.documents import projection as document_projection
from app.evaluations import model as evaluations
from app.evaluations import projection as evaluation_projection
from app.journal.model import Projections
from app.staff import model as staff
from app.staff import projection as staff_projection
from app.sync import projection as sync_projection
from app.sync.history import History, SubjectTables
from app.tickets import model as tickets
from app.tickets import projection as ticket_projection

PROJECTIONS: Projections = {
    **ticket_projection.PROJECTIONS,
    **case_projection.PROJECTIONS,
    **evaluation_projection.PROJECTIONS,
    **document_projection.PROJECTIONS,
    **attachment_projection.PROJECTIONS,
    **staff_projection.PROJECTIONS,
    **sync_projection.PROJECTIONS,
}
PROJECTED = (
    *tickets.PROJECTED,
    *cases.PROJECTED,
    *evaluations.PROJECTED,
    *documents.PROJECTED,
    *attachments.PROJECTED,
    *staff.PROJECTED,
)


def _forget_case(conn: Connection, hall_id: str, case_id: str) -> None:
    case_projection.forget_case(conn, hall_id, case_id)
    attachment_projection.forget_attachments(conn, hall_id, case_id)


HISTORY = History(
    PROJECTIONS,
    PROJECTED,
    {"case": SubjectTables(_forget_case, case_projection.case_version, case_projection.case_values)},
    frozenset({CASE_AMENDED, CASE_NOTED, ATTACHMENT_ADDED, ATTACHMENT_REMOVED}),
)
