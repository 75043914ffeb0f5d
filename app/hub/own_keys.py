"""A database remembers the keys (``trust``) that it was first served with.

Keys that were lost are not made anew in silence, nor others taken that happen to lie there: every code that
was given out, every bundle that was signed and every file that was sealed for this hub hangs on them.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, delete, select, update

from app.core.errors import EnvironmentMissing
from app.db.store import Store
from app.hub import epoch
from app.hub.model import hub_bundle_key, hub_identity
from app.hub.trust import FOLDER, Trust, open_trust, replace_lost

_known = select(hub_identity.c.trust)


def own_keys(store: Store, data: Path) -> Trust:
    """The keys of a hub: its first start makes them and remembers them in its database.

    Raises EnvironmentMissing ``hub.trust_missing`` (file), ``hub.other_keys``, and as ``open_trust``.
    """
    known = remembered_keys(store, data)
    trust = open_trust(data)
    if known != trust.digest and store.transact(lambda conn: _remembered(conn, trust.digest)) != trust.digest:
        raise EnvironmentMissing("hub.other_keys")
    return trust


def remembered_keys(store: Store, data: Path) -> str:
    """The digest of the keys that a database was first served with; empty when it never was.

    Raises EnvironmentMissing ``hub.trust_missing`` (file) when there is no folder with them.
    """
    with store.read() as conn:
        known = conn.execute(_known).scalar() or ""
    if known and not (data / FOLDER).exists():
        raise EnvironmentMissing("hub.trust_missing", file=FOLDER)
    return known


def take_keys(store: Store, data: Path) -> None:
    """Make those keys anew that are gone, and let all of them be this database's from now on.

    Codes that were not redeemed and files that were sealed are lost with the old ones, and bundles are to be
    published again. Raises as ``open_trust``.
    """
    trust = replace_lost(data)

    def take(conn: Connection) -> None:
        epoch.current(conn)
        conn.execute(update(hub_identity).values(trust=trust.digest))
        conn.execute(delete(hub_bundle_key))

    store.transact(take)


def _remembered(conn: Connection, digest: str) -> str:
    epoch.current(conn)
    conn.execute(update(hub_identity).where(hub_identity.c.trust == "").values(trust=digest))
    return str(conn.execute(_known).scalar_one())
