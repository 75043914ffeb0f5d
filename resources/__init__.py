"""Files that ship with the program. An importable leaf: it imports nothing of ours."""

from pathlib import Path

_ROOT = Path(__file__).resolve().parent


def path(name: str) -> Path:
    """Absolute path of a shipped file, e.g. ``path("fonts/HanaMinB.ttf")``.

    Raises FileNotFoundError when the installation is incomplete.
    """
    found = _ROOT / name
    if not found.exists():
        raise FileNotFoundError(found)
    return found
