"""The paper of a simulated printer as a picture."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from devices.ticket_printer.interpreter import Paper


def save(paper: Paper, path: Path) -> None:
    """Write the drawn rows of a slip as a PNG, black on white; rows of several widths start at the left."""
    width = max((len(row) for row in paper.rows), default=1) * 8
    dots = b"".join(row.ljust(width // 8, b"\x00") for row in paper.rows)
    picture = Image.frombytes(
        "1", (width, max(len(paper.rows), 1)), bytes(255 - each for each in dots) or b"\xff"
    )
    picture.save(path)
