"""Words for activities public."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {}
PROBLEMS: dict[str, ProblemWords] = {}
