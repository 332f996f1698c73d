"""Pictures as phones, cameras and scanners make them, and other files, all made here: nobody is on them."""

from io import BytesIO
from struct import pack
from zipfile import ZipFile

import pillow_heif
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

pillow_heif.register_heif_opener()
GPS, MAKER, MODEL, ORIENTATION = 0x8825, 0x010F, 0x0110, 0x0112
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>PhoneMaker XmpPlace</x:xmpmeta>"
TOLD = (b"PhoneMaker", b"PhoneModel", b"taken by somebody", b"XmpPlace", b"Exif")
"""What a photograph tells besides its pixels; each is looked for in what is kept."""
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
"""Made once: a profile holds the second in which it was made."""
RIGHTED = 6  # EXIF 2.3, tag 274: to be turned by a quarter to stand upright


def exif(orientation: int = 1) -> Image.Exif:
    """The maker, the model, and a place on earth."""
    told = Image.Exif()
    told[MAKER], told[MODEL], told[ORIENTATION] = "PhoneMaker", "PhoneModel", orientation
    told.get_ifd(GPS).update({1: "N", 2: (30.0, 15.0, 1.5), 3: "E", 4: (120.0, 9.0, 2.5)})
    return told


def split(size: tuple[int, int] = (60, 40), left: str = "red", right: str = "blue") -> Image.Image:
    """A picture of two halves: which way is up can be seen."""
    picture = Image.new("RGB", size, right)
    picture.paste(left, (0, 0, size[0] // 2, size[1]))
    return picture


def split_in_two() -> bytes:
    """The same as a JPEG: blurring changes it."""
    buffer = BytesIO()
    split().save(buffer, "JPEG")
    return buffer.getvalue()


def photo(size: tuple[int, int] = (60, 40), colour: str = "green", orientation: int = 1) -> bytes:
    """A JPEG as a phone makes it: with the maker, the place on earth, XMP, a comment and a profile of its colours."""
    buffer = BytesIO()
    picture = Image.new("RGB", size, colour)
    given = {"exif": exif(orientation), "xmp": XMP, "comment": b"taken by somebody", "icc_profile": PROFILE}
    picture.save(buffer, "JPEG", **given)
    return buffer.getvalue()


def album(kind: str = "MPO") -> bytes:
    """Two pictures in one file, as cameras (MPO) and phones (HEIF, beside a Live Photo) make them; the first is red."""
    buffer = BytesIO()
    second = Image.new("RGB", (64, 48), "blue")
    Image.new("RGB", (64, 48), "red").save(buffer, kind, save_all=True, append_images=[second], exif=exif())
    return buffer.getvalue()


def heic(picture: Image.Image | None = None, orientation: int = 1) -> bytes:
    """A photograph of a newer phone: with the maker, the place on earth, and XMP."""
    buffer = BytesIO()
    (picture or split()).save(buffer, "HEIF", exif=exif(orientation).tobytes(), xmp=XMP)
    return buffer.getvalue()


def webp(mode: str = "RGB") -> bytes:
    """A picture as chat programs keep it."""
    buffer = BytesIO()
    Image.new(mode, (60, 40)).save(buffer, "WEBP", exif=exif(), xmp=XMP)
    return buffer.getvalue()


def drawing(mode: str = "RGBA", size: tuple[int, int] = (30, 20)) -> bytes:
    """A PNG with texts inside, and a place on earth."""
    told = PngInfo()
    told.add_text("Author", "somebody")
    told.add_itxt("XML:com.adobe.xmp", "XmpPlace", zip=False)
    buffer = BytesIO()
    Image.new(mode, size).save(buffer, "PNG", pnginfo=told, exif=exif())
    return buffer.getvalue()


def office(*names: str) -> bytes:
    """A zip archive of these members."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, "x")
    return buffer.getvalue()


def boxed(major: bytes, *brands: bytes) -> bytes:
    """The first box of a file of the ISO base media format."""
    told = major + bytes(4) + b"".join(brands)
    return pack(">I", len(told) + 8) + b"ftyp" + told + b"the rest"


def ebml(doctype: bytes) -> bytes:
    """The head of a Matroska file."""
    return b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82" + bytes([0x80 | len(doctype)]) + doctype
