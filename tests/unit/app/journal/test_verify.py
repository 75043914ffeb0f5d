"""The journal proves itself: whatever is done to it behind its back is found and named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Delete, Update, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from app.cases.model import PROJECTED, case_people, cases, visits
from app.cases.projection import PROJECTIONS
from app.cases.visit import add_item, with_person
from app.core.ids import new_id
from app.journal.chain import row_hash
from app.journal.model import ROW, heads, journal, journal_private
from app.journal.read import all_events
from app.journal.verify import Problem, rebuild, verify
from app.people.model import Role
from tests.support.counter import CLERK, HOLDER, Counter, counter, empty_visit, filled, item

CHAIN = "hall/window-3/life-1"
WORDS = [column.name for column in ROW if column.name not in ("hall_id", "node", "incarnation", "seq")]
ROWS = 6


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    """Two visits, six events."""
    made = counter(tmp_path_factory.mktemp("journal"))
    for _ in range(2):
        visit = empty_visit()
        made.desk.open_visit(CLERK, visit)
        visit = with_person(visit, Role.APPLICANT, HOLDER)
        made.desk.verify_person(CLERK, visit, Role.APPLICANT)
        visit = filled(add_item(visit, item("IT028"), new_id()))
        made.desk.receive(CLERK, visit, visit.drafts[0].case_id)
    yield made
    made.store.close()


class Undo(Exception):
    """Ends an experiment."""


def after(whole: Counter, tamper: Callable[[Connection], object]) -> list[Problem]:
    """What verification finds after somebody tampered with the store."""
    found: list[Problem] = []

    def work(conn: Connection) -> None:
        tamper(conn)
        found.extend(verify(conn).problems)
        raise Undo

    with pytest.raises(Undo):
        whole.store.transact(work)
    return found


def seqs(problems: list[Problem], what: str) -> list[int]:
    return [problem.seq for problem in problems if problem.what == what]


def row(conn: Connection, seq: int) -> dict[str, Any]:
    return dict(conn.execute(select(journal).where(journal.c.seq == seq)).mappings().one())


def _id(whole: Counter, seq: int) -> str:
    with whole.store.read() as conn:
        return str(row(conn, seq)["id"])


def move(conn: Connection, old: int, new: int) -> None:
    conn.execute(update(journal).where(journal.c.seq == old).values(seq=new))


def test_an_untouched_journal_is_whole(whole: Counter) -> None:
    with whole.store.read() as conn:
        report = verify(conn)
        assert (report.rows, report.chains, report.problems) == (ROWS, 1, ())
        assert report.intact
        assert rebuild(conn, all_events(conn), PROJECTIONS, PROJECTED) == ()


def test_what_changed_nothing_when_it_came_changes_nothing_in_a_replay(whole: Counter) -> None:
    """A window may hear of a ticket that it only ever gave back."""
    with whole.store.read() as conn:
        events = list(all_events(conn))
        strange = msgspec.structs.replace(events[0], kind="ticket.finished", subject="ticket:never-seen")
        assert rebuild(conn, [*events, strange], PROJECTIONS, PROJECTED) == ()


@given(
    seq=st.integers(1, ROWS), column=st.sampled_from(WORDS), value=st.text("0123456789abcdef{}", max_size=8)
)
def test_an_altered_row_is_named(whole: Counter, seq: int, column: str, value: str) -> None:
    def alter(conn: Connection) -> None:
        before = row(conn, seq)[column]
        other = before + 1 if isinstance(before, int) else value if value != before else f"{before}x"
        conn.execute(update(journal).where(journal.c.seq == seq).values({column: other}))

    assert seq in seqs(after(whole, alter), "altered")


@given(seq=st.integers(1, ROWS))
def test_a_dropped_row_is_named(whole: Counter, seq: int) -> None:
    problems = after(whole, lambda conn: conn.execute(delete(journal).where(journal.c.seq == seq)))
    if seq == ROWS:
        assert seqs(problems, "head_differs") == [seq]
    else:
        assert seqs(problems, "gap") == [seq]


def test_a_dropped_end_is_named_even_if_the_personal_data_go_too(whole: Counter) -> None:
    def drop(conn: Connection) -> None:
        conn.execute(delete(journal_private).where(journal_private.c.event_id == row(conn, ROWS)["id"]))
        conn.execute(delete(journal).where(journal.c.seq == ROWS))

    assert [problem.what for problem in after(whole, drop)] == ["head_differs"]


@given(seq=st.integers(1, ROWS))
def test_a_row_cannot_be_doubled_under_its_own_id(whole: Counter, seq: int) -> None:
    with whole.store.engine.connect() as conn, pytest.raises(IntegrityError):
        conn.execute(insert(journal), {**row(conn, seq), "seq": ROWS + 1})


@given(seq=st.integers(1, ROWS))
def test_a_row_doubled_under_another_id_is_named(whole: Counter, seq: int) -> None:
    def double(conn: Connection) -> None:
        conn.execute(insert(journal), {**row(conn, seq), "seq": ROWS + 1, "id": new_id()})

    problems = after(whole, double)
    assert ROWS + 1 in seqs(problems, "altered")
    assert seqs(problems, "head_differs") == [ROWS + 1]


@given(pair=st.lists(st.integers(1, ROWS), min_size=2, max_size=2, unique=True))
def test_swapped_rows_are_named(whole: Counter, pair: list[int]) -> None:
    def swap(conn: Connection) -> None:
        move(conn, pair[0], 0)
        move(conn, pair[1], pair[0])
        move(conn, 0, pair[1])

    problems = after(whole, swap)
    assert set(seqs(problems, "altered")) == set(pair)
    assert set(pair) <= {*seqs(problems, "relinked"), *seqs(problems, "altered")}


@given(seq=st.integers(1, ROWS - 1))
def test_a_row_that_was_forged_with_its_hash_breaks_the_link_after_it(whole: Counter, seq: int) -> None:
    def forge(conn: Connection) -> None:
        forged = {**row(conn, seq), "actor": "somebody-else"}
        linked = {each: forged[each] for each in WORDS if each not in ("payload", "prev_hash", "hash")}
        place = {each: forged[each] for each in ("hall_id", "node", "incarnation", "seq")}
        forged["hash"] = row_hash(forged["prev_hash"], place | linked, forged["payload"].encode())
        conn.execute(update(journal).where(journal.c.seq == seq).values(forged))

    assert after(whole, forge) == [Problem("relinked", CHAIN, seq + 1, _id(whole, seq + 1))]


def test_a_row_that_says_that_another_has_its_id_is_named(whole: Counter) -> None:
    silenced = update(journal).where(journal.c.seq == 3).values(doubled=1)
    assert seqs(after(whole, lambda conn: conn.execute(silenced)), "altered") == [3]


def test_equal_personal_data_cannot_be_told_from_their_digests(whole: Counter) -> None:
    with whole.store.read() as conn:
        same = conn.execute(
            select(journal_private.c.body, journal.c.private_digest).join_from(
                journal_private, journal, journal.c.id == journal_private.c.event_id
            )
        ).all()
    assert len({each.body for each in same}) < len(same)
    assert len({each.private_digest for each in same}) == len(same)


def test_altered_personal_data_are_named(whole: Counter) -> None:
    with whole.store.read() as conn:
        event_id = conn.execute(select(journal_private.c.event_id).limit(1)).scalar_one()
    change = update(journal_private).where(journal_private.c.event_id == event_id).values(body="{}")
    (problem,) = after(whole, lambda conn: conn.execute(change))
    assert (problem.what, problem.event_id) == ("private_altered", event_id)


def test_erased_personal_data_leave_the_chain_whole(whole: Counter) -> None:
    assert after(whole, lambda conn: conn.execute(delete(journal_private))) == []


def test_personal_data_of_no_event_are_named(whole: Counter) -> None:
    stray = {"hall_id": "hall", "event_id": "stray", "salt": b"", "body": "{}"}
    (problem,) = after(whole, lambda conn: conn.execute(insert(journal_private), stray))
    assert (problem.what, problem.event_id) == ("private_orphan", "stray")


def test_a_moved_head_is_named(whole: Counter) -> None:
    (problem,) = after(whole, lambda conn: conn.execute(update(heads).values(seq=ROWS - 1)))
    assert (problem.what, problem.chain) == ("head_differs", CHAIN)


@pytest.mark.parametrize(
    ("table", "tamper"),
    [
        ("cases", update(cases).values(promised_due="2099-01-01")),
        ("cases", delete(cases)),
        ("case_people", update(case_people).values(applicant_number="x")),
        ("visits", delete(visits)),
    ],
)
def test_state_that_does_not_follow_is_named(whole: Counter, table: str, tamper: Update | Delete) -> None:
    found: list[Problem] = []

    def work(conn: Connection) -> None:
        conn.execute(tamper)
        found.extend(rebuild(conn, all_events(conn), PROJECTIONS, PROJECTED))
        raise Undo

    with pytest.raises(Undo):
        whole.store.transact(work)
    assert [(problem.what, problem.chain) for problem in found] == [("state_differs", table)] * 2
