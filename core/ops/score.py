"""`score`: one scale's answer sheets in a spreadsheet scored into a CSV, without a database."""

import argparse
import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import polars as pl

from core.errors import AppError
from core.ops.item_columns import Items, NoItems, find
from core.ops.say import complain
from core.screening import packs
from core.screening.rules.banding import Pupils
from core.screening.rules.coding import BadCell, plausible_codings, read_answers, unasked_coding, written_range
from core.screening.rules.scores import ScaleScores
from core.screening.rules.scoring import score
from core.screening.rules.spec import Coding, ScaleSpec
from core.sheets.delimited import decoded
from core.sheets.read import OLE, ZIP, read
from core.sheets.shape import Sheet
from core.ui.words import error_words

OK, BAD_CELLS, UNUSABLE = 0, 1, 2
DASHES = str.maketrans("—–－−~～至", "-------")
RETEST = "需重测"


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command `score`."""
    _arguments(subparsers.add_parser("score", help="给一份作答表计分，不用数据库"))


def main(argv: Sequence[str]) -> int:
    """Run the command on its own arguments, the word `score` left out."""
    parser = argparse.ArgumentParser(prog="score")
    _arguments(parser)
    return run(parser.parse_args(argv))


def run(args: argparse.Namespace) -> int:
    """Score args.file into args.output. 0 = all cells were usable, 1 = some were not and are named, 2 = nothing written."""
    try:
        return _scored(args)
    except NoItems as error:
        complain(str(error))
    except AppError as error:
        complain(error_words(error))
    except OSError as error:
        complain(f"打不开或写不进文件：{error.strerror}")
    return UNUSABLE


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=run)
    parser.add_argument("file", type=Path, help=".xlsx、.xls 或 .csv（UTF-8 或 GB18030）")
    parser.add_argument("--scale", required=True, help="量表，如 phq9")
    parser.add_argument("--coding", help="作答的记法，如 1-5、0-4；不写时按量表自己的记法")
    parser.add_argument("--columns", help="题目列，按题号顺序：列号、表头名或范围，如 A:I 或 Q1,Q2")
    parser.add_argument("--sheet", help="工作表名")
    parser.add_argument("--respondent", default="self", help="self、parent 或 teacher（仅 SDQ 有别）")
    parser.add_argument("-o", "--output", required=True, type=Path, help="结果写到哪个 .csv")


def _scored(args: argparse.Namespace) -> int:
    spec = _spec(args.scale)
    if args.respondent not in spec.respondents:
        raise NoItems(f"{spec.title} 没有“{args.respondent}”版。可选：{'、'.join(spec.respondents)}")
    sheet, items = _items(spec, args.file, args.sheet, args.columns)
    cells = sheet.frame.slice(items.first_row - 1).select(items.letters)
    if cells.is_empty():
        raise NoItems("表头下面没有作答")
    coding = _coding(spec, cells, args.coding)
    coded = read_answers(spec, cells, coding)
    scores = score(spec, coded.answers, pupils=Pupils(args.respondent))
    _write(args.output, scores)
    for cell in coded.bad:
        complain(_bad_words(spec, coding, items, cell))
    return BAD_CELLS if coded.bad else OK


def _spec(name: str) -> ScaleSpec:
    for spec in packs.scales().values():
        if name.casefold() in (spec.key, spec.title.casefold()):
            return spec
    raise NoItems(f"没有量表“{name}”。可选：{'、'.join(packs.scales())}")


def _items(spec: ScaleSpec, path: Path, name: str | None, columns: str | None) -> tuple[Sheet, Items]:
    """The one sheet that holds the items. Raises NoItems where none does, or several do."""
    content = path.read_bytes()
    book = read(content, path.name)
    sheets = [sheet for sheet in book.sheets if sheet.name == name] if name else list(book.filled)
    if not sheets:
        names = "、".join(sheet.name for sheet in book.sheets if sheet.name)
        raise NoItems(f"没有工作表“{name}”。文件里有：{names}" if name else "文件里没有内容")
    found: list[tuple[Sheet, Items]] = []
    refused: list[NoItems] = []
    for sheet in sheets:
        try:
            found.append((_with_blank_end(sheet, content), find(spec, sheet, columns)))
        except NoItems as error:
            refused.append(error)
    if not found:
        raise refused[0]
    if len(found) > 1:
        raise NoItems(f"几个工作表里都有：{'、'.join(sheet.name for sheet, _ in found)}。请用 --sheet 指定一个")
    return found[0]


def _with_blank_end(sheet: Sheet, content: bytes) -> Sheet:
    """Text files: rows of separators at the end are sheets handed in blank, and one row out per row in is the promise."""
    if content.startswith((ZIP, OLE)):
        return sheet
    records = [len(record) for record in csv.reader(io.StringIO(decoded(content), newline=""))]
    last = max((at for at, cells in enumerate(records, start=1) if cells > 1), default=0)
    blank = pl.DataFrame({letter: [None] * max(0, last - sheet.frame.height) for letter in sheet.frame.columns})
    return sheet._replace(frame=pl.concat([sheet.frame, blank.cast(pl.String)]))


def _coding(spec: ScaleSpec, cells: pl.DataFrame, wanted: str | None) -> Coding:
    """The coding that was asked for, else the natural one unless the numbers clearly speak against it; says what it took."""
    choices = "、".join(coding.key for coding in spec.codings)
    if wanted is not None:
        try:
            return spec.coding(wanted.translate(DASHES))
        except ValueError as error:
            raise NoItems(f"{spec.title} 没有“{wanted}”这种记法。可选：{choices}") from error
    coding = unasked_coding(spec, cells)
    if coding is None:
        raise NoItems(f"{spec.title} 的作答不是“{spec.natural_coding.label}”，是哪一种？请用 --coding 指定：{choices}")
    others = [each for each in plausible_codings(spec, cells) if each != coding]
    if others or coding != spec.natural_coding:
        complain(f"按“{coding.label}”计分。若不是，请用 --coding 指定：{choices}")
    return coding


def _write(path: Path, scores: ScaleScores) -> None:
    head = ["total", *(each.title for each in scores.spec.subscales), "band", "valid", "critical", "missing"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(_rows(scores))


def _rows(scores: ScaleScores) -> Iterator[list[str]]:
    labels = np.array([band.label for band in scores.spec.total_bands] + [""])[scores.total_band]
    labels = np.where(scores.complete & ~scores.valid, RETEST, labels)
    items = [str(each.item) for each in scores.spec.critical]
    unusable = scores.missing + scores.bad
    for at, total in enumerate(scores.total.tolist()):
        flagged = ";".join(item for item, hit in zip(items, scores.critical[at], strict=True) if hit)
        figures = [plain(value) for value in (total, *scores.subscales[at].tolist())]
        yield [*figures, str(labels[at]), str(int(scores.valid[at])), flagged, str(int(unusable[at]))]


def plain(value: float) -> str:
    """A score as a plain number: 17, not 17.0; a mean with up to four decimals; NaN is empty."""
    return "" if np.isnan(value) else f"{value:.4f}".rstrip("0").rstrip(".")


def _bad_words(spec: ScaleSpec, coding: Coding, items: Items, cell: BadCell) -> str:
    low, high = written_range(spec, coding)
    words = f"，或“{'”“'.join(spec.words)}”" if spec.words and spec.maximum == 1 else ""
    where = f"第 {items.first_row + cell.row} 行 {items.letters[cell.item - 1]} 列"
    return f"{where}：写的是“{cell.text}”，只能填 {low}—{high}{words}"
