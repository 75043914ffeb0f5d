"""A received case: what is typed replaces what stands, values masked, notes; by keyboard and on screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app.cases.queries import CaseCard, Note
from app.core.errors import RuleViolation, Superseded
from app.evaluations.model import EvaluationState
from tests.support.immediate import ImmediateTaskRunner
from tests.support.picture_checks import faults
from tests.support.workbench_gallery import STATES, open_window
from ui.cases.page import CasePage
from ui.cases.services import CaseOutcome
from ui.cases.view_model import CaseViewModel
from ui.common.actions import Actions
from ui.common.theme import Theme
from ui.common.tokens import SCALES, Appearance, Scale

AT = datetime(2026, 7, 6, 1, 42, tzinfo=UTC)
PHONE, ADDRESS = "applicant.phone", "delivery.address"
LONG = "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县爱新色里镇 108 号院 3 单元 1502"


@dataclass
class Services:
    """One case, kept in memory, by the rules that matter here."""

    values: dict[str, str] = field(default_factory=lambda: {PHONE: "13800006120", ADDRESS: LONG})
    notes: list[Note] = field(default_factory=list)
    version: int = 1
    overtaken: bool = False
    led_to: CaseOutcome = field(default_factory=CaseOutcome)

    def card(self, case_id: str) -> CaseCard:
        if case_id != "case-1":
            raise RuleViolation("case.unknown")
        return CaseCard(
            case_id=case_id,
            case_no="320115-20260706-01000235",
            item="养老待遇申领",
            applicant="王秀兰",
            received_at=AT,
            due=date(2026, 7, 13),
            due_provisional=False,
            version=self.version,
            values=self.values,
            notes=tuple(self.notes),
        )

    def outcome(self, case_id: str) -> CaseOutcome:
        return self.led_to

    def amend(self, case_id: str, changes: Mapping[str, str], version: int) -> None:
        if not changes:
            raise RuleViolation("case.nothing_changed")
        if self.overtaken:
            raise Superseded("cases.superseded", version=2)
        if len(changes.get(PHONE, "1" * 11)) != 11:
            raise RuleViolation("form.phone_invalid", field=PHONE)
        assert version == self.version
        self.values |= changes
        self.version += 1

    def note(self, case_id: str, text: str) -> None:
        if not text.strip():
            raise RuleViolation("case.value_missing", field="note")
        self.notes.insert(0, Note(AT, "li", text))

    def name_of(self, clerk_id: str) -> str:
        return {"li": "李静"}.get(clerk_id, clerk_id)


@pytest.fixture
def services() -> Services:
    return Services()


@pytest.fixture
def case(qapp: QApplication, services: Services) -> CaseViewModel:
    made = CaseViewModel(services, ImmediateTaskRunner())
    made.open("case-1")
    return made


def _now(case: CaseViewModel, key: str = PHONE) -> str:
    return next(each.now for each in case.state.contacts if each.key == key)


def test_values_are_covered_until_the_eye_is_held(case: CaseViewModel) -> None:
    assert _now(case) == "138****6120"
    assert _now(case, ADDRESS).startswith("新疆维吾尔自*")
    case.reveal(revealed=True)
    assert (_now(case), _now(case, ADDRESS)) == ("13800006120", LONG)


def test_whose_case_it_is_stands_on_top_and_its_receipt_can_be_had_again(
    case: CaseViewModel, services: Services
) -> None:
    assert case.state.applicant == "王**"
    assert [each.code for each in case.state.days] == ["case.received_on", "case.due"]
    case.reveal(revealed=True)
    assert case.state.applicant == "王秀兰"
    page = CasePage(case, Theme(Appearance("light", 100)), Actions(lambda _: None))
    asked: list[str] = []
    case.receipt_wanted.connect(asked.append)
    assert page.reprint.isHidden()
    services.led_to = CaseOutcome(copies=1)
    case.open("case-1")
    assert not page.reprint.isHidden()
    page.reprint.click()
    assert asked == ["case-1"]


def test_only_what_was_typed_is_corrected(case: CaseViewModel, services: Services) -> None:
    case.type(PHONE, "13900008820")
    case.save()
    assert services.values == {PHONE: "13900008820", ADDRESS: LONG}
    assert (_now(case), case.state.told_bad) == ("139****8820", False)
    assert [each.typed for each in case.state.contacts] == ["", ""]
    case.type(PHONE, "13900008821")
    case.save()
    assert services.version == 3


def test_a_wrong_number_stays_with_its_reason_under_it(case: CaseViewModel, services: Services) -> None:
    case.type(PHONE, "139")
    case.save()
    phone = case.state.contacts[0]
    assert phone.error is not None
    assert (phone.typed, phone.error.code) == ("139", "form.phone_invalid")
    assert services.version == 1


def test_nothing_typed_and_a_case_that_changed_meanwhile_are_told(
    case: CaseViewModel, services: Services
) -> None:
    case.save()
    assert case.state.told is not None
    assert case.state.told.code == "case.nothing_changed"
    services.overtaken = True
    case.type(PHONE, "13900008820")
    case.save()
    assert case.state.told.code == "cases.superseded"
    assert case.state.contacts[0].typed == "13900008820"


def test_a_note_stands_on_top_with_its_writer(case: CaseViewModel) -> None:
    case.add_note()
    assert case.state.note_error is not None
    case.type_note("下午再来补材料")
    case.add_note()
    assert [(each.person, each.text) for each in case.state.notes] == [("李静", "下午再来补材料")]
    assert case.state.typed_note == ""


def test_what_was_typed_is_there_when_the_same_case_is_opened_again(case: CaseViewModel) -> None:
    case.type(PHONE, "1390000")
    case.type_note("下午再来")
    case.open("case-1")
    assert (case.state.contacts[0].typed, case.state.typed_note) == ("1390000", "下午再来")
    case.open("other")
    assert (case.state.contacts, case.state.typed_note) == ((), "")


def test_an_unknown_case_is_said(case: CaseViewModel) -> None:
    case.open("other")
    assert case.state.told is not None
    assert case.state.told.code == "case.unknown"


@pytest.fixture(params=SCALES)
def page(request: pytest.FixtureRequest, case: CaseViewModel) -> Iterator[CasePage]:
    scale: Scale = request.param
    window, _ = open_window(STATES["idle"], Appearance("light", scale), (1366, 768))
    theme = window.findChild(Theme)
    assert isinstance(theme, Theme)
    made = CasePage(case, theme, window.actions_of_window)
    window.place_page("case", lambda: made)
    window.furnish().bring_page("case")
    yield made
    window.close()


def test_what_the_case_led_to_stands_at_its_head(
    page: CasePage, case: CaseViewModel, services: Services
) -> None:
    def head() -> str:
        case.open("case-1")
        return " ".join(label.text() for label in page.findChildren(QLabel))

    assert "没有收件凭证" in head()
    assert "评价" not in head()
    services.led_to = CaseOutcome(2, EvaluationState.GIVEN)
    assert "收件凭证打印 2 次　已评价" in head()
    services.led_to = CaseOutcome(1, EvaluationState.DECLINED)
    assert "收件凭证打印 1 次　未评价" in head()


def test_the_page_is_whole_in_every_size_and_worked_by_keyboard(
    page: CasePage, case: CaseViewModel, services: Services
) -> None:
    services.led_to = CaseOutcome(12, EvaluationState.DECLINED)
    case.open("case-1")
    case.add_note()
    case.type_note("申请人说住址已换，材料寄到新的地方" * 3)
    case.reveal(revealed=True)
    assert faults(page.window()) == []
    first = page.fields[PHONE].editor
    assert page.window().focusWidget() is first
    QTest.keyClicks(first, "13900008820")
    for _ in page.fields:
        QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Return)
    QTest.keyClick(page.save, Qt.Key.Key_Return)
    assert services.values[PHONE] == "13900008820"
