"""What a roster says of people, column by column: names, numbers, sex, birth dates, special groups."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import polars as pl

from core.errors import Gravity
from core.sheets import cells
from core.students.rules import names, numbers, words
from core.students.rules.ages import ages_of
from core.students.rules.findings import Finding
from core.students.rules.people import Population


class Facts(NamedTuple):
    """A column as understood, what was found in it, and how many cells were brought to another form."""

    values: pl.Series
    findings: tuple[Finding, ...] = ()
    tidied: int = 0


def name_facts(column: pl.Series) -> Facts:
    """Names in one form. `column` is tidied, as in every function here."""
    doubtful = column.filter(~column.str.contains(r"^[\x{4e00}-\x{9fff}]{2,4}$")).drop_nulls().unique().to_list()
    clean = {text: names.clean_name(text) for text in doubtful}
    values = column.replace(clean)
    odd = values.is_in([name for name in clean.values() if names.is_odd(name)])
    return Facts(
        values,
        (
            Finding(values.is_null(), "name", "students.name_missing"),
            Finding(odd.fill_null(False), "name", "students.name_odd", Gravity.CHECK),
        ),
        int((values != column).sum()),
    )


def number_facts(column: pl.Series, population: Population) -> Facts:
    """Numbers in one form; teachers' numbers are looked at for length and characters alone."""
    values = column.str.replace_all(r"\s+", "").str.to_uppercase()
    faults = numbers.faults(values)
    kinds = [fault for fault in numbers.NumberFault if fault in numbers.MUST_FIX or population is Population.STUDENT]
    found = [Finding(values.is_null(), "number", "students.number_missing")]
    for fault in kinds:
        gravity = Gravity.MUST_FIX if fault in numbers.MUST_FIX else Gravity.CHECK
        found.append(Finding((faults == fault.value).fill_null(False), "number", fault.value, gravity))
    return Facts(values, tuple(found), int((values != column).sum()))


def sex_facts(column: pl.Series) -> Facts:
    """Sexes by value; null where the cell is blank."""
    values = _mapped(column, words.read_sex)
    return Facts(values, (Finding(column.is_not_null() & values.is_null(), "sex", "students.sex_unknown"),))


def group_facts(column: pl.Series) -> Facts:
    """Groups as they are stored, "" where the cell says there are none; null where it is blank."""
    read = {text: words.read_groups(text) for text in column.drop_nulls().unique().to_list()}
    values = _mapped(column, lambda text: read[text].text)
    unknown = _mapped(column, lambda text: "、".join(read[text].unknown)).fill_null("")
    details = pl.DataFrame([unknown.alias("unknown")])
    odd = Finding(unknown != "", "groups", "students.group_unknown", Gravity.CHECK, details)
    none_known = (unknown != "") & (values == "")
    return Facts(values.set(none_known.fill_null(False), None), (odd,))


def birth_facts(column: pl.Series, grades: pl.Series, number: pl.Series, school_year: int) -> Facts:
    """Birth dates as 2015-03-12; unlikely ones for the grade, or others than the number says, are only pointed out."""
    read = cells.dates(column)
    unlikely = _unlikely(read.values, grades, school_year)
    said = number.str.extract(r"^G\d{6}(\d{8})\d{3}[\dX]$").str.to_date("%Y%m%d", strict=False)
    differs = (said != read.values).fill_null(False) & ~unlikely
    return Facts(
        read.values.dt.to_string("%Y-%m-%d"),
        (
            Finding(read.bad, "birth_date", "students.birth_unreadable"),
            Finding(unlikely, "birth_date", "students.birth_unlikely", Gravity.CHECK),
            Finding(differs, "birth_date", "students.birth_differs_from_number", Gravity.CHECK),
        ),
    )


def _unlikely(births: pl.Series, grades: pl.Series, school_year: int) -> pl.Series:
    frame = pl.DataFrame([births.alias("birth"), grades.alias("grade")])
    birth = pl.col("birth")
    day = birth.dt.month().cast(pl.Int32) * 100 + birth.dt.day()  # months are Int8, which ends at 127
    late = (day > 901).cast(pl.Int32)
    age = school_year - birth.dt.year() - late
    spans = {grade: ages_of(grade) for grade in grades.drop_nulls().unique().to_list()}
    low = pl.col("grade").replace_strict({g: span[0] for g, span in spans.items()}, return_dtype=pl.Int32)
    high = pl.col("grade").replace_strict({g: span[-1] for g, span in spans.items()}, return_dtype=pl.Int32)
    return frame.select(~age.is_between(low, high)).to_series().fill_null(False) if spans else _never(births)


def _never(like: pl.Series) -> pl.Series:
    return pl.Series([False] * len(like), dtype=pl.Boolean)


def _mapped(column: pl.Series, read: Callable[[str], str | None]) -> pl.Series:
    found = {text: read(text) for text in column.drop_nulls().unique().to_list()}
    return column.replace_strict(found, default=None, return_dtype=pl.String)


def repeated(rows: pl.DataFrame) -> tuple[pl.Series, tuple[Finding, ...]]:
    """Which rows to leave out as mere repetitions, and what to say of numbers that stand in the file more than once."""
    twice = rows["number"].is_duplicated() & rows["number"].is_not_null()
    marks = {"names": _never(rows["number"]), "facts": _never(rows["number"]), "again": _never(rows["number"])}
    others = pl.Series([""] * rows.height, dtype=pl.String)
    if twice.any():
        marks, others = _kinds(rows, twice)
    details = pl.DataFrame([others.alias("rows")])
    return marks["again"], tuple(_repetitions(marks, details))


def _repetitions(marks: dict[str, pl.Series], details: pl.DataFrame) -> Iterator[Finding]:
    yield Finding(marks["names"], "number", "students.number_of_two_people", Gravity.MUST_FIX, details)
    yield Finding(marks["facts"], "number", "students.number_twice", Gravity.MUST_FIX, details)
    yield Finding(marks["again"], "number", "students.row_twice", Gravity.CHECK, details)


def _kinds(rows: pl.DataFrame, twice: pl.Series) -> tuple[dict[str, pl.Series], pl.Series]:
    """Every row of a number with several names, or with several facts; every later row of a number with neither."""
    told = [name for name in rows.columns if name not in ("sheet", "row", "number")]
    facts = pl.concat_str([pl.col(name).cast(pl.String).fill_null("\x00") for name in told], separator="\x1f")
    found = rows.with_row_index("at").filter(twice).select(
        "at",
        names=pl.col("name").fill_null("").n_unique().over("number") > 1,
        facts=facts.n_unique().over("number") > 1,
        again=pl.int_range(pl.len()).over("number") > 0,
        rows=pl.col("row").cast(pl.String).str.join("、").over("number"),
    )  # fmt: skip
    found = found.with_columns(
        facts=pl.col("facts") & ~pl.col("names"), again=pl.col("again") & ~pl.col("facts") & ~pl.col("names")
    )
    whole = rows.with_row_index("at").select("at").join(found, on="at", how="left", maintain_order="left")
    return {key: whole[key].fill_null(False) for key in ("names", "facts", "again")}, whole["rows"].fill_null("")
