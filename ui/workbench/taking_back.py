"""Taking one edit of the visit back (撤销) without what was done after it. Pure."""

from __future__ import annotations

from typing import TypeVar

from msgspec.structs import fields, replace

from app.cases.visit import Draft, Visit

_Part = TypeVar("_Part", Visit, Draft)


def taken_back(before: Visit, after: Visit, now: Visit) -> Visit:
    """The visit ``now`` without the edit that made ``before`` into ``after``.

    What was typed or read since then stays, and a received case is never touched. An item that was removed
    is back at its place and is the active one.
    """
    kept = {draft.case_id for draft in after.drafts}
    removed = [draft for draft in before.drafts if draft.case_id not in kept]
    drafts = [_draft(before, after, draft) for draft in now.drafts]
    for draft in removed:
        drafts.insert(before.drafts.index(draft), draft)
    shown = removed[0] if removed else now.draft
    active = next((n for n, draft in enumerate(drafts) if shown and draft.case_id == shown.case_id), 0)
    return replace(_reverted(before, after, now), drafts=tuple(drafts), active=active)


def _draft(before: Visit, after: Visit, now: Draft) -> Draft:
    was = next((draft for draft in before.drafts if draft.case_id == now.case_id), None)
    became = next((draft for draft in after.drafts if draft.case_id == now.case_id), None)
    if was is None or became is None or now.received:
        return now
    return _reverted(was, became, now)


def _reverted(before: _Part, after: _Part, now: _Part) -> _Part:
    names = (each.name for each in fields(before))
    changed = [name for name in names if getattr(before, name) != getattr(after, name)]
    return replace(now, **{name: getattr(before, name) for name in changed})
