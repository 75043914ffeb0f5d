"""Value types of the catalogue (事项目录). Read only: a terminal never edits what was published.

Field by field: resources/catalogue/README.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated

from msgspec import Meta, Struct

from app.catalogue.codes import (
    CaseKind,
    CounterAct,
    Delivery,
    MaterialForm,
    MaterialType,
    Necessity,
    ProcedureKind,
    ServiceObject,
    SourceChannel,
    Step,
    TaskType,
)
from app.workdays.deadline import Limit

Key = Annotated[str, Meta(pattern=r"^[^\x00-\x1f]{1,64}\Z")]
Name = Annotated[str, Meta(pattern=r"^[^\x00-\x1f]{1,256}\Z")]
"""What a hub's database has room for."""
Prefix = Annotated[str, Meta(pattern=r"^[A-Z]{0,2}\Z")]
"""What a voice can say, a clerk can type, and a ticket's number has room for."""
ZoneName = Annotated[str, Meta(pattern=r"^[^\x00-\x1f]{1,32}\Z")]
"""What a ticket machine, a slip and the hall screen have room for."""


class ELicense(Struct, frozen=True):
    """An electronic licence (电子证照) that can stand for a material (国务院令第716号 art.10)."""

    certificate_name: str
    waives_paper: bool


class Tolerance(Struct, frozen=True):
    """That a material may be supplied after acceptance (容缺)."""

    max_supplement_workdays: int


class Material(Struct, frozen=True):
    """申请材料. ``e_license`` and ``tolerance`` are None where they do not apply.

    A material that an answer of the item adds is asked for only after that answer.
    """

    code: Key
    name: str
    material_type: MaterialType
    necessity: Necessity
    form: MaterialForm
    original_copies: int
    photocopies: int
    source_channel: SourceChannel
    issuer: str
    e_license: ELicense | None
    tolerance: Tolerance | None
    accept_standard: str
    review_points: str


class Answer(Struct, frozen=True):
    """An answer, that is a situation (情形). ``code``: two digits, unique within the item; the item's
    implementation code and these digits are the 业务办理项编码. ``promised_limit`` replaces the item's.
    """

    code: str
    text: str
    adds: tuple[str, ...]
    waives: tuple[str, ...]
    promised_limit: Limit | None


class Question(Struct, frozen=True):
    """A question of the situation guide (情形引导), asked always or only after one of ``asked_after``."""

    text: str
    asked_after: tuple[str, ...]
    answers: tuple[Answer, ...]


class SpecialProcedure(Struct, frozen=True):
    """特别程序. ``stops_clock``: its time is excluded; the legal ``basis`` says by which rule."""

    kind: ProcedureKind
    max_workdays: int
    stops_clock: bool
    basis: str


class Fee(Struct, frozen=True):
    """收费. ``amount`` in yuan, None when it depends on the case; ``unit``: per what."""

    name: str
    amount: Decimal | None
    unit: str


class Commitment(Struct, frozen=True):
    """告知承诺. ``check_within_days``: natural days after the decision for the follow-up check (核查)."""

    check_within_days: int


class Result(Struct, frozen=True):
    """审批结果. ``validity`` as printed, empty when unlimited or not applicable."""

    name: str
    validity: str


class Item(Struct, frozen=True):
    """A service item (事项) in the form of its 实施清单. ``founding``: an organisation is founded by it."""

    id: Key
    name: Name
    pinyin: str
    task_type: TaskType
    basic_code: str
    implement_code: str
    department: str
    zone: str
    window_category: str
    case_kind: CaseKind
    service_objects: tuple[ServiceObject, ...]
    founding: bool
    statutory_limit: Limit
    promised_limit: Limit
    before_reform_limit: Limit | None
    approval_chain: tuple[Step, ...]
    counter_acts: tuple[CounterAct, ...]
    commitment: Commitment | None
    special_procedures: tuple[SpecialProcedure, ...]
    fees: tuple[Fee, ...]
    result: Result
    delivery: tuple[Delivery, ...]
    onsite_visits: int
    full_online: bool
    appointment: bool
    self_service: bool
    green_channel: bool
    effective: date
    cancelled: date | None
    note: str
    questions: tuple[Question, ...]
    materials: tuple[Material, ...]

    def in_use(self, day: date) -> bool:
        """Whether the item may be taken in on ``day`` (在用), as opposed to not yet or 取消."""
        return self.effective <= day and (self.cancelled is None or day < self.cancelled)


class Department(Struct, frozen=True):
    """部门. ``level``: 1 国家 .. 6 村居; ``nature``: 1 法定机关 2 授权组织 3 受委托组织."""

    key: Key
    name: str
    short: str
    credit_code: str
    level: int
    nature: int


class Zone(Struct, frozen=True):
    """功能区. ``ticket_prefix``: the letter of its ticket numbers, or two, or none."""

    key: Key
    name: ZoneName
    ticket_prefix: Prefix


class WindowCategory(Struct, frozen=True):
    """窗口类别."""

    key: str
    name: str
    meaning: str


class Window(Struct, frozen=True):
    """窗口."""

    number: int
    name: str
    zone: str
    category: str


class Theme(Struct, frozen=True):
    """一件事: items applied for together with one form, handled in parallel.

    ``lead``: the department that answers for the whole; ``result``: a common certificate, if there is one.
    """

    key: str
    name: str
    pinyin: str
    lead: str
    promised_limit: Limit | None
    items: tuple[str, ...]
    result: str


class Catalogue(Struct, frozen=True):
    """One published version of everything above; cases record ``version``. Keys are the ids."""

    version: str
    effective: date
    items: Mapping[str, Item]
    departments: Mapping[str, Department]
    zones: Mapping[str, Zone]
    window_categories: Mapping[str, WindowCategory]
    windows: Mapping[int, Window]
    themes: Mapping[str, Theme]
