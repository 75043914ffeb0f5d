"""``zongchuang hub backup`` and ``hub restore``: a hub's data and keys leave the machine and come back.

The file is sealed like a window's and holds the database (app.main.hub.dump) and, beside it, the hub's keys:
without them every device would have to be enrolled again and no blob could be read. The blobs lie beside the
file (app.main.tools.backup_blobs). A restored database begins a new epoch, so everybody offers again what it
does not have.
"""

from __future__ import annotations

import filecmp
import os
from argparse import Namespace
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec

from app.core import sealed
from app.core.clock import SystemClock, to_text
from app.core.errors import RuleViolation, StoreUnavailable
from app.core.paths import own_folder, sync_folder
from app.db.engine import open_hub
from app.db.keys import keep_key, known_key
from app.hub.attachments import HubBlobs, hall_folders
from app.hub.own_keys import remembered_keys
from app.hub.trust import FOLDER as TRUST
from app.main.hub.database import database_url, refuse_none
from app.main.hub.dump import database
from app.main.tools.backup import (
    given_secret,
    new_secret,
    refuse_existing,
    scratch,
    show_progress,
    take_name,
)
from app.main.tools.backup_blobs import Copies, copy_blobs, folder_beside
from app.sync.attachments import FOLDER as ATTACHMENTS
from devices.decoding import from_json


class _Keys(msgspec.Struct, frozen=True):
    """What travels beside the database: the files of ``trust`` by name, and the key of the blobs, if any."""

    trust: dict[str, bytes]
    blobs: bytes


def backup(args: Namespace) -> dict[str, Any]:
    """Seal the hub's database and keys into ``args.file``, also while it serves; see ``backup_tools.backup``.

    Raises EnvironmentMissing ``hub.none_here`` (place), ``hub.trust_missing`` (file), and as that.
    """
    file: Path = args.file
    refuse_existing(file)
    refuse_none(args)
    content = database(database_url(args))
    with closing(open_hub(content.url)) as store:
        remembered_keys(store, args.data)
    secret, told = new_secret(args.passphrase_file)
    # The copy is not encrypted: it leaves the machine only sealed.
    with scratch(args.data) as folder, scratch(file.absolute().parent) as beside:
        copy, again, made = folder / "copy", folder / "opened", beside / "sealed"
        rows = content.dump(copy)
        keys = _keys_of(args.data)
        # After the database: what it names was on the disk before.
        blobs = _copy_out(args.data / ATTACHMENTS, file, keys.blobs)
        now = to_text(SystemClock().now())
        sealed.seal(copy, made, secret, content.what, now, show_progress, msgspec.json.encode(keys))
        sealed.unseal(made, again, secret, content.what, show_progress)
        if not filecmp.cmp(copy, again, shallow=False):
            raise StoreUnavailable("store.disk_error")
        take_name(made, file)
    return {"file": str(file), "bytes": file.stat().st_size, "rows": rows, **blobs.shown(), **told}


def restore(args: Namespace) -> dict[str, Any]:
    """Put the sealed database into one that is empty, and keys and blobs into ``args.data``, which must have
    no keys. What blobs are missing the hub asks the windows for.

    Raises RuleViolation ``backup.store_in_place`` (folder), ``backup.database_in_use``; ContentError as
    ``app.core.sealed.unseal``; StoreUnavailable; EnvironmentMissing; OSError.
    """
    data: Path = args.data
    own_folder(data)
    content = database(database_url(args))
    content.refuse_used()
    if (data / TRUST).exists():
        raise RuleViolation("backup.store_in_place", folder=str(data / TRUST))
    secret = given_secret(args.passphrase_file)
    with scratch(data) as folder:
        copy = folder / "opened"
        beside = sealed.unseal(args.file, copy, secret, content.what, show_progress)
        keys = from_json(beside, _Keys)
        # The longest part first: cut short, it leaves nothing that would be in the way of another try.
        blobs = _copy_back(args.file, data / ATTACHMENTS, keys.blobs)
        rows, begun = content.load(copy)
        _keep_trust(folder / TRUST, data / TRUST, keys.trust)
    with closing(open_hub(content.url)) as store:
        blobs.missing = HubBlobs(store, data, SystemClock()).forget_lost()
    sync_folder(data)
    return {"data": str(data), "rows": rows, "hub_epoch": begun, **blobs.shown()}


def _copy_out(attachments: Path, file: Path, key: bytes) -> Copies:
    beside = folder_beside(file, key)
    return copy_blobs(beside, key, [(hall, beside / hall.name) for hall in hall_folders(attachments)])


def _copy_back(file: Path, attachments: Path, key: bytes) -> Copies:
    if key:
        attachments.mkdir(exist_ok=True)
        keep_key(attachments, key)
    beside = folder_beside(file, key)
    return copy_blobs(beside, key, [(hall, attachments / hall.name) for hall in hall_folders(beside)])


def _keys_of(data: Path) -> _Keys:
    folder = data / TRUST
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    trust = {path.name: path.read_bytes() for path in files}
    return _Keys(trust, known_key(data / ATTACHMENTS) or b"")


def _keep_trust(scratch: Path, place: Path, files: dict[str, bytes]) -> None:
    """All of the files or none, readable by their owner only."""
    scratch.mkdir(mode=0o700)
    for name, content in files.items():
        handle = os.open(scratch / Path(name).name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    scratch.replace(place)
