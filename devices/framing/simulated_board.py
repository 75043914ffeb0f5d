"""What a simulated display shows, as a picture."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

import resources

_SIZE = (640, 160)
_GROUND, _INK, _MARK = (12, 12, 12), (255, 60, 30), (120, 120, 120)


def save(text: str, path: Path) -> None:
    """Write the text as a lit board, as large as it fits."""
    picture = Image.new("RGB", _SIZE, _GROUND)
    pen = ImageDraw.Draw(picture)
    file = str(resources.path("fonts/NotoSansSC-Bold.ttf"))
    size = 96
    while size > 12 and pen.textlength(text, ImageFont.truetype(file, size)) > _SIZE[0] - 32:
        size -= 4
    middle = (_SIZE[0] // 2, _SIZE[1] // 2)
    pen.text(middle, text, _INK, ImageFont.truetype(file, size), anchor="mm")
    pen.text((8, 4), "演示设备", _MARK, ImageFont.truetype(file, 18))
    picture.save(path)
