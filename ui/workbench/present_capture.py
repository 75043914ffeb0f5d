"""The capture panel as shown, and what it is about. Pure."""

from __future__ import annotations

from app.attachments.pages import Page
from app.cases import materials
from app.cases.visit import MaterialState
from ui.workbench.session import Capture, Model, wording
from ui.workbench.state import CaptureState, PageState

_READY = ("ok", "busy")


def materials_now(model: Model) -> tuple[str, list[str]] | None:
    """The case of the active item and the codes of its materials, a missing one in front of the others."""
    visit = model.visit
    if visit is None or visit.draft is None or model.services is None:
        return None
    item = model.services.catalogue.items[visit.draft.item_id]
    listed = materials.lines(visit, visit.draft, item)
    listed = tuple(sorted(listed, key=lambda line: not line.missing))
    asked = [line.material.code for line in listed if line.entry.state is not MaterialState.NOT_APPLICABLE]
    return visit.draft.case_id, asked


def pages_of(model: Model, capture: Capture) -> tuple[Page, ...]:
    """The pages that are on the material."""
    return model.pages.get(capture.case_id, {}).get(capture.material_code, ())


def material_name(model: Model, capture: Capture) -> str:
    """What the material is called."""
    visit = model.visit
    if visit is None or model.services is None:
        return ""
    draft = next((each for each in visit.drafts if each.case_id == capture.case_id), None)
    if draft is None:
        return ""
    listed = materials.lines(visit, draft, model.services.catalogue.items[draft.item_id])
    named = (line.material.name for line in listed if line.material.code == capture.material_code)
    return next(named, "")


def capture_state(model: Model) -> CaptureState | None:
    """None while the panel is closed."""
    capture = model.capture
    if capture is None:
        return None
    code, tone = model.devices.get("camera", ("device.absent", "warn"))
    scanner = model.devices.get("page_scanner")
    return CaptureState(
        material=capture.material_code,
        title=material_name(model, capture),
        device=wording(code),
        device_tone=tone,
        ready=tone in _READY,
        demo=any(each.id.startswith("simulated:") for each in model.cameras),
        cameras=tuple((each.id, each.name) for each in model.cameras),
        chosen=capture.camera_id,
        scanner=scanner is not None and scanner[1] in _READY,
        scanning=capture.scanning,
        grey=capture.grey,
        retaking=capture.retaking,
        pages=tuple(
            PageState(page.id, page.picture, max(1, page.file.size // 1000), page.file.arrived)
            for page in pages_of(model, capture)
        ),
        uploading=model.uploading,
    )
