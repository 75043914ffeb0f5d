"""Modules that wait: a library is loaded without them, and finds them as they are once it needs them."""

from __future__ import annotations

import builtins
import sys
import threading
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from app.core.later import put_off

_FILES = {
    "waiting": """
        SIZE = 7
        class Trouble(Exception): ...
        def doubled(given): return given * 2
    """,
    "shelf/__init__": "",
    "shelf/inner": "NAME = 'inner'",
    "shelf/other": "NAME = 'other'",
    "shelf/taken": "LIMIT = 5",
    "broken": "raise OSError('the disk')",
    "library": """
        import shelf.inner
        import waiting
        from shelf import other
        doubled = waiting.doubled
        def caught():
            try:
                import waiting as itself
                raise itself.Trouble
            except waiting.Trouble as error:
                return error
    """,
    "greedy": "from shelf.taken import LIMIT",
    "unlucky": "import broken",
    "stranger": "import waiting",
}
_LATER = ("waiting", "shelf.inner", "shelf.other", "shelf.taken", "broken")


@pytest.fixture(autouse=True)
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, text in _FILES.items():
        file = tmp_path / f"{name}.py"
        file.parent.mkdir(exist_ok=True)
        file.write_text(
            "\n".join(line[8:] if line.startswith(" " * 8) else line for line in text.split("\n"))
        )
    monkeypatch.syspath_prepend(tmp_path)
    yield
    for name in list(sys.modules):
        if str(getattr(sys.modules[name], "__file__", "")).startswith(str(tmp_path)):
            del sys.modules[name]


def loaded(name: str) -> Any:
    with put_off(_LATER, by=("library", "greedy", "unlucky"), lent=("waiting.doubled",)):
        return import_module(name)


def there() -> set[str]:
    return set(_LATER) & sys.modules.keys()


def test_a_library_is_loaded_without_what_waits() -> None:
    library = loaded("library")
    assert there() == set()
    assert library.shelf.inner.NAME == "inner"
    assert there() == {"shelf.inner"}
    assert library.other.NAME == "other"
    assert library.waiting.SIZE == 7
    assert there() == {"shelf.inner", "shelf.other", "waiting"}


def test_a_function_that_was_taken_at_once_works_when_it_is_called() -> None:
    library = loaded("library")
    assert library.doubled(4) == 8
    assert library.doubled is not import_module("waiting").doubled


def test_errors_are_caught_by_the_name_of_their_class() -> None:
    assert type(loaded("library").caught()) is import_module("waiting").Trouble


def test_what_is_taken_by_name_does_not_wait() -> None:
    assert loaded("greedy").LIMIT == 5


def test_everybody_else_gets_the_modules_themselves() -> None:
    with put_off(_LATER, by="library"):
        library, stranger = import_module("library"), import_module("stranger")
        assert stranger.waiting is sys.modules["waiting"] is not library.waiting
        assert import_module("shelf.inner") is library.shelf.inner


def test_a_module_that_is_there_already_is_given() -> None:
    waiting = import_module("waiting")
    assert loaded("library").waiting is waiting


def test_a_module_that_cannot_be_loaded_says_so_each_time_it_is_needed() -> None:
    unlucky = loaded("unlucky")
    for _ in range(2):
        with pytest.raises(OSError, match="the disk"):
            unlucky.broken.NAME  # noqa: B018


def test_two_threads_that_need_a_module_at_once_get_the_same_one() -> None:
    library, found = loaded("library"), list[Any]()
    threads = [threading.Thread(target=lambda: found.append(library.waiting.Trouble)) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert set(found) == {import_module("waiting").Trouble}
    assert len(found) == 8


def test_imports_are_pythons_own_again() -> None:
    plain = builtins.__import__
    with pytest.raises(OSError, match="the disk"), put_off(_LATER, by="library"):
        import_module("broken")
    assert builtins.__import__ is plain


def test_two_that_overlap_leave_nothing_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builtins, "__import__", builtins.__import__)
    first, second = (put_off(_LATER, by="library") for _ in range(2))
    for step in (first.__enter__, second.__enter__):
        step()
    for ended in (first, second):
        ended.__exit__(None, None, None)
    assert import_module("library").waiting is sys.modules["waiting"]
