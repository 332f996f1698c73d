"""Files beside the demo's resources: drawn pictures, a page as PDF, a film of six seconds."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from hashlib import sha256

from core.media import Received
from core.ops.demo import tales
from core.ops.demo.drawings import Picture
from core.ops.demo.judging import paper

BESIDE = {
    "lesson": (("教学设计", "pdf"), ("板书", "jpeg")),
    "micro": (("微课", "webm"), ("封面", "jpeg")),
    "play": (("剧本", "pdf"), ("舞台", "jpeg")),
    "research": (("报告全文", "pdf"),),
    "room": (("布置示意", "jpeg"), ("表样", "pdf")),
    "activity": (("方案", "pdf"), ("现场", "jpeg")),
}
"""Titles and kinds of what lies beside a resource, by its kind."""
PAPERS, PAPER_OF = 4, date(2025, 9, 1)


def received_of(kind: str, pictures: Sequence[Picture], at: int) -> list[tuple[str, Received]]:
    """What lies beside a resource of this kind, in turn by `at`: titles and files."""
    return [(title, _file(form, pictures, at)) for title, form in BESIDE[kind]]


def _file(form: str, pictures: Sequence[Picture], at: int) -> Received:
    if form == "jpeg":
        return pictures[at % len(pictures)].given
    return _film() if form == "webm" else _paper(at % PAPERS)


@cache
def _film() -> Received:
    content = tales.film()
    return Received(content, "webm", sha256(content).hexdigest())


@cache
def _paper(number: int) -> Received:
    content = paper(7 * number + 3, PAPER_OF)
    return Received(content, "pdf", sha256(content).hexdigest())
