"""The process of a simulated ID card reader (演示设备), speaking the real protocol.

``python -m devices.idcard.simulator [SCRIPT]``. Its first line is ``{"kind": "idcard", "port": PATH}``. It is
then told what to do by lines of JSON (devices.simulation.stage):

| line | does |
|---|---|
| ``{"do": "card_in", "name": "样本甲", "addresses": []}`` | lays down a card of sample_cards |
| ``{"do": "card_in", "block": HEX}`` | lays down any text block |
| ``{"do": "card_out"}`` | lifts it |
| ``{"do": "read_once", "on": true}`` | finds a card that was read only after it was lifted |
| ``{"do": "pace", "baud": 115200, "chunk": 20}`` | replies travel as slowly as on a real line; 0: at once |
| ``{"do": "speed", "baud": 9600}`` | hears only a host that talks at this speed; 0: any |
| ``{"do": "fault", "kind": KIND, "value": "", "on": "READ", "times": 1}`` | spoils replies: see FaultKind |
| ``{"do": "stale", "hex": HEX}`` | sends bytes that nobody asked for |
| ``{"do": "unplug"}``, ``{"do": "plug"}`` | the port vanishes, and comes back under the same name |
| ``{"do": "wait", "ms": 500}``, ``{"do": "await", "command": "READ", "times": 1}`` | holds up the script |
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from devices.idcard.simulated_reader import SimulatedReader


def run(lines: list[str]) -> int:
    """Serve in the foreground until the process is told to end; 0, or 2 when the script is wrong."""
    with tempfile.TemporaryDirectory(prefix="idcard-") as folder:
        return SimulatedReader(Path(folder) / "idcard", lines).run()


if __name__ == "__main__":
    path = sys.argv[1:]
    sys.exit(run(Path(path[0]).read_text("utf-8").splitlines() if path else []))
