"""The workbench in the situations that a clerk meets, for pictures and for the checks made on every picture.

All people, numbers and addresses are invented; the ID numbers are of the never-issued area 000000.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtTest import QTest

from app.core.clock import ManualClock
from tests.support.capture_gallery import capture_states
from tests.support.duty_gallery import duty_states
from ui.common.keymap import KEYMAP
from ui.common.theme import Theme
from ui.common.tokens import Appearance
from ui.shell.main_window import MainWindow
from ui.workbench.state import (
    BarState,
    DocumentState,
    FieldState,
    FocusRequest,
    GapRow,
    HeaderState,
    ItemState,
    ItemTab,
    MaterialRow,
    PersonState,
    QuestionState,
    QueueRow,
    QueueState,
    RecordRow,
    SearchHit,
    SearchState,
    TicketState,
    UndoOffer,
    Wording,
    WorkbenchState,
)
from ui.workbench.view_model import WorkbenchViewModel

NOW = datetime(2026, 7, 6, 1, 42, 7, tzinfo=UTC)
LONG_NAME = "阿卜杜热合曼·买买提"
LONG_ITEM = "城镇独生子女父母一次性奖励金申领及历史补缴一次性资格确认"
PLAIN = Appearance()
EVERY_KEY = frozenset(key.id for key in KEYMAP)


class RecordingCapture(QObject):
    """Stands in for the capture panel's side of the view-model."""

    frame_changed = Signal(object)

    def __init__(self, parent: QObject, asked: list[tuple[Any, ...]]) -> None:
        super().__init__(parent)
        self._asked = asked

    def __getattr__(self, intent: str) -> Callable[..., None]:
        if intent.startswith("_"):
            raise AttributeError(intent)
        return lambda *arguments: self._asked.append((f"capture.{intent}", *arguments))


class RecordingViewModel(QObject):
    """Stands in for the view-model: keeps every intent with its arguments, shows what it is told to."""

    state_changed = Signal(object)
    evaluation_state_changed = Signal(object)

    def __init__(self, state: WorkbenchState) -> None:
        super().__init__()
        self.state = state
        self.asked: list[tuple[Any, ...]] = []
        self.capture = RecordingCapture(self, self.asked)

    def __getattr__(self, intent: str) -> Callable[..., None]:
        if intent.startswith("_"):
            raise AttributeError(intent)
        return lambda *arguments: self.asked.append((intent, *arguments))

    def show(self, state: WorkbenchState) -> None:
        """Let the page render this."""
        self.state = state
        self.state_changed.emit(state)


def open_window(
    state: WorkbenchState, appearance: Appearance = PLAIN, size: tuple[int, int] = (1920, 1080)
) -> tuple[MainWindow, RecordingViewModel]:
    """The clerk's window with a recording view-model behind it, shown."""
    view_model = RecordingViewModel(state)
    theme = Theme(appearance)
    window = MainWindow(cast(WorkbenchViewModel, view_model), theme, ManualClock(NOW))
    theme.setParent(window)
    view_model.setParent(window)
    window.resize(*size)
    window.furnish()
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    return window, view_model


def _ago(minutes: float) -> datetime:
    return NOW - timedelta(minutes=minutes)


def _words(code: str, **params: object) -> Wording:
    return Wording(code, tuple(params.items()))


