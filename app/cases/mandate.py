"""The power of attorney (授权委托书): what an agent (代理人) brings. Pure.

Whether an agent acts is a fact of the visit, said once at the person; an item that asks the same in its
situation guide gets its answer from there. Sources: 行政许可法 art.29, 民法典 art.165.
"""

from __future__ import annotations

from app.catalogue.codes import MaterialForm, MaterialType, Necessity, SourceChannel
from app.catalogue.model import Answer, Item, Material, Question

_NAME = "授权委托书"


def is_mandate(material: Material) -> bool:
    """Whether a material is a power of attorney, alone or together with the agent's identity card."""
    return material.name.startswith(_NAME)


def mandate_for(item: Item) -> Material:
    """The power of attorney for an item whose own list has none."""
    return Material(
        code=f"{item.id}-WT",
        name=_NAME,
        material_type=MaterialType.FORM,
        necessity=Necessity.REQUIRED,
        form=MaterialForm.PAPER,
        original_copies=1,
        photocopies=0,
        source_channel=SourceChannel.APPLICANT,
        issuer="",
        e_license=None,
        tolerance=None,
        accept_standard="载明代理人姓名、代理事项、权限和期限，由被代理人签名或者盖章（民法典第一百六十五条）",
        review_points="",
    )


def agent_question(item: Item) -> Question | None:
    """The item's own question who comes to the counter, if it has one."""
    mandates = _mandate_codes(item)
    for question in item.questions if mandates else ():
        if any(not mandates.isdisjoint(answer.adds) for answer in question.answers):
            return question
    return None


def says_agent(item: Item, answer: Answer) -> bool:
    """Whether an answer says that an agent acts: it asks for the power of attorney."""
    return not _mandate_codes(item).isdisjoint(answer.adds)


def _mandate_codes(item: Item) -> set[str]:
    return {material.code for material in item.materials if is_mandate(material)}
