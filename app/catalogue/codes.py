"""Code tables (代码表) of the catalogue.

Numbers and two-digit texts are the national codes of GB/T 39046-2020 annex A; words are ours.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum


class TaskType(StrEnum):
    """事项类型, GB/T 39046-2020 annex A."""

    PERMIT = "01"
    """行政许可"""
    PENALTY = "02"
    """行政处罚"""
    COMPULSION = "03"
    """行政强制"""
    LEVY = "04"
    """行政征收"""
    BENEFIT = "05"
    """行政给付"""
    INSPECTION = "06"
    """行政检查"""
    CONFIRMATION = "07"
    """行政确认"""
    AWARD = "08"
    """行政奖励"""
    RULING = "09"
    """行政裁决"""
    OTHER_POWER = "10"
    """其他行政权力, e.g. 备案"""
    PUBLIC_SERVICE = "20"
    """公共服务"""


class CaseKind(StrEnum):
    """办件类型."""

    INSTANT = "instant"
    """即办件: finished on the spot or the same day."""
    PROMISED = "promised"
    """承诺件: finished within the promised limit."""
    JOINT = "joint"
    """联办件: two or more departments on one clock (行政许可法 art.26, 42)."""
    REFERRED = "referred"
    """报批件: reviewed here, decided by a higher organ (行政许可法 art.43)."""


class ServiceObject(IntEnum):
    """服务对象, GB/T 39046-2020 annex A."""

    PERSON = 1
    """自然人"""
    COMPANY = 2
    """企业法人"""
    INSTITUTION = 3
    """事业法人"""
    SOCIAL_ORGANISATION = 4
    """社会组织法人"""
    ADMINISTRATION = 5
    """行政机关"""
    OTHER = 6
    """其他组织"""


class Step(StrEnum):
    """A step of the approval chain (审批环节)."""

    HANDLE = "handle"
    """承办"""
    REVIEW = "review"
    """审核"""
    DECIDE = "decide"
    """决定"""


class CounterAct(StrEnum):
    """What the department has delegated to the counter for an item (窗口权限)."""

    RECEIVE = "receive"
    """收件"""
    ACCEPT = "accept"
    """受理 (收件即受理)"""
    DECIDE = "decide"
    """审批, within an authorisation"""


class Delivery(StrEnum):
    """How a result reaches the applicant (送达方式)."""

    COUNTER = "counter"
    """窗口领取"""
    POST = "post"
    """EMS寄递"""
    ELECTRONIC = "electronic"
    """电子证照"""


class ProcedureKind(StrEnum):
    """Special procedures (特别程序)."""

    EXTENSION = "extension"
    """延长审批, code 1 in GB/T 39046-2020 A.7; all others are code 2."""
    SITE_VISIT = "site_visit"
    """现场踏勘"""
    PUBLIC_NOTICE = "public_notice"
    """公示"""
    EXPERT_REVIEW = "expert_review"
    """专家评审"""
    TESTING = "testing"
    """检验检测"""
    HEARING = "hearing"
    """听证"""


class MaterialType(IntEnum):
    """材料类型."""

    CERTIFICATE = 1
    """证件证书证明"""
    FORM = 2
    """申请表格文书"""
    OTHER = 3
    """其他"""


class Necessity(IntEnum):
    """材料必要性."""

    REQUIRED = 1
    """必要"""
    OPTIONAL = 2
    """非必要"""
    SUPPLEMENTED_LATER = 3
    """容缺后补"""


class MaterialForm(IntEnum):
    """材料形式."""

    PAPER = 1
    """纸质"""
    ELECTRONIC = 2
    """电子化"""
    EITHER = 3
    """纸质/电子化"""


class SourceChannel(IntEnum):
    """来源渠道."""

    APPLICANT = 10
    """申请人自备"""
    GOVERNMENT = 20
    """政府部门核发"""
    OTHER = 99
    """其他"""