HEADER = HeaderState(
    "A 区 · 03 号综合窗口",
    "李静",
    (
        ("idcard", "device.ready", "ok"),
        ("page_printer", "device.ready", "ok"),
        ("evaluator", "device.ready", "ok"),
    ),
    _words("sync.synced", at="09:41"),
    "ok",
)
OFFLINE = replace(
    HEADER,
    devices=(*HEADER.devices[:2], ("evaluator", "device.absent", "warn")),
    sync=_words("sync.offline", pending=6),
    sync_tone="warn",
)
WAITING = tuple(
    QueueRow(f"t{number}", number, service, note, _ago(minutes))
    for number, service, note, minutes in (
        ("A0128", "社保医保", "老年优先", 28),
        ("B0041", "企业开办", "预约 09:30", 24),
        ("A0129", "社保医保", "", 17),
        ("A0130", "户政综合", "", 15),
        ("A0131", "社保医保", "", 12),
        ("B0042", "企业变更", "", 9),
        ("A0132", "不动产", "", 6),
    )
)
QUEUE = QueueState(
    WAITING,
    (QueueRow("t9", "A0126", "社保医保", "", _ago(31)), QueueRow("t8", "A0119", "户政综合", "", _ago(50))),
    live=True,
    as_of=_ago(0.1),
    served_today=31,
    average_minutes=8.67,
    next_reason=_words("queue.next_special", number="A0128"),
)
SERVING = TicketState("serving", "A0127", "社保医保", _ago(6.3), _ago(25), 1, ("代办",))
PERSON = PersonState(
    "王秀兰", ("女", "68 岁", "汉"), "3201**********4527", "138****6120", "card", _ago(6), False, "张伟", 4
)
FIELDS = (
    FieldState("applicant.name", "text", "王秀兰", True, True, source="card"),
    FieldState("applicant.number", "code", "3201**********4527", True, True, source="card"),
    FieldState(
        "applicant.address", "text", "江宁区东山街道天印社区 12 幢 302 室", False, True, source="card"
    ),
    FieldState("applicant.phone", "phone", "13851206120"),
    FieldState("agent.name", "text", "张伟", True, True, source="card"),
    FieldState("agent.number", "code", "3201**********0313", True, True, source="card"),
    FieldState("agent.phone", "phone", "1385120", True, error=_words("form.phone_invalid")),
    FieldState(
        "agent.relation", "choice", "family", False, choices=("family", "employee", "lawyer", "other")
    ),
    FieldState("delivery.method", "choice", "post", True, choices=("counter", "post", "electronic")),
    FieldState("delivery.address", "text", "", True),
)
MATERIALS = (
    MaterialRow("m1", "申请人身份证件", 1, _words("material.taken_card"), (0, 1), (1, 2, 3)),
    MaterialRow("m2", "户口簿", 4, _words("material.waived", certificate="居民户口簿"), (0, 1, 4), (1, 2)),
    MaterialRow("m3", "授权委托书及代理人身份证件", 1, _words("material.taken_original"), (0, 1)),
    MaterialRow("m4", "未参加职工养老保险证明", 3, _words("material.committed"), (0, 1, 2, 3)),
    MaterialRow(
        "m5", "社会保障卡（银行账户）复印件", 0, _words("material.bring", originals=1, copies=1), (0, 1, 2)
    ),
    MaterialRow("m6", "特殊工种岗位证明", 2, _words("material.tolerated", day="2026-07-13"), (0, 1, 2)),
    MaterialRow(
        "m7", "近期照片", 0, _words("material.bring_originals", originals=1), (0, 1, 5), required=False
    ),
)
GAPS = (
    GapRow("agent.phone", "field", "代理人电话", _words("form.phone_invalid")),
    GapRow("delivery.address", "field", "邮寄地址", _words("form.required")),
    GapRow("m5", "material", "社会保障卡（银行账户）复印件", _words("material.missing", name="社保卡")),
)
ITEM = ItemState(
    "c2",
    "城乡居民基本养老保险待遇申领",
    due=_words("limit.workday", value=20),
    questions=(
        QuestionState("户籍是否在本区？", ("本区", "外区"), "本区"),
        QuestionState("是否已参加职工养老保险？", ("否", "是", "不清楚"), "否"),
    ),
    material_change=_words("visit.materials_changed", change="+授权委托书  -收入证明"),
    fields=FIELDS,
    materials=MATERIALS,
    gaps=GAPS,
)
TABS = (
    ItemTab("c1", "老年优待证", "done", "320115-20260706-0100013X"),
    ItemTab("c2", "城乡居民基本养老保险待遇申领", "gap"),
    ItemTab("c3", "高龄津贴申领", "todo"),
)
RECORDS = tuple(
    RecordRow(_ago(minutes), _words(code, **params))
    for minutes, code, params in (
        (1, "record.case.received", {"case_no": "320115-20260706-0100013X"}),
        (6, "record.visit.person_verified", {"role": "applicant"}),
        (6.3, "record.visit.opened", {"ticket_number": "A0127"}),
    )
)
GAPPY = WorkbenchState(
    header=HEADER,
    ticket=SERVING,
    queue=QUEUE,
    person=PERSON,
    tabs=TABS,
    active=1,
    item=ITEM,
    by_agent=True,
    records=RECORDS,
    saved_at=_ago(0.1),
    focus=FocusRequest(1, "field", "agent.phone"),
    enabled=EVERY_KEY - {"call_next", "recall", "miss", "start", "walk_in", "undo", "print"},
    refused=(("call_next", _words("queue.visit_open")),),
    loading=False,
)


def _finished_form() -> ItemState:
    fields = tuple(replace(each, error=None, value=each.value or "东山街道 1 号") for each in FIELDS)
    materials = tuple(replace(each, state=1) if each.code == "m5" else each for each in MATERIALS)
    return replace(ITEM, fields=fields, materials=materials, gaps=(), material_change=None)


def _received() -> ItemState:
    done = _finished_form()
    fields = tuple(replace(each, readonly=True) for each in done.fields)
    due = _words("case.due", day="2026-08-03")
    return replace(done, fields=fields, case_no="320115-20260706-0100014X", received_at=_ago(1), due=due)


def _long() -> WorkbenchState:
    person = replace(PERSON, name=LONG_NAME, agent="古丽米热·阿布都克热木", earlier_cases=12, demo=True)
    name = replace(FIELDS[0], value=LONG_NAME)
    address = replace(
        FIELDS[2], value="新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县爱新色里镇 108 号院 3 单元 1502"
    )
    materials = (replace(MATERIALS[0], name=LONG_ITEM), *MATERIALS[1:])
    item = replace(ITEM, title=LONG_ITEM, fields=(name, FIELDS[1], address, *FIELDS[3:]), materials=materials)
    queue = replace(QUEUE, waiting=(replace(WAITING[0], number="AB01281", service=LONG_ITEM), *WAITING[1:]))
    return replace(
        GAPPY,
        ticket=replace(SERVING, number="AB01271", tags=("老年优先", "代办")),
        person=person,
        queue=queue,
        tabs=(
            *TABS[:1],
            ItemTab("c2", LONG_ITEM, "gap"),
            *(ItemTab(f"x{n}", LONG_ITEM, "todo") for n in range(4)),
        ),
        item=item,
    )


