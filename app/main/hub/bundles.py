"""``zongchuang hub publish``: files become a signed bundle that every window of a hall takes over."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any

from app.catalogue.files import LISTED, MANIFEST
from app.config.load import FILE as SETTINGS_FILE
from app.core.clock import SystemClock, business_day
from app.core.errors import ConfigError, ContentError, RuleViolation
from app.hub.bundles import EVERY_HALL, HubBundles, draft
from app.hub.own_keys import own_keys
from app.main.content import CALENDAR_FILE, CHECKS
from app.main.hub.database import made_hub
from app.staff.roster import ROSTER_FILE
from app.staff.search import with_readings
from app.sync.bundle_shelf import unpacked
from app.sync.wire import BundleKind

_FILES = {
    BundleKind.CATALOGUE: (MANIFEST, *LISTED),
    BundleKind.CALENDAR: (CALENDAR_FILE,),
    BundleKind.STAFF: (ROSTER_FILE,),
    BundleKind.SETTINGS: (SETTINGS_FILE,),
}


def publish(args: Namespace) -> dict[str, Any]:
    """Publish the files of ``args.folder``: ``{"published": {"kind", "version", "valid_from", "hall"}}``.

    Raises ContentError ``bundle.file_missing`` (file), or whatever the check of its kind finds in the files,
    RuleViolation ``workdays.not_a_date``, Refused as ``HubBundles.publish``, EnvironmentMissing as
    ``own_keys``.
    """
    kind, clock = BundleKind(args.kind), SystemClock()
    valid_from = _day(args.valid_from) if args.valid_from else business_day(clock.now())
    files = {name: _content(args.folder, name) for name in _FILES[kind]}
    try:
        unpacked(files, CHECKS[kind])
    except ConfigError as error:  # in settings that are to be published: nothing that this machine lacks
        raise ContentError(error.code, **error.params) from error
    if kind is BundleKind.STAFF:
        files = {ROSTER_FILE: with_readings(files[ROSTER_FILE])}
    manifest = draft(kind, valid_from, tuple(args.withdraw), clock)
    with made_hub(args) as store:
        hall_id, key = args.hall or EVERY_HALL, own_keys(store, args.data).bundle_key
        made = HubBundles(store, CHECKS).publish(hall_id, manifest, files, key)
    told = {"kind": kind.value, "version": made.version, "valid_from": valid_from.isoformat()}
    return {"published": {**told, "hall": args.hall or "all"}}


def _content(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except FileNotFoundError as error:
        raise ContentError("bundle.file_missing", file=name) from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise RuleViolation("workdays.not_a_date", field="valid_from", text=text) from error
