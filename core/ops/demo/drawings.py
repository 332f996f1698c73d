"""The demo's pictures: drawn halls, circles of chairs, trees, letters; nobody is in them."""

from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageDraw

from core.database import files
from core.media import Received, thumb

SIZE = (720, 480)
WALL, FLOOR, INK = (244, 240, 231), (222, 211, 190), (74, 96, 88)
SAGE, CLAY, SKY, SUN = (136, 164, 150), (200, 140, 110), (150, 182, 202), (226, 190, 110)
Pen = ImageDraw.ImageDraw


class Picture(NamedTuple):
    """A picture that is kept already, with its small one."""

    given: Received
    digest: str
    thumb: str


def pictures() -> tuple[Picture, ...]:
    """Every motif, drawn and kept."""
    return tuple(_kept(_drawn(motif)) for motif in (_hall, _circle, _tree, _letters, _stage, _plants))


def _kept(content: bytes) -> Picture:
    given = Received(content, "jpeg", sha256(content).hexdigest(), thumb(content))
    return Picture(given, files.keep(given.content), files.keep(given.thumb))


def _drawn(motif: Callable[[Pen], None]) -> bytes:
    picture, buffer = Image.new("RGB", SIZE, WALL), BytesIO()
    motif(ImageDraw.Draw(picture))
    picture.save(buffer, "jpeg", quality=82)
    return buffer.getvalue()


def _hall(pen: Pen) -> None:
    pen.rectangle((0, 300, 720, 480), fill=FLOOR)
    pen.rectangle((210, 60, 510, 220), fill="white", outline=INK, width=5)
    pen.line((240, 180, 320, 120, 400, 150, 480, 90), fill=CLAY, width=6)
    for row in range(3):
        for seat in range(8):
            x, y = 60 + seat * 78 + row * 12, 310 + row * 52
            pen.rounded_rectangle((x, y, x + 46, y + 34), 8, fill=(SAGE, SKY, CLAY)[row])


def _circle(pen: Pen) -> None:
    pen.rectangle((0, 0, 720, 480), fill=FLOOR)
    pen.ellipse((180, 60, 540, 420), fill=WALL, outline=SAGE, width=8)
    for x, y in ((340, 30), (480, 80), (540, 200), (480, 330), (340, 390), (200, 330), (140, 200), (200, 80)):
        pen.rounded_rectangle((x, y, x + 54, y + 54), 14, fill=SKY, outline=INK, width=3)
    pen.ellipse((320, 200, 400, 280), fill=SUN)


def _tree(pen: Pen) -> None:
    pen.rectangle((0, 380, 720, 480), fill=SAGE)
    pen.polygon(((335, 400), (350, 190), (375, 190), (395, 400)), fill=(150, 112, 84))
    for x, y, wide in ((220, 90, 150), (300, 50, 170), (380, 100, 150), (280, 140, 180)):
        pen.ellipse((x, y, x + wide, y + wide * 3 // 4), fill=SAGE, outline=INK, width=3)
    for x, y in ((270, 120), (340, 90), (420, 140), (320, 190), (400, 200)):
        pen.rectangle((x, y, x + 34, y + 24), fill="white", outline=CLAY, width=3)


def _letters(pen: Pen) -> None:
    for at in range(12):
        x, y = 50 + at % 4 * 160, 50 + at // 4 * 135
        pen.rectangle((x, y, x + 130, y + 100), fill=("white", SUN, SKY)[at % 3], outline=INK, width=3)
        pen.line((x, y, x + 65, y + 55, x + 130, y), fill=INK, width=3)


def _stage(pen: Pen) -> None:
    pen.rectangle((0, 340, 720, 480), fill=(150, 112, 84))
    pen.polygon(((0, 0), (190, 0), (90, 340), (0, 340)), fill=CLAY)
    pen.polygon(((720, 0), (530, 0), (630, 340), (720, 340)), fill=CLAY)
    pen.ellipse((230, 300, 490, 400), fill=SUN)
    pen.rectangle((330, 250, 390, 340), outline=INK, width=6)
    pen.line((330, 250, 330, 190), fill=INK, width=6)


def _plants(pen: Pen) -> None:
    pen.rectangle((0, 330, 720, 480), fill=FLOOR)
    for at in range(4):
        x = 70 + at * 160
        pen.polygon(((x, 300), (x + 100, 300), (x + 82, 400), (x + 18, 400)), fill=CLAY, outline=INK)
        for leaf in range(5):
            pen.ellipse((x + leaf * 18, 200 + leaf % 2 * 34, x + 30 + leaf * 18, 290), fill=SAGE, outline=INK)
