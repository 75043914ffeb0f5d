"""What must hold in the model of sync: after every step what is cheap to see, at the end all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, Row, func, select

from app.attachments.model import attachments
from app.cases.model import case_notes, case_people, cases
from app.documents.events import document_subject
from app.documents.model import documents
from app.evaluations.events import evaluation_subject
from app.evaluations.model import evaluations
from app.hub.model import hall_feed, hall_feed_counter, quarantine
from app.hub.quarantine import SETTLEMENTS
from app.journal.model import Event, Node, excerpts, journal, journal_private
from app.journal.node import lives
from app.journal.read import all_events, event_by_id, head_of, of_subject
from app.journal.verify import rebuild, verify
from app.main.features import HISTORY, PROJECTED, PROJECTIONS
from app.staff.model import duties
from app.sync.events import RELEASED
from app.sync.history import UNREAD, standing
from app.sync.model import sync_unsettled
from app.sync.progress import pending, progress
from app.tickets.offline_desk import Slip
from tests.support.sync_model import HALL_ID, ModelHub
from tests.support.sync_model_node import ModelNode
from tests.support.sync_model_window import ModelWindow

_CASE = (cases, case_people, attachments)
_ROW = (journal.c.seq, journal.c.id, journal.c.hash, journal.c.prev_hash)


def phone(place: ModelWindow | ModelHub, case_id: str) -> str:
    """The telephone number that a case has there."""
    with place.store.read() as conn:
        return HISTORY.values(conn, HALL_ID, f"case:{case_id}")["applicant.phone"]


def order_here(window: ModelWindow, case_id: str) -> list[str]:
    """What a window has of a case, in the order in which it counts there."""
    with window.store.read() as conn:
        return [event.id for event in of_subject(conn, HALL_ID, f"case:{case_id}")]


def order_there(hub: ModelHub, case_id: str) -> list[str]:
    """The same at the hub."""
    of_case = journal.c.subject == f"case:{case_id}"
    fed = select(journal.c.id).join(hall_feed, hall_feed.c.event_id == journal.c.id).where(of_case)
    with hub.store.read() as conn:
        return list(conn.execute(fed.order_by(hall_feed.c.seq)).scalars())


def feed_is_dense(hub: ModelHub) -> None:
    """Every place of the feed is taken, once, by another event."""
    with hub.store.read() as conn:
        counted = conn.execute(select(hall_feed_counter.c.seq)).scalar() or 0
        found = conn.execute(
            select(
                func.count(),
                func.count(func.distinct(hall_feed.c.event_id)),
                func.coalesce(func.max(hall_feed.c.seq), 0),
            )
        ).one()
    assert tuple(found) == (counted, counted, counted), f"the feed has holes: {found}, counted {counted}"


def acknowledged_is_there(machine: ModelNode, hub: ModelHub) -> None:
    """In the present epoch the hub has what it acknowledged."""
    epoch = hub.hub.identity.epoch
    with machine.store.read() as here, hub.store.read() as there:
        for life in lives(here, machine.node):
            done = progress(here, life)
            if done.hub_epoch == epoch:
                reached = head_of(there, life)[0]
                assert done.acked_seq <= reached, f"acknowledged {done.acked_seq}, stored {reached}"


def node_is_whole(machine: ModelNode) -> None:
    """The journal proves itself, no personal data are missing, the tables follow."""
    with machine.store.read() as conn:
        assert verify(conn).problems == ()
        _private_is_here(conn)
        events = list(standing(conn, all_events(conn)))
        assert rebuild(conn, events, PROJECTIONS, PROJECTED) == (), f"{machine.number} is no replay"


def hub_is_whole(hub: ModelHub) -> None:
    """The same of the hub, whose feed is the order of what counted."""
    with hub.store.read() as conn:
        assert verify(conn).problems == ()
        _private_is_here(conn)
        assert rebuild(conn, list(_fed(conn)), PROJECTIONS, PROJECTED) == (), "the hub is no replay"


def _private_is_here(conn: Connection) -> None:
    kept = set(conn.execute(select(journal_private.c.event_id)).scalars())
    owed = select(journal.c.id).where(journal.c.private_digest != "", journal.c.doubled == 0)
    assert set(conn.execute(owed).scalars()) == kept, "personal data were lost or doubled"


def _fed(conn: Connection) -> Iterator[Event]:
    """What counted, in order. An event that was passed on unread counts where it was released, if at all."""
    apart = set(conn.execute(select(quarantine.c.event_id)).scalars())
    order = conn.execute(select(hall_feed.c.event_id).order_by(hall_feed.c.seq)).scalars().all()
    fed = [event_by_id(conn, HALL_ID, each) for each in order]
    decided = {str(each.payload["event"]): each for each in fed if each.kind in SETTLEMENTS}
    here = {each.id: each for each in fed}
    for each in fed:
        if each.id not in apart and each.id not in decided and each.kind in PROJECTIONS:
            yield each
        about = str(each.payload.get("event"))
        if decided.get(about) == each and each.kind == RELEASED and about in here and about not in apart:
            yield here[about]


def same_chains(machine: ModelNode, hub: ModelHub) -> None:
    """What a machine wrote stands at the hub, row for row."""
    with machine.store.read() as here, hub.store.read() as there:
        assert pending(here, machine.node) == 0, "something was never sent"
        *earlier, present = lives(here, machine.node)
        for life in earlier:
            # Another machine may go on with it.
            mine = _chain(here, life)
            assert mine == _chain(there, life)[: len(mine)], f"a chain of {machine.number} differs"
        assert _chain(here, present) == _chain(there, present), f"{machine.number} and hub differ"


def _chain(conn: Connection, life: Node) -> Sequence[Row[int, str, str, str]]:
    # Behind its end stands what another machine wrote into it.
    last = head_of(conn, life)[0]
    own = (journal.c.node == life.node, journal.c.incarnation == life.incarnation, journal.c.seq <= last)
    return conn.execute(select(*_ROW).where(*own).order_by(journal.c.seq)).all()


def nothing_is_silent(hub: ModelHub, machines: Sequence[ModelNode]) -> None:
    """Every event at the hub counted, waits in a list, or was decided by a person; and whoever wrote it and
    is still here has it in its list too."""
    with hub.store.read() as conn:
        events = {r.id: r for r in conn.execute(select(journal).where(journal.c.doubled == 0))}
        fed = set(conn.execute(select(hall_feed.c.event_id)).scalars())
        apart = {r.event_id: r.status for r in conn.execute(select(quarantine))}
        decided = {
            str(event_by_id(conn, HALL_ID, each).payload["event"])
            for each, row in events.items()
            if row.kind in SETTLEMENTS
        }
    vain = {each for each, row in events.items() if row.kind == RELEASED}
    silent = events.keys() - fed - apart.keys() - decided - vain
    assert not silent, f"dropped without a word: {[events[each].kind for each in silent]}"
    for machine in machines:
        with machine.store.read() as conn:
            here = {r.event_id: r.status for r in conn.execute(select(sync_unsettled))}
            unread = select(excerpts.c.event_id).where(excerpts.c.refused.in_(UNREAD))
            kept = set(conn.execute(unread).scalars())
        mine = {each: apart[each] for each in machine.own_ids() if each in apart and each not in kept}
        assert mine.items() <= here.items(), f"{machine.number} does not list {mine} but {here}"
        over = {each for each in here if each not in apart and each not in decided}
        assert not over, f"{machine.number} still lists what counted"


def nothing_is_doubled(hub: ModelHub, told: set[str], notes: list[str]) -> None:
    """The hub has no event that nobody wrote, and what was said once stands once."""
    with hub.store.read() as conn:
        own = hub.hub.identity.node
        strange = select(journal.c.id).where(journal.c.node != own, journal.c.doubled == 0)
        phantoms = set(conn.execute(strange).scalars()) - told
        texts = list(conn.execute(select(case_notes.c.text)).scalars())
    assert not phantoms, "doubled: the hub has events that no window wrote"
    assert len(texts) == len(set(texts)), "doubled: a note stands twice"
    assert set(texts) <= set(notes), "doubled: a note that nobody made"


def nothing_is_lost(hub: ModelHub, told: set[str]) -> None:
    """What a clerk was told is there."""
    with hub.store.read() as conn:
        there = set(conn.execute(select(journal.c.id)).scalars())
    assert told <= there, f"lost: {len(told - there)} events"


def same_cases(window: ModelWindow, hub: ModelHub) -> None:
    """Where window and hub both know all of a case, both show the same of it."""
    with window.store.read() as here, hub.store.read() as there:
        held_up = set(there.execute(select(quarantine.c.subject)).scalars())
        for case_id in window.case_ids():
            subject = f"case:{case_id}"
            if subject in held_up or _subject(here, subject) != _subject(there, subject):
                continue
            mine, theirs = (
                [set(c.execute(select(t).where(t.c.case_id == case_id))) for t in _CASE]
                for c in (here, there)
            )
            assert mine == theirs, f"window {window.number} shows another state of a case"


def same_papers(window: ModelWindow, hub: ModelHub) -> None:
    """Where window and hub both know all of a document, an evaluation or a duty, both show the same of it."""
    kinds = (
        (documents, documents.c.id, document_subject),
        (evaluations, evaluations.c.visit_id, evaluation_subject),
        (duties, duties.c.duty_id, "duty:{}".format),
    )
    with window.store.read() as here, hub.store.read() as there:
        held_up = set(there.execute(select(quarantine.c.subject)).scalars())
        for shown, key, subject_of in kinds:
            for each in here.execute(select(key)).scalars():
                subject = subject_of(each)
                if subject in held_up or _subject(here, subject) != _subject(there, subject):
                    continue
                mine, theirs = (c.execute(select(shown).where(key == each)).all() for c in (here, there))
                assert mine == theirs, f"window {window.number} shows another {subject.partition(':')[0]}"


def _subject(conn: Connection, subject: str) -> set[str]:
    return set(conn.execute(select(journal.c.id).where(journal.c.subject == subject)).scalars())


def everything_came_down(machine: ModelNode, hub: ModelHub) -> None:
    """What others did to what this window has a part in is here, of a case also what they did before. Another
    machine that is the same window is one of the others."""
    node = machine.node.node
    with hub.store.read() as conn:
        order = {r.event_id: r.seq for r in conn.execute(select(hall_feed))}
        rows = conn.execute(select(journal).where(journal.c.doubled == 0)).all()
    joined: dict[str, int] = {}
    for row in rows:
        if row.node == node and row.id in order:
            joined[row.subject] = min(joined.get(row.subject, order[row.id]), order[row.id])
    joined |= dict.fromkeys((subject for subject in joined if subject.startswith("case:")), 0)
    due = {r.id for r in rows if r.node != node and order.get(r.id, 0) > joined.get(r.subject, 2**31)}
    due |= {r.id for r in rows if r.node == node and r.id in order and r.subject.startswith("case:")}
    with machine.store.read() as conn:
        came = set(conn.execute(select(journal.c.id)).scalars())
    assert due <= came, f"{machine.number} never heard of {len(due - came)} events of others"


def no_slip_is_given_twice(slips: Iterable[tuple[Slip, bool]]) -> None:
    """Without the hub too every citizen has an own number, unless the machine could not know better."""
    given: set[tuple[str, str]] = set()
    for slip, aware in slips:
        number = (slip.business_day, slip.number)
        assert number not in given or not aware, f"given twice: {number}"
        given.add(number)


def ids(hub: ModelHub) -> set[str]:
    """Every event that the hub holds."""
    with hub.store.read() as conn:
        return set(conn.execute(select(journal.c.id)).scalars())
