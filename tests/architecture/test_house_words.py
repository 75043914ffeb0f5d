"""Every code that the program raises has words, and the words ask only for facts that come with it."""

from __future__ import annotations

from string import Formatter

from tests.support.raised_codes import raised
from ui.shell.notices import ROWS


def test_the_source_is_read() -> None:
    assert {"store.wrong_key", "device.unplugged"} <= {each.code for each in raised()}


def test_every_code_has_words() -> None:
    mute = {each.code: each.place for each in raised() if each.code not in ROWS}
    assert not mute, "\n".join(["codes without words:", *(f"{code}  {mute[code]}" for code in sorted(mute))])


def test_the_words_get_the_facts_they_show() -> None:
    unfilled = [
        f"{each.place}: {each.code} shows {sorted(asked - each.facts)}"
        for each in raised()
        if each.facts is not None and each.code in ROWS
        for asked in [{name for part in ROWS[each.code] for _, name, _, _ in Formatter().parse(part) if name}]
        if not asked <= each.facts
    ]
    assert not unfilled, "\n".join(unfilled)
