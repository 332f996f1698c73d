"""Who each row is about: numbers checked, people matched, and what the file says of them compared with the roster."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray
from sqlmodel import Session

from core.access import Scope, mask_name, mask_number
from core.errors import Gravity, Problem
from core.organisations.queries import classes, find_schools
from core.screening.actions.uploads.parsing import Parsed
from core.screening.queries.campaigns import CampaignRow
from core.sheets.cells import lost_digits, plain_numbers, tidied
from core.students.queries import matched
from core.students.rules.places import read_place

Ids: TypeAlias = NDArray[np.int64]
NOBODY = 0


@dataclass(frozen=True)
class Identified:
    """The person of every row (NOBODY where none was found within the scope) and where their file lies.

    `grade` is that of the campaign's school year, −1 where not enrolled then. `usable` rows have one person whom no other
    row has and whose name agrees.
    """

    person: Ids
    school: Ids
    klass: Ids
    grade: Ids
    usable: NDArray[np.bool_]
    texts: pl.DataFrame
    problems: tuple[Problem, ...]
    tidied: int

    @property
    def known(self) -> NDArray[np.bool_]:
        """Rows whose person was found, whatever else is wrong with them."""
        return np.asarray(self.person != NOBODY)


def identify(session: Session, scope: Scope, campaign: CampaignRow, parsed: Parsed) -> Identified:
    """Match every row's number with the roster within `scope`; someone outside it answers like nobody."""
    texts, changed = _texts(parsed)
    found = matched(
        session,
        scope,
        numbers=texts["number"],
        names=texts["name"] if texts["name"].null_count() < texts.height else None,
        school_year=campaign.school_year,
        population=campaign.population,
    )
    person, school, klass, grade, agrees = _columns(found)
    agrees |= texts["name"].is_null().to_numpy()
    twice = _twice(texts["number"])
    lost = lost_digits(parsed.identity["number"])
    look = _Look(session, scope, campaign, parsed, texts)
    problems = (
        *((_digits_lost(parsed),) if lost else look.unknown(person)),
        *_number_problems(parsed, texts["number"], twice),
        *look.names(person, agrees),
        *look.places(person, school, klass, grade),
    )
    usable = (person != NOBODY) & ~twice & agrees
    return Identified(person, school, klass, grade, usable, texts, problems, changed)


def _texts(parsed: Parsed) -> tuple[pl.DataFrame, int]:
    """The identity columns tidied, and in how many cells that changed what was written."""
    clean = [tidied(parsed.identity[key]) for key in ("name", "school", "grade", "class")]
    number = tidied(plain_numbers(parsed.identity["number"]))
    compact = number.values.str.replace_all(r"\s", "").str.to_uppercase().alias("number")
    changed = sum(column.changed for column in (*clean, number))
    return pl.DataFrame([parsed.identity["row"], compact, *(column.values for column in clean)]), changed


def _columns(found: pl.DataFrame) -> tuple[Ids, Ids, Ids, Ids, NDArray[np.bool_]]:
    blanks = {"person_id": NOBODY, "school_id": 0, "class_id": 0, "grade": -1}
    person, school, klass, grade = (found[name].fill_null(blank).to_numpy() for name, blank in blanks.items())
    agrees = found["name_agrees"] | found["person_id"].is_null()
    return person, school, klass, grade, agrees.to_numpy(writable=True)


def _twice(numbers: pl.Series) -> NDArray[np.bool_]:
    return (numbers.is_duplicated() & numbers.is_not_null()).to_numpy()


def _digits_lost(parsed: Parsed) -> Problem:
    """Said instead of the nobodies that such a column is full of."""
    return Problem(parsed.sheet, 0, parsed.letters.get("number", ""), "", "screening.digits_lost", title="学籍号")


def _number_problems(parsed: Parsed, numbers: pl.Series, twice: NDArray[np.bool_]) -> Iterator[Problem]:
    letter = parsed.letters.get("number", "")
    for at in numbers.is_null().arg_true().to_list():
        yield Problem(parsed.sheet, int(parsed.rows[at]), letter, "", "screening.number_missing", title="学籍号")
    if twice.any():
        rows = pl.DataFrame({"number": numbers, "row": parsed.rows}).filter(pl.Series(twice))
        for number, places in rows.group_by("number", maintain_order=True).agg("row").iter_rows():
            details = (("times", str(len(places))), ("rows", "、".join(map(str, places[:5]))))
            yield Problem(
                parsed.sheet,
                places[1],
                letter,
                mask_number(number),
                "screening.number_twice",
                title="学籍号",
                details=details,
            )


