"""The zip package of an .xlsx file: which parts it holds, and whether they may be opened at all."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

from core.sheets.shape import refusal, refusing_damage

MAX_SHEET_BYTES = 3 * 2**30
MAX_PART_BYTES = 400 * 2**20
MAX_XML_BYTES = 128 * 2**20  # texts and styles are taken in whole, at about three times their size
CHUNK = 2**20
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Part(NamedTuple):
    """A worksheet of the package: its title, its place, and whether Excel hides it."""

    name: str
    path: str
    hidden: bool


class Package:
    """An opened .xlsx (or .xlsm) file. Raises InvalidFile for what is no workbook, encrypted or oversized."""

    def __init__(self, content: bytes) -> None:
        with refusing_damage():
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        self._refuse_bombs()
        self._book = self._place_of_workbook()
        links = self._links(self._book)
        tree = self._tree(self._book)
        self.date1904 = any(_flag(node.get("date1904")) for node in _named(tree, "workbookPr"))
        self.sheets = tuple(_parts(tree, links))
        self.strings = self._optional(links, "sharedStrings")
        self.styles = self._optional(links, "styles")

    def stream(self, path: str) -> Iterator[bytes]:
        """The part's inflated bytes in chunks of 1 MB."""
        try:
            with self._zip.open(path) as part:
                while chunk := part.read(CHUNK):
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, KeyError, ValueError, NotImplementedError) as error:
            raise refusal("broken_file") from error

    @property
    def inflated(self) -> int:
        """The declared size of all parts in bytes."""
        return sum(part.file_size for part in self._zip.infolist())

    def _refuse_bombs(self) -> None:
        for part in self._zip.infolist():
            if part.flag_bits & 1:
                raise refusal("password_protected")
            if part.file_size > _most(part.filename):
                raise refusal("inflates_too_large")

    def _place_of_workbook(self) -> str:
        names = set(self._zip.namelist())
        if "_rels/.rels" in names:
            for target in self._links("").values():
                if "workbook" in posixpath.basename(target) and target.endswith(".xml") and target in names:
                    return target
        if any(name.endswith("workbook.bin") for name in names):
            raise refusal("binary_workbook")
        raise refusal("not_a_table")

    def _links(self, path: str) -> dict[str, str]:
        folder, name = posixpath.split(path)
        place = posixpath.join(folder, "_rels", f"{name}.rels")
        targets = {}
        for node in self._tree(place):
            target = node.get("Target", "")
            full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            targets[node.get("Id", "")] = full
        return targets

    def _optional(self, links: dict[str, str], kind: str) -> bytes:
        """The bytes of a linked part such as the shared strings; b"" when the package has none."""
        names = set(self._zip.namelist())
        found = [place for place in links.values() if place.lower().endswith(f"{kind.lower()}.xml") and place in names]
        return b"".join(self.stream(found[0])) if found else b""

    def _tree(self, path: str) -> ElementTree.Element:
        text = b"".join(self.stream(path))
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise refusal("broken_file")
        try:
            return ElementTree.fromstring(text)  # noqa: S314 - documents with entities were refused above
        except ElementTree.ParseError as error:
            raise refusal("broken_file") from error


def _most(name: str) -> int:
    """How many bytes a part may inflate to."""
    if "/worksheets/" in name:
        return MAX_SHEET_BYTES
    return MAX_XML_BYTES if name.endswith((".xml", ".rels")) else MAX_PART_BYTES


def _parts(tree: ElementTree.Element, links: dict[str, str]) -> Iterator[Part]:
    for node in _named(tree, "sheet"):
        place = links.get(node.get(RELATION_ID) or _strict_id(node), "")
        if "/chartsheets/" not in place and "/dialogsheets/" not in place:
            yield Part(node.get("name", ""), place, node.get("state", "visible") != "visible")


def _strict_id(node: ElementTree.Element) -> str:
    """The relation id where the file uses the ISO "strict" name space."""
    return next((value for key, value in node.attrib.items() if key.endswith("}id")), "")


def _named(tree: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [node for node in tree.iter() if node.tag.rpartition("}")[2] == name]


def _flag(value: str | None) -> bool:
    return value in {"1", "true"}
