"""Whatever people, networks, disks and clocks do, in any order: what a clerk was told is at the hub once or
in a list, and no citizen is called by two windows.

The same few days every time; ``SYNC_MODEL_EXAMPLES`` and ``SYNC_MODEL_STEPS`` make it a search of the night
with fresh ones.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.support.sync_model_files import FilesMachine

NIGHT = "SYNC_MODEL_EXAMPLES" in os.environ
PLAYED = settings(
    max_examples=int(os.environ.get("SYNC_MODEL_EXAMPLES", "6")),
    stateful_step_count=int(os.environ.get("SYNC_MODEL_STEPS", "20")),
    # Ids and instants are new in every run, so a failure is told as it was found: to shrink it takes minutes.
    phases=[Phase.generate],
    derandomize=not NIGHT,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def test_what_a_clerk_was_told_is_never_lost_and_never_doubled(caplog: pytest.LogCaptureFixture) -> None:
    run_state_machine_as_test(FilesMachine, settings=PLAYED)
    assert {record.name.split(".")[0] for record in caplog.records} <= {"app"}
