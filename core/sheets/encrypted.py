"""A workbook that opens with its password alone."""

import io

from msoffcrypto.format.ooxml import OOXMLFile


def encrypted(workbook: bytes, password: str) -> bytes:
    """The .xlsx encrypted as Excel and WPS do it themselves (ECMA-376 agile encryption: AES-256, SHA-512, 100,000 rounds)."""
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(workbook)).encrypt(password, locked)
    return locked.getvalue()
