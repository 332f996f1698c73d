"""The one place of Chinese words that several screens share; pure, so that the command line says the same."""

from core.ui.words.absence import Absence, Figure
from core.ui.words.areas import ProblemWords
from core.ui.words.dates import day, moment, month_day, span, span_in_list
from core.ui.words.errors import error_words
from core.ui.words.grades import grade_name, stage_of
from core.ui.words.numbers import attainment, count, coverage, percent, share, signed
from core.ui.words.problems import ProblemRow, place_words, problem_rows, problem_words
from core.ui.words.text import safe, safe_lines
from core.ui.words.tiers import LOOKS, UNTESTED, Level, Look, look_of

__all__ = [
    "LOOKS",
    "UNTESTED",
    "Absence",
    "Figure",
    "Level",
    "Look",
    "ProblemRow",
    "ProblemWords",
    "attainment",
    "count",
    "coverage",
    "day",
    "error_words",
    "grade_name",
    "look_of",
    "moment",
    "month_day",
    "percent",
    "place_words",
    "problem_rows",
    "problem_words",
    "safe",
    "safe_lines",
    "share",
    "signed",
    "span",
    "span_in_list",
    "stage_of",
]
