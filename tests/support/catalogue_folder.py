"""A catalogue folder of a test's own: the shipped one, edited."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import resources


def copy_of_shipped(folder: Path) -> Path:
    """The shipped catalogue under ``folder``."""
    return Path(shutil.copytree(resources.path("catalogue"), folder / "catalogue"))


def edit(catalogue: Path, file: str, change: Callable[[Any], object]) -> None:
    """Change the content of a file and the manifest with it, as a publisher would who checks nothing."""
    path = catalogue / file
    content = json.loads(path.read_text("utf-8"))
    change(content)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")
    manifest = json.loads((catalogue / "manifest.json").read_text("utf-8"))
    if file in manifest["files"]:
        manifest["files"][file] = hashlib.sha256(path.read_bytes()).hexdigest()
        (catalogue / "manifest.json").write_text(json.dumps(manifest), "utf-8")
