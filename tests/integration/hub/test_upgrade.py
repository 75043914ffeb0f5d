"""A hub's database of the program before, opened by several processes of this one at the same moment."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing

from alembic import command
from sqlalchemy import text

from app.db.engine import open_hub
from app.db.migrate import HEAD, schema_of, scripts
from app.main.bench.postgres import PostgresServer

PROCESSES = 3
MIGRATE = """
import sys
from app.db import migrate
from app.db.engine import open_hub

upgrade = migrate._upgrade

def when_all_have_seen_it(*given):
    print("seen", flush=True)
    sys.stdin.readline()
    upgrade(*given)

migrate._upgrade = when_all_have_seen_it
migrate.migrate(open_hub(sys.argv[1]))
"""


def test_one_of_them_brings_it_up_to_date_and_the_others_go_on(postgres: PostgresServer) -> None:
    url = postgres.new_database()
    with closing(open_hub(url)) as store, store.engine.connect() as conn:
        conn.execute(text("DROP SCHEMA public CASCADE"))
        conn.execute(text("CREATE SCHEMA public"))
        conn.commit()
        config = scripts()
        config.attributes["connection"] = conn
        command.upgrade(config, "0002")
        conn.commit()
    starting = [
        subprocess.Popen(
            [sys.executable, "-c", MIGRATE, url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(PROCESSES)
    ]
    for each in starting:
        assert each.stdout is not None
        assert each.stdout.readline() == "seen\n"
    for each in starting:
        assert each.stdin is not None
        each.stdin.write("\n")
        each.stdin.flush()
    told = [each.communicate(timeout=60)[1] for each in starting]
    assert [each.returncode for each in starting] == [0] * PROCESSES, told
    with closing(open_hub(url)) as store, store.engine.connect() as conn:
        assert schema_of(conn) == HEAD
