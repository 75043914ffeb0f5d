"""msgspec without ``typing_extensions``, which it prefers to ``typing`` wherever it is installed.

Python has all that it takes from there. Without it, and ``inspect`` that comes along, a window is painted a
thirtieth sooner. Imported before anything that uses msgspec.
"""

from __future__ import annotations

import sys

_PREFERRED = "typing_extensions"

if _PREFERRED not in sys.modules:
    sys.modules[_PREFERRED] = None  # type: ignore[assignment]  # how Python is told that a module is not there
    try:
        import msgspec  # noqa: F401
    finally:
        del sys.modules[_PREFERRED]
