"""What holds of the tree as a whole: names, places, and words that never enter it."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]

VAGUE_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common_utils"}
FOREIGN_TEXT = re.compile(
    r"""
    (?<![\w.:])/(?:work|tmp|root|home/\w+)/[\w.]    # a path of one machine
    | (?:pypi|pythonhosted|npmjs|crates)\.(?:org|com|io)\b
    | \b(?:deb|security|snapshot)\.debian\.org\b
    """,
    re.VERBOSE,
)


@cache
def tracked() -> tuple[Path, ...]:
    """Every file under version control that exists here."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return tuple(path for name in listing.stdout.split("\0") if name and (path := ROOT / name).is_file())


def text_of(path: Path) -> str:
    """The text of a file; empty for a binary one."""
    raw = path.read_bytes()
    return "" if b"\0" in raw[:4096] else raw.decode("utf-8")


def test_foreign_text_is_recognised() -> None:
    samples = ("see /" + "tmp/x", "/" + "root/.cache", "https://pypi" + ".org/simple", "deb.debian" + ".org")
    for sample in samples:
        assert FOREIGN_TEXT.search(sample), sample
    assert not FOREIGN_TEXT.search("docs/tmp/x and api/root/child and https://example.gov.cn/work/1")


def test_no_file_speaks_of_one_machine_or_registry() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in tracked()
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if FOREIGN_TEXT.search(line)
    ]
    assert found == []


def test_links_in_our_texts_lead_somewhere() -> None:
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in tracked()
        if page.suffix == ".md"
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", text_of(page))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []


def test_every_name_says_something() -> None:
    vague = [str(path.relative_to(ROOT)) for path in tracked() if path.stem in VAGUE_NAMES]
    assert vague == []


def test_test_modules_have_names_of_their_own() -> None:
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name, count in names.items() if count > 1] == []


def test_test_folders_are_not_packages() -> None:
    assert [str(path.relative_to(ROOT)) for path in (ROOT / "tests").rglob("__init__.py")] == []


def test_the_lock_is_made_from_this_project() -> None:
    config = _project()
    wanted = [
        Requirement(line)
        for line in (*config["project"]["dependencies"], *config["dependency-groups"]["dev"])
    ]
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    locked = dict(re.findall(r"^([a-z0-9-]+)==([\w.]+)", lock, re.MULTILINE))
    stale = [
        str(each)
        for each in wanted
        if not each.specifier.contains(locked.get(canonicalize_name(each.name), "0"))
    ]
    assert stale == [], "run `make lock`"


def _project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_every_room_of_the_program_has_a_floor() -> None:
    config = _project()
    contracts = {each["id"]: each for each in config["tool"]["importlinter"]["contracts"]}
    placed = set(re.findall(r"app\.(\w+)", " ".join(contracts["layers"]["layers"])))
    rooms = {path.parent.name for path in (ROOT / "app").glob("*/__init__.py")}
    assert rooms <= placed
    assert {f"app.{room}" for room in rooms - {"main"}} <= set(contracts["qt"]["source_modules"])
