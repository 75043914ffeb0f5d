"""How high most of some values are."""

from __future__ import annotations

from app.main.bench.figures import share


def test_a_percentile_is_one_of_the_values_whatever_their_order() -> None:
    assert share([3.0, 1.0, 2.0], 0.5) == 2.0
    assert share([float(n) for n in range(1000, 0, -1)], 0.99) == 990.0
    assert share([7.123], 0.99, 2) == 7.12
