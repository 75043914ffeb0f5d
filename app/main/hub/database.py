"""The database of a hub, for the commands of its administrator."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from app.core.clock import SystemClock
from app.core.errors import EnvironmentMissing
from app.db.engine import open_hub
from app.db.migrate import migrate, schema_of
from app.db.store import Store
from app.hub.hub import Hub
from app.main.features import PROJECTIONS
from app.main.hub.process import HUB_FILE

_SQLITE = "sqlite:///"


def database_url(args: Namespace) -> str:
    """The database that ``args.db`` names, or SQLite in ``args.data``."""
    return args.db or f"{_SQLITE}{args.data / HUB_FILE}"


@contextmanager
def made_hub(args: Namespace) -> Iterator[Store]:
    """The database, made where there is none: for what may be ordered before a hub's first start.

    Raises StoreUnavailable.
    """
    with closing(open_hub(database_url(args))) as store:
        migrate(store)
        yield store


@contextmanager
def administered_hub(args: Namespace) -> Iterator[Hub]:
    """The hub on its database, beside the one that serves: the database keeps them apart. Raises as
    ``known_hub``."""
    # Nothing that is ordered here gives a number, so no zone needs its prefix.
    with known_hub(args) as store, closing(Hub(store, PROJECTIONS, {}, SystemClock())) as hub:
        yield hub


@contextmanager
def known_hub(args: Namespace) -> Iterator[Store]:
    """The database of a hub that there is: a mistyped folder or address makes none.

    Raises EnvironmentMissing as ``refuse_none``, StoreUnavailable.
    """
    refuse_none(args)
    with made_hub(args) as store:
        yield store


def refuse_none(args: Namespace) -> None:
    """Raises EnvironmentMissing ``hub.none_here`` (place) where no hub ever was; StoreUnavailable."""
    url = database_url(args)
    path = Path(url.removeprefix(_SQLITE)) if url.startswith(_SQLITE) else None
    if path is not None and not path.is_file():
        raise EnvironmentMissing("hub.none_here", place=str(path.parent))
    with closing(open_hub(url)) as store, store.read() as conn:
        found = schema_of(conn)
    if found is None:
        raise EnvironmentMissing("hub.none_here", place=str(path or store.engine.url.database))
