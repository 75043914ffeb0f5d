"""One process that shows one window and says when it was painted: ``python -m app.main.bench.first_paint``.

Arguments: ``empty`` or ``workbench``, the instant of its start (nanoseconds of the monotonic clock), a data
folder. Prints one JSON line; see ``painted``. The workbench comes through the door of its command.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path


def main() -> int:
    """Show the window that is asked for."""
    kind, started_ns, data = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    if kind == "workbench":
        from app.main.commands.grammar import QT, loaded

        loaded("window.desktop", QT)
    painted = import_module("app.main.bench.painted")
    sys.stdout.write(json.dumps(getattr(painted, kind)(started_ns, data)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
