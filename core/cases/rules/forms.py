"""Forms for what is written down: what they ask, and whether what was filled in answers it."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, model_validator

from core.errors import AppError

SHORT, LONG = 200, 5000
"""Characters that fit into a line and into a text."""

SEVERAL = (list, tuple, set, frozenset)
Content = Mapping[str, Any]  # what a form holds: texts, lists of texts, numbers, yes and no


class Kind(StrEnum):
    """How a field is answered."""

    TEXT = "text"
    LONG = "long"
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    NUMBER = "number"
    YES_NO = "yes_no"


class Spec(BaseModel):
    """Frozen, and strict about keys nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FieldSpec(Spec):
    """One question. `when` makes it required where another field holds one of the values named."""

    key: str
    title: str
    kind: Kind
    options: tuple[str, ...] = ()
    required: bool = False
    help: str = ""
    min_length: int = 0
    when: Mapping[str, tuple[str, ...]] = {}

    @model_validator(mode="after")
    def _hangs_together(self) -> "FieldSpec":
        if (self.kind in (Kind.CHOICE, Kind.CHOICES)) != bool(self.options):
            raise ValueError(f"{self.key}: options belong to choices, and to nothing else")
        if self.min_length and self.kind not in (Kind.TEXT, Kind.LONG):
            raise ValueError(f"{self.key}: min_length belongs to text")
        return self


class FormSpec(Spec):
    """A form of one version. An `interview` lets a warning be decided; a `follow_up` starts the clock of the next one."""

    key: str
    version: str
    title: str
    note: str = ""
    follow_up: bool = False
    interview: bool = False
    fields: tuple[FieldSpec, ...]

    @model_validator(mode="after")
    def _hangs_together(self) -> "FormSpec":
        known = {field.key: field for field in self.fields}
        if len(known) < len(self.fields):
            raise ValueError("a field is declared twice")
        for field in self.fields:
            for other, values in field.when.items():
                if other not in known or set(values) - set(known[other].options):
                    raise ValueError(f"{field.key}: `when` names {other}, which has no such options")
        return self


class Flaw(NamedTuple):
    """What is wrong with one field: its key and title, a public code, and what fills the blanks of its words."""

    field: str
    title: str
    code: str
    details: tuple[tuple[str, str | int], ...] = ()


class InvalidForm(AppError):
    """A form that cannot be kept as it is filled in; `flaws` tells of every field."""

    code = "cases.form_invalid"

    def __init__(self, flaws: tuple[Flaw, ...]) -> None:
        super().__init__(count=len(flaws), fields="、".join(flaw.title for flaw in flaws))
        self.flaws = flaws


class Unfit(ValueError):
    """One answer that does not fit its field; `code` and `details` as in Flaw."""

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(code)
        self.code, self.details = code, tuple(details.items())


def check(form: FormSpec, content: Content) -> dict[str, Any]:
    """What was filled in, normalised, without what was left empty; raises InvalidForm with every flaw at once."""
    kept: dict[str, Any] = {}
    flaws = [
        Flaw(key, "", "cases.field_unknown") for key in sorted(content.keys() - {field.key for field in form.fields})
    ]
    for field in form.fields:
        try:
            answer = normal(field, content.get(field.key))
        except Unfit as unfit:
            flaws.append(Flaw(field.key, field.title, unfit.code, unfit.details))
        else:
            kept |= {} if answer is None else {field.key: answer}
    faulty = {flaw.field for flaw in flaws}
    flaws += [
        Flaw(field.key, field.title, "cases.field_missing")
        for field in form.fields
        if field.key not in kept and field.key not in faulty and _is_required(field, kept)
    ]
    if flaws:
        raise InvalidForm(tuple(flaws))
    return kept


def normal(field: FieldSpec, given: Any) -> Any:  # any answer a person may give
    """One answer as it is kept; None for an empty one. Raises Unfit."""
    if isinstance(given, str):
        given = given.strip()
    if given is None or given == "" or (isinstance(given, SEVERAL) and not given):
        return None
    return READ[field.kind](field, given)


def _is_required(field: FieldSpec, kept: Content) -> bool:
    return field.required or any(_holds(kept.get(other), values) for other, values in field.when.items())


def _holds(answer: Any, values: tuple[str, ...]) -> bool:
    return bool(set(answer) & set(values)) if isinstance(answer, list) else answer in values


def _text(field: FieldSpec, given: Any) -> str:
    most = LONG if field.kind is Kind.LONG else SHORT
    if not isinstance(given, str):
        raise Unfit("cases.field_not_text")
    if len(given) > most:
        raise Unfit("cases.field_too_long", most=most)
    if len(given) < field.min_length:
        raise Unfit("cases.field_too_short", least=field.min_length)
    return given


def _choice(field: FieldSpec, given: Any) -> str:
    if given not in field.options:
        raise Unfit("cases.field_no_option")
    return str(given)


def _choices(field: FieldSpec, given: Any) -> list[str]:
    if not isinstance(given, SEVERAL) or not all(one in field.options for one in given):
        raise Unfit("cases.field_no_option")
    return [option for option in field.options if option in given]


def _date(_field: FieldSpec, given: Any) -> str:
    if isinstance(given, date):
        return given.isoformat()[:10]
    try:
        return date.fromisoformat(given).isoformat()
    except (TypeError, ValueError):
        raise Unfit("cases.field_no_date") from None


def _number(_field: FieldSpec, given: Any) -> float | int:
    try:
        number = float(given)
    except (TypeError, ValueError):
        raise Unfit("cases.field_no_number") from None
    if isinstance(given, bool) or not abs(number) < 1e9:  # a number that is none is not below it either
        raise Unfit("cases.field_no_number")
    return int(number) if number.is_integer() else number


def _yes_no(_field: FieldSpec, given: Any) -> bool:
    if not isinstance(given, bool):
        raise Unfit("cases.field_no_yes_no")
    return given


READ = {
    Kind.TEXT: _text,
    Kind.LONG: _text,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.DATE: _date,
    Kind.NUMBER: _number,
    Kind.YES_NO: _yes_no,
}