class _Look:
    """Compares what the file says with the roster; the roster decides."""

    def __init__(
        self, session: Session, scope: Scope, campaign: CampaignRow, parsed: Parsed, texts: pl.DataFrame
    ) -> None:
        self._session, self._scope, self._campaign = session, scope, campaign
        self._parsed, self._texts = parsed, texts

    def unknown(self, person: Ids) -> Iterator[Problem]:
        """Numbers that nobody within the scope has. A row that names a school outside it says so, and no more."""
        nobody = (person == NOBODY) & self._texts["number"].is_not_null().to_numpy()
        if not nobody.any():
            return
        schools = self._texts["school"].filter(pl.Series(nobody)).drop_nulls().unique().to_list()
        known = find_schools(self._session, self._scope, schools)
        for at in np.flatnonzero(nobody).tolist():
            school = self._texts["school"][at]
            if school is not None and school not in known:
                yield self._problem(at, "school", "screening.other_school")
            else:
                yield self._problem(at, "number", "screening.unknown_pupil")

    def names(self, person: Ids, agrees: NDArray[np.bool_]) -> Iterator[Problem]:
        """A name that is not the number's: answers must never be stored under somebody else."""
        for at in np.flatnonzero((person != NOBODY) & ~agrees).tolist():
            yield self._problem(at, "name", "screening.name_differs")

    def places(
        self,
        person: Ids,
        school: Ids,
        klass: Ids,
        grade: Ids,
    ) -> Iterator[Problem]:
        """School, grade and class that the roster says otherwise: worth a look, the roster holds."""
        known = person != NOBODY
        named = find_schools(self._session, self._scope, self._texts["school"].drop_nulls().unique().to_list())
        theirs = {name: {row.id for row in rows} for name, rows in named.items()}
        yield from self._differ("school", known, [school], lambda text, ids: ids[0] in theirs.get(text, set()))
        year = self._campaign.school_year
        grades = {
            text: read_place(text, None, school_year=year, stages=()).grade
            for text in self._texts["grade"].drop_nulls().unique().to_list()
        }
        yield from self._differ("grade", known & (grade > 0), [grade], lambda text, ids: grades[text] in (None, ids[0]))
        names = {row.id: row.name for row in classes(self._session, self._scope, school_year=year)}
        yield from self._differ(
            "class",
            known & np.isin(klass, list(names)),
            [klass, grade],
            lambda text, ids: _same_class(text, names, ids, year),
        )

    def _differ(self, key, where, facts, agrees) -> Iterator[Problem]:  # type: ignore[no-untyped-def]  # typed at its calls
        texts = self._texts[key]
        where = where & texts.is_not_null().to_numpy()
        if not where.any():
            return
        frame = pl.DataFrame({"text": texts, **{str(n): fact for n, fact in enumerate(facts)}}).with_row_index("at")
        frame = frame.filter(pl.Series(where))
        kinds = frame.drop("at").unique()
        bad = [row for row in kinds.iter_rows() if not agrees(row[0], row[1:])]
        if bad:
            wrong = pl.DataFrame(bad, schema=kinds.schema, orient="row")
            for at in frame.join(wrong, on=kinds.columns, how="semi", maintain_order="left")["at"].to_list():
                yield self._problem(at, key, f"screening.{key}_differs", Gravity.CHECK)

    def _problem(self, at: int, key: str, code: str, gravity: Gravity = Gravity.MUST_FIX) -> Problem:
        letter = self._parsed.letters.get(key, "")
        return Problem(
            self._parsed.sheet,
            int(self._parsed.rows[at]),
            letter,
            shown(key, self._texts[key][at]),
            code,
            gravity,
            TITLES[key],
        )


TITLES = {"number": "学籍号", "name": "姓名", "school": "学校", "grade": "年级", "class": "班级"}


def shown(key: str, text: str | None) -> str:
    """What stands in an identity cell, as lists of problems may say it: names and numbers masked."""
    if not text:
        return ""
    return {"number": mask_number, "name": mask_name}.get(key, str)(text)


def _same_class(text: str, names: dict[int, str], facts: tuple[int, ...], year: int) -> bool:
    klass, grade = facts
    said = read_place(str(grade) if grade > 0 else None, text, school_year=year, stages=()).class_name
    return said is None or said == names[klass]
