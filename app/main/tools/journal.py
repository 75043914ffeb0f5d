"""``zongchuang journal``: proofs about a store's journal."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing
from typing import Any

from msgspec.structs import asdict

from app.db.engine import damaged_pages
from app.db.store import Store
from app.journal.read import all_events
from app.journal.verify import rebuild, verify
from app.main.features import PROJECTED, PROJECTIONS
from app.main.window.store import open_window_store, refuse_none
from app.sync.history import standing


def verify_journal(args: Namespace) -> dict[str, Any]:
    """Verify the window store in ``args.data``; with ``args.rebuild`` also replay it and compare.

    ``damaged_pages`` counts the pages of the file that do not prove themselves. Raises EnvironmentMissing
    ``store.none_here``, StoreUnavailable.
    """
    refuse_none(args.data)
    with closing(open_window_store(args.data).store) as store:
        return proof(store, rebuilt=bool(args.rebuild))


def proof(store: Store, *, rebuilt: bool) -> dict[str, Any]:
    """What a verification of a window's store found: ``intact`` when nothing is wrong."""
    with store.read() as conn:
        damaged = damaged_pages(conn)
        report = verify(conn)
        problems = list(report.problems)
        if rebuilt:
            problems += rebuild(conn, standing(conn, all_events(conn)), PROJECTIONS, PROJECTED)
    return {
        "rows": report.rows,
        "chains": report.chains,
        "rebuilt": rebuilt,
        "damaged_pages": damaged,
        "intact": not problems and not damaged,
        "problems": [asdict(problem) for problem in problems],
        "exit": 1 if problems or damaged else 0,
    }
