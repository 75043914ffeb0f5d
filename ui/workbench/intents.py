"""What the page may ask for: the intents of the view-model, as the page sees them."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import SignalInstance

from ui.workbench.state import PageChange, SearchHit, WorkbenchState


class CaptureIntents(Protocol):
    """What the capture panel may ask for. ``frame_changed`` carries what the camera sees, a JPEG; empty when
    it sees nothing."""

    @property
    def frame_changed(self) -> SignalInstance:
        """Carries bytes."""
        ...

    def press(self, material_code: str) -> None:
        """Take a page for this material (高拍); the first time, open the panel."""
        ...

    def aim(self, material_code: str) -> None:
        """Pages go to this material from now on."""
        ...

    def change(self, change: PageChange, page_id: str) -> None:
        """Turn, move, retake or remove a page."""
        ...

    def set_up(self, camera_id: str, grey: bool) -> None:
        """Which camera is used, and whether without colour."""
        ...

    def scan(self) -> None:
        """Scan all that lies in the page scanner; pressed again, stop."""
        ...

    def save_as(self, path: str) -> None:
        """Write the pages of the material to one PDF file."""
        ...


class WorkbenchIntents(Protocol):
    """The view-model of the workbench. Each intent may change the state; every change is announced."""

    @property
    def state_changed(self) -> SignalInstance:
        """Carries a WorkbenchState."""
        ...

    @property
    def evaluation_state_changed(self) -> SignalInstance:
        """Carries an EvaluationState for the customer's window (评价器)."""
        ...

    @property
    def state(self) -> WorkbenchState:
        """What is to be shown now."""
        ...

    def trigger(self, action_id: str) -> None:
        """Do what a row of the key map says."""
        ...

    def restore_ticket(self, ticket_id: str) -> None:
        """Put a missed ticket (过号) back to the front of the queue."""
        ...

    def call_by_hand(self, number: str) -> None:
        """Call a number that was typed while the hub is gone (手工叫号)."""
        ...

    def set_query(self, text: str) -> None:
        """Search items and commands."""
        ...

    def choose(self, hit: SearchHit) -> None:
        """Take an item from the search list into the visit."""
        ...

    def select_item(self, index: int) -> None:
        """Open one item (事项) of the visit."""
        ...

    def remove_item(self, case_id: str) -> None:
        """Take an item out of the visit."""
        ...

    def answer(self, question_text: str, answer: str) -> None:
        """Answer a situation question (情形)."""
        ...

    def set_agent(self, by_agent: bool) -> None:
        """Say whether an agent (代理人) stands at the counter."""
        ...

    def aim_card_at_agent(self, agent: bool) -> None:
        """Say whose card is read next."""
        ...

    def set_field(self, key: str, value: str) -> None:
        """Fill in a field; called at every edit."""
        ...

    def set_material(self, code: str, state: int) -> None:
        """Set the state 0 to 5 of a material (材料)."""
        ...

    def reveal(self, revealed: bool) -> None:
        """Show masked numbers while the button is held; the view-model records it."""
        ...

    def print_document(self, printer: str, reason: str) -> None:
        """Print the open document; a reprint carries its reason (补打原因)."""
        ...

    def retry_print(self, printer: str) -> None:
        """Print the same job on this printer."""
        ...

    def save_document_as(self, path: str) -> None:
        """Write the open document to a file."""
        ...

    def close_documents(self) -> None:
        """Leave the document panel."""
        ...

    @property
    def capture(self) -> CaptureIntents:
        """Pages on materials (高拍)."""
        ...

    def evaluate(self, level: int) -> None:
        """The citizen's grade, 5 非常满意 to 1 非常不满意."""
        ...

    def skip_evaluation(self) -> None:
        """The citizen does not want to evaluate."""
        ...
