"""What the sync centre knows and does, without a screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.core.errors import RuleViolation, StoreUnavailable
from app.sync.model import CaughtUp, LifeRenewed, SyncStatus
from app.sync.overview import Conflict, FailedRow, FieldConflict, KeptRow, PendingRow, Side, SyncOverview
from app.sync.settling import Choice
from tests.support.immediate import ImmediateTaskRunner
from ui.sync.chip import sync_chip
from ui.sync.services import Outcome, Overview
from ui.sync.view_model import SyncViewModel

AT = datetime(2026, 7, 6, 1, 42, tzinfo=UTC)
MINE = Side("13800006120", AT, "li", "3")
THEIRS = Side("13900008820", AT + timedelta(minutes=11), "zhang", "5")
CONFLICT = Conflict(
    "c1",
    "case:1",
    ("养老待遇申领",),
    (FieldConflict("applicant.phone", MINE, THEIRS), FieldConflict("delivery.address", MINE, THEIRS)),
)
TAKEN = FailedRow("f1", "case:9", "case.received", AT, ("优待证",), "rejected", "cases.number_taken")
WAITS = PendingRow("p1", "case:1", "case.received", AT, ("养老待遇申领", "A0127"))
PHRASE = "correct horse battery"


@dataclass
class Services:
    """A store and a hub of plain lists."""

    conflicts: list[Conflict] = field(default_factory=lambda: [CONFLICT])
    failed: list[FailedRow] = field(default_factory=lambda: [TAKEN])
    settled: list[tuple[str, dict[str, Choice]]] = field(default_factory=list)
    taken_back: list[tuple[str, str]] = field(default_factory=list)
    kept: list[KeptRow] = field(default_factory=list)
    reads: int = 0
    tries: int = 0
    disk_full: bool = False

    def overview(self) -> Overview:
        self.reads += 1
        found = SyncOverview(1, (WAITS,), tuple(self.failed), tuple(self.conflicts), tuple(self.kept))
        return Overview(found, {"1": (3, 4_299_161)})

    def settle(self, event_id: str, choices: Mapping[str, Choice]) -> None:
        if not self.conflicts:
            raise RuleViolation("sync.not_in_conflict")
        self.settled.append((event_id, dict(choices)))
        self.conflicts.clear()

    def renumber(self, case_id: str) -> str:
        self.failed.clear()
        return f"new number of {case_id}"

    def send_again(self, event_id: str) -> None:
        self.taken_back.append(("again", event_id))
        self.failed.clear()

    def withdraw(self, event_id: str) -> None:
        self.taken_back.append(("withdrawn", event_id))
        self.failed.clear()

    def retry(self) -> None:
        self.tries += 1

    def export(self, folder: Path, passphrase: str, progress: Callable[[int, int], None]) -> Outcome:
        if self.disk_full:
            raise StoreUnavailable("outbox.cannot_write", folder=str(folder))
        progress(1, 2)
        return Outcome(folder / "outbox.sealed", 1)

    def name_of(self, clerk_id: str) -> str:
        return {"li": "李静"}.get(clerk_id, clerk_id)


@pytest.fixture
def services() -> Services:
    return Services()


@pytest.fixture
def centre(qapp: QApplication, services: Services) -> SyncViewModel:
    made = SyncViewModel(services, ImmediateTaskRunner())
    made.look(looking=True)
    return made


def test_the_store_is_read_only_while_somebody_looks(qapp: QApplication, services: Services) -> None:
    centre = SyncViewModel(services, ImmediateTaskRunner())
    centre.follow(SyncStatus(online=True, pending=1))
    assert services.reads == 0
    centre.look(looking=True)
    assert services.reads == 1
    centre.follow(SyncStatus(online=True, pending=1))
    assert services.reads == 1
    centre.follow(SyncStatus(online=True))
    assert services.reads == 2


def test_values_are_covered_until_the_eye_is_held(centre: SyncViewModel) -> None:
    (phone, address) = centre.state.conflicts[0].fields
    assert (phone.mine.value, phone.theirs.value) == ("138****6120", "139****8820")
    assert "6120" not in address.mine.value
    centre.reveal(revealed=True)
    assert centre.state.conflicts[0].fields[0].mine.value == "13800006120"
    centre.look(looking=False)
    assert centre.state.conflicts[0].fields[0].mine.value == "138****6120"


def test_a_person_is_named_where_known(centre: SyncViewModel) -> None:
    phone = centre.state.conflicts[0].fields[0]
    assert (phone.mine.person, phone.theirs.person) == ("李静", "zhang")


def test_nothing_is_settled_before_every_field_is_chosen(centre: SyncViewModel, services: Services) -> None:
    assert [each.choice for each in centre.state.conflicts[0].fields] == ["", ""]
    centre.choose("c1", "applicant.phone", "theirs")
    centre.settle("c1")
    assert services.settled == []
    assert centre.state.told is not None
    assert centre.state.told.code == "sync.choice_missing"
    centre.choose("c1", "delivery.address", "both")
    centre.settle("c1")
    assert services.settled == [("c1", {"applicant.phone": "theirs", "delivery.address": "both"})]
    assert centre.state.conflicts == ()
    assert services.tries == 1


def test_the_same_choice_again_takes_it_back(centre: SyncViewModel) -> None:
    centre.choose("c1", "applicant.phone", "mine")
    centre.choose("c1", "applicant.phone", "mine")
    assert centre.state.conflicts[0].fields[0].choice == ""


def test_a_conflict_that_went_meanwhile_is_told(centre: SyncViewModel, services: Services) -> None:
    for name in ("applicant.phone", "delivery.address"):
        centre.choose("c1", name, "mine")
    services.conflicts.clear()
    centre.settle("c1")
    assert centre.state.told is not None
    assert centre.state.told.code == "sync.not_in_conflict"
    assert not centre.state.busy
    assert centre.state.conflicts == ()


def test_what_failed_says_what_helps_and_a_new_number_is_given(centre: SyncViewModel) -> None:
    (failed,) = centre.state.failed
    assert (failed.reason.code, failed.help) == ("cases.number_taken", "renumber")
    centre.renumber("f1")
    assert centre.state.failed == ()
    assert centre.state.told is not None
    assert dict(centre.state.told.params)["number"] == "new number of 9"


def failed(kind: str, status: str, code: str, *, withdrawable: bool = False) -> FailedRow:
    return FailedRow("f1", "case:9", kind, AT, ("优待证",), status, code, withdrawable)


@pytest.mark.parametrize(
    ("row", "help_", "withdrawable"),
    [
        (failed("case.received", "rejected", "cases.number_taken"), "renumber", False),
        (failed("case.received", "rejected", "sync.key_reuse"), "again", False),
        (failed("sync.released", "rejected", "sync.not_a_hub"), "", False),
        (failed("case.noted", "rejected", "case.unknown", withdrawable=True), "withdraw", False),
        (failed("case.received", "rejected", "case.unknown"), "", False),
        (failed("case.noted", "quarantined", "sync.not_applicable", withdrawable=True), "retry", True),
        (failed("case.received", "quarantined", "sync.not_applicable"), "retry", False),
        (failed("case.noted", "blocked", "sync.earlier_unsettled", withdrawable=True), "retry", False),
        (failed("case.amended", "dropped", "sync.dropped", withdrawable=True), "seen", False),
    ],
)
def test_every_answer_of_the_hub_has_its_way_out(
    qapp: QApplication, services: Services, row: FailedRow, help_: str, withdrawable: bool
) -> None:
    services.failed = [row]
    centre = SyncViewModel(services, ImmediateTaskRunner())
    centre.look(looking=True)
    (shown,) = centre.state.failed
    assert (shown.help, shown.withdrawable) == (help_, withdrawable)


def test_a_record_is_taken_back_or_made_again_and_goes_up_at_once(
    centre: SyncViewModel, services: Services
) -> None:
    centre.send_again("f1")
    assert centre.state.told is not None
    assert (services.taken_back, services.tries) == ([("again", "f1")], 1)
    services.failed = [failed("case.amended", "dropped", "sync.dropped")]
    centre.look(looking=True)
    centre.withdraw("f1")
    assert services.taken_back[-1] == ("withdrawn", "f1")
    assert centre.state.told.code == "sync.seen"
    assert centre.state.failed == ()


def test_what_cannot_be_read_here_or_at_the_hub_is_told_apart(
    centre: SyncViewModel, services: Services
) -> None:
    for code in ("sync.held", "sync.schema_unknown", "sync.unknown_kind"):
        services.kept.append(KeptRow(code, "case:1", "case.noted", AT, ("优待证",), code))
    centre.catch_up(CaughtUp(2))
    assert [row.reason.code for row in centre.state.kept] == ["sync.held", "sync.kept", "sync.kept"]
    assert centre.state.link.caught_up == 2


def test_a_time_by_a_wrong_clock_is_doubtful(centre: SyncViewModel) -> None:
    phone = centre.state.conflicts[0].fields[0]
    assert (phone.mine.doubtful, phone.theirs.doubtful) == (False, False)
    centre.follow(SyncStatus(online=True, clock_offset_s=31_536_000.0))
    phone = centre.state.conflicts[0].fields[0]
    assert (phone.mine.doubtful, phone.theirs.doubtful) == (True, False)


def test_what_waits_tells_its_attachments_and_whether_it_travels(centre: SyncViewModel) -> None:
    (waits,) = centre.state.pending
    assert (waits.what, waits.attachments, waits.size, waits.sending) == (
        "养老待遇申领 A0127", 3, 4_299_161, False,
    )  # fmt: skip
    centre.follow(SyncStatus(online=True, pending=1, uploading=1))
    assert centre.state.pending[0].sending


def test_another_life_of_the_disk_is_told(centre: SyncViewModel) -> None:
    centre.heal(LifeRenewed("second"))
    assert centre.state.link.healed


@pytest.mark.parametrize(
    ("once", "again", "code"),
    [
        ("short", "short", "outbox.weak_passphrase"),
        (PHRASE, PHRASE + "!", "outbox.passphrases_differ"),
    ],
)
def test_a_passphrase_that_will_not_do_is_said_at_once(
    centre: SyncViewModel, once: str, again: str, code: str
) -> None:
    centre.open_export("stick")
    centre.export(once, again)
    problem = centre.state.export.problem
    assert problem is not None
    assert (centre.state.export.phase, problem.code) == ("asking", code)


def test_without_a_place_nothing_is_exported(centre: SyncViewModel) -> None:
    centre.open_export("")
    centre.export(PHRASE, PHRASE)
    assert centre.state.export.problem is not None
    assert centre.state.export.problem.code == "outbox.no_folder"


def test_an_outbox_that_was_written_says_where_and_how_many(centre: SyncViewModel, tmp_path: Path) -> None:
    phases: list[tuple[str, int]] = []
    centre.state_changed.connect(lambda state: phases.append((state.export.phase, state.export.percent)))
    centre.open_export(str(tmp_path))
    centre.export(PHRASE, PHRASE)
    assert ("running", 50) in phases
    assert (centre.state.export.file, centre.state.export.events) == (str(tmp_path / "outbox.sealed"), 1)
    assert centre.close_export()
    assert not centre.close_export()


def test_a_stick_that_cannot_be_written_leaves_the_form(centre: SyncViewModel, services: Services) -> None:
    services.disk_full = True
    centre.open_export("stick")
    centre.export(PHRASE, PHRASE)
    assert centre.state.export.phase == "asking"
    assert centre.state.export.problem is not None
    assert centre.state.export.problem.code == "outbox.cannot_write"


@pytest.mark.parametrize(
    ("status", "code", "tone"),
    [
        (SyncStatus(online=True, last_success=AT), "sync.synced", "ok"),
        (SyncStatus(online=True, pending=2), "sync.online_pending", "info"),
        (SyncStatus(online=True, pending=9, uploading=4), "sync.uploading", "busy"),
        (SyncStatus(pending=6), "sync.offline", "warn"),
        (SyncStatus(online=True, failed=1), "sync.failed", "bad"),
        (SyncStatus(online=True, failed=1, conflicts=1), "sync.conflict", "bad"),
        (SyncStatus(online=True, failed=3, conflicts=1), "sync.failed_and_conflict", "bad"),
        (SyncStatus(failed=1, conflicts=1), "sync.offline_trouble", "bad"),
        (SyncStatus(online=True, pending=6, problem="auth.revoked"), "sync.stopped", "bad"),
        (SyncStatus(online=True, problem="sync.hub_too_old", last_success=AT), "sync.synced", "ok"),
        (SyncStatus(online=True, last_success=AT, clock_offset_s=-180.0), "sync.clock_off", "warn"),
        (SyncStatus(online=True, last_success=AT, clock_offset_s=3.2e7), "sync.clock_off_days", "warn"),
    ],
)
def test_the_chip_says_two_facts(status: SyncStatus, code: str, tone: str) -> None:
    text, shown = sync_chip(status)
    assert (text.code, shown) == (code, tone)
