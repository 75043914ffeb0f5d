"""The simulated ID card reader (演示设备), on which sample cards can be laid."""

from __future__ import annotations

from app.main.devices.simulated_process import SimulatedProcess
from devices.idcard.sample_cards import SAMPLES


class SimulatedReaderProcess(SimulatedProcess):
    """Starts the simulator and lays cards on it."""

    cards = tuple(SAMPLES)
    """Names of the sample cards."""

    def __init__(self) -> None:
        super().__init__("idcard", "--empty")

    def lay_down(self, name: str) -> None:
        """Put a sample card on the reader, instead of the one that lies there."""
        self.tell("card_out")
        self.tell("card_in", name=name)

    def lift(self) -> None:
        """Take the card away."""
        self.tell("card_out")
