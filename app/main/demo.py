"""``zongchuang demo``: the script on real parts, and the proof that nothing was lost or doubled."""

from __future__ import annotations

import os
import tempfile
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec import to_builtins
from sqlalchemy import Connection, select

from app.config.folders import default_data_folder
from app.core.errors import RuleViolation
from app.core.paths import own_folder
from app.db.engine import open_hub
from app.db.keys import keep_in_files
from app.db.store import Store
from app.journal.model import Node, heads, journal
from app.journal.read import all_events
from app.journal.verify import rebuild, verify
from app.main.features import PROJECTED, PROJECTIONS
from app.main.hub.process import HUB_FILE
from app.sync.history import standing


def run(args: Namespace) -> dict[str, Any]:
    """Play the script; pictures and PDFs go to ``args.out``, data to ``args.data`` where that is named.

    Exit code 1 when anything was lost or doubled, or when a journal does not verify. Raises RuleViolation
    ``demo.folder_in_use`` (folder).
    """
    if args.headless:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with _folder(args.data) as data:
        return _play(data, args.out, args.hub_db)


@contextmanager
def _folder(named: Path) -> Iterator[Path]:
    """The folder that was named, which stays; else one that goes away, for what is played has no place among
    the data of this user."""
    if named == default_data_folder():
        keep_in_files()
        with tempfile.TemporaryDirectory(prefix="zongchuang-demo-") as folder:
            yield Path(folder)
    elif named.is_dir() and any(named.iterdir()):
        raise RuleViolation("demo.folder_in_use", folder=str(named))
    else:
        own_folder(named)
        yield named


def _play(data: Path, out: Path, hub_db: str) -> dict[str, Any]:
    from app.main.scripted_day import Script
    from app.main.stage import DemoStage
    from ui.qt_app import build_application, catch_crashes

    out.mkdir(parents=True, exist_ok=True)
    build_application()
    escaped: list[BaseException] = []
    catch_crashes(escaped.append)
    stage = DemoStage(data, out, hub_db)
    script = Script(stage)
    try:
        summary = script.play()
        assert stage.desktop.backstage is not None
        proof = _proof(
            stage.desktop.backstage.store,
            stage.desktop.backstage.node,
            hub_db or f"sqlite:///{data / 'hub' / HUB_FILE}",
        )
    finally:
        stage.close()
    answer = {**to_builtins(summary), **proof, "errors": [type(error).__name__ for error in escaped]}
    return {**answer, "exit": 1} if escaped else answer


def _proof(window: Store, node: Node, hub_url: str) -> dict[str, Any]:
    """Compare what the window wrote with what the hub has of it, row by row."""
    hub = open_hub(hub_url)
    with window.read() as ours, hub.read() as theirs:
        written = list(ours.execute(_hashes(node)))
        arrived = list(theirs.execute(_hashes(node)))
        events = verify(ours)
        replayed = rebuild(ours, standing(ours, all_events(ours)), PROJECTIONS, PROJECTED)
        proof = {
            "window_head": _head(ours, node),
            "hub_head": _head(theirs, node),
            "events": len(written),
            "lost": len(set(written) - set(arrived)),
            "doubled": sum(count - 1 for count in Counter(row.id for row in arrived).values()),
            "window_journal_intact": events.intact and not replayed,
            "hub_journal_intact": verify(theirs).intact,
        }
    hub.close()
    whole = not proof["lost"] and not proof["doubled"] and proof["window_head"] == proof["hub_head"]
    intact = proof["window_journal_intact"] and proof["hub_journal_intact"]
    return {**proof, "exit": 0 if whole and intact else 1}


def _hashes(node: Node) -> Any:
    return select(journal.c.id, journal.c.hash).where(
        journal.c.hall_id == node.hall_id,
        journal.c.node == node.node,
        journal.c.incarnation == node.incarnation,
    )


def _head(conn: Connection, node: Node) -> dict[str, Any]:
    row = conn.execute(
        select(heads.c.seq, heads.c.hash).where(
            heads.c.hall_id == node.hall_id,
            heads.c.node == node.node,
            heads.c.incarnation == node.incarnation,
        )
    ).first()
    return {"seq": row.seq, "hash": row.hash} if row else {"seq": 0, "hash": ""}
