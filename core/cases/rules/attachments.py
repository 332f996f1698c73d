"""What an attached file is, by its content alone."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from core.errors import Refused

MOST_BYTES = 10 * 2**20
BEGINS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff"}
ZIP = b"PK\x03\x04"
OFFICE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
MIME = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def kind_of(content: bytes) -> str:
    """pdf, png, jpeg, docx or xlsx; raises Refused for anything else, for an empty file and one over 10 MB."""
    if len(content) > MOST_BYTES:
        raise Refused("cases.file_too_large", most=MOST_BYTES // 2**20)
    for kind, begins in BEGINS.items():
        if content.startswith(begins):
            return kind
    if content.startswith(ZIP) and (office := office_kind(content)):
        return office
    raise Refused("cases.file_kind")


def office_kind(content: bytes) -> str | None:
    """docx or xlsx without macros, by what lies inside the archive; None for anything else."""
    try:
        names = set(ZipFile(BytesIO(content)).namelist())
    except (BadZipFile, ValueError, NotImplementedError, EOFError):
        return None
    if "[Content_Types].xml" not in names or any(name.endswith("vbaProject.bin") for name in names):
        return None
    return next((kind for kind, part in OFFICE.items() if part in names), None)