IDLE = WorkbenchState(
    header=HEADER,
    queue=QUEUE,
    enabled=EVERY_KEY
    - {"recall", "miss", "start", "receive", "finish", "next_gap", "print", "undo", "documents"},
    loading=False,
)
CALLED = replace(
    IDLE,
    ticket=TicketState("called", "A0128", "社保医保", _ago(0.4), _ago(28), 2, ("老年优先",)),
    queue=replace(QUEUE, waiting=WAITING[1:]),
    enabled=frozenset({"recall", "miss", "start", "search", "help", "back"}),
)
FOUND = (
    SearchHit("item", "i1", "养老补贴申领", "1203"),
    SearchHit("item", "i2", "医疗补贴申领", "1207"),
    SearchHit("item", "i3", LONG_ITEM, "1301"),
    SearchHit("command", "read_card", "读证", key="F5"),
    SearchHit("command", "finish", "办结并评价", key="F12"),
)
STATES: dict[str, WorkbenchState] = {
    "idle": IDLE,
    "empty": replace(
        IDLE,
        queue=QueueState(live=True, served_today=0),
        enabled=IDLE.enabled - {"call_next"},
        refused=(("call_next", _words("queue.empty")),),
    ),
    "loading": WorkbenchState(enabled=frozenset({"help"})),
    "called": CALLED,
    "gaps": GAPPY,
    "ready": replace(
        GAPPY,
        item=_finished_form(),
        tabs=(*TABS[:1], replace(TABS[1], mark="working"), *TABS[2:]),
        focus=FocusRequest(1, "material", "m1"),
    ),
    "received": replace(
        GAPPY,
        item=_received(),
        tabs=(*TABS[:1], replace(TABS[1], mark="done"), *TABS[2:]),
        focus=FocusRequest(1, "material", "m1"),
        enabled=GAPPY.enabled - {"receive", "next_gap"},
    ),
    "no_item": replace(
        GAPPY, item=None, tabs=(), person=PersonState(), focus=FocusRequest(), by_agent=False,
        ticket=replace(SERVING, tags=()), enabled=GAPPY.enabled - {"receive", "next_gap", "documents"},
    ),
    "offline": replace(
        GAPPY,
        header=OFFLINE,
        queue=replace(QUEUE, live=False, as_of=_ago(32), undo=UndoOffer(
            _words("ticket.missed", number="A0126"), NOW + timedelta(seconds=7))),
        bars=(BarState(_words("queue.offline"), "warn", "walk_in"),),
        enabled=GAPPY.enabled | {"undo"},
    ),
    "errors": replace(
        GAPPY,
        person=replace(PERSON, source="manual", verified_at=None, reading=_words("card.unread", attempt=2)),
        bars=(
            BarState(_words("store.disk_full"), "bad"),
            BarState(_words("document.waits", reason=_words("printer.out_of_paper")), "warn", "documents"),
        ),
        item=replace(
            ITEM,
            warnings=(
                _words("case.duplicate_open", case_no="320115-20260701-01000219"),
                _words("person.card_expired"),
            ),
        ),
    ),
    "crowd": replace(
        GAPPY,
        queue=replace(QUEUE, waiting=tuple(
            QueueRow(f"w{n}", f"A{n:04}", "社保医保", "", _ago(200 - n)) for n in range(1, 201))),
    ),
    "long": _long(),
    "search": replace(
        GAPPY,
        search=SearchState("ylbt", FOUND),
        focus=FocusRequest(2, "search_list"),
    ),
    "nothing_found": replace(
        GAPPY, search=SearchState("xyz"), focus=FocusRequest(3, "search_list")
    ),
    "evaluation": replace(
        IDLE,
        ticket=TicketState("finished"),
        evaluation="asking",
        evaluation_until=NOW + timedelta(seconds=52),
    ),
    **capture_states(GAPPY, NOW),
    **duty_states(IDLE),
    "organisation": replace(
        GAPPY,
        person=PersonState("南京东山某某科技有限公司", source="manual"),
        by_agent=False,
    ),
}  # fmt: skip


def document_state(pdf: bytes) -> WorkbenchState:
    """A receipt open for its second print, the printer out of paper."""
    return replace(
        GAPPY,
        item=_received(),
        focus=FocusRequest(),
        document=DocumentState(
            "收件凭证 320115-20260706-0100014X",
            pdf,
            "窗口03-A4",
            ("窗口03-A4", "大厅02-A4"),
            _words("printer.out_of_paper", printer="窗口03-A4"),
            "bad",
            1,
            True,
        ),
        enabled=GAPPY.enabled | {"print", "back"},
    )
