"""The register as a workbook is held against it: people with posts and certificates, and who stands where by name."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from core.training.rules import StaffKind
from core.training.rules.likeness import mobile, name_of, number_of
from core.training.rules.staff import CertificateFacts, PersonFacts


class KnownPost(NamedTuple):
    """A post on record."""

    id: int
    school_id: int
    kind: StaffKind
    subject: str
    since: date
    until: date | None


class KnownPaper(NamedTuple):
    """A certificate on record."""

    id: int
    facts: CertificateFacts


class Known(NamedTuple):
    """Somebody on file; `kept` tells whether the file lies within the actor's scope, so that more than posts may change."""

    id: int
    school_id: int
    facts: PersonFacts
    posts: tuple[KnownPost, ...]
    papers: tuple[KnownPaper, ...] = ()
    kept: bool = True

    @property
    def numbers(self) -> frozenset[str]:
        """The certificates' numbers that can tell somebody."""
        return frozenset(filter(None, (number_of(paper.facts.number) for paper in self.papers)))


class Register:
    """Everybody on file, by school and name, and by name alone."""

    def __init__(self, people: Iterable[Known]) -> None:
        self._at: dict[tuple[int, str], list[Known]] = defaultdict(list)
        self._named: dict[str, list[Known]] = defaultdict(list)
        for one in people:
            self._named[name_of(one.facts.name).text].append(one)
            for school_id in {one.school_id, *(post.school_id for post in one.posts)}:
                self._at[school_id, plain(one.facts.name)].append(one)

    def at(self, school_id: int, name: str) -> list[Known]:
        """Everybody of this very name who has or had a post at the school."""
        return self._at.get((school_id, plain(name)), [])

    def elsewhere(self, school_ids: Iterable[int], facts: PersonFacts, numbers: frozenset[str]) -> Known | None:
        """Somebody of the name at other schools who shares phone, month of birth or a certificate's number, if any."""
        here = set(school_ids)
        for one in self._named.get(name_of(facts.name).text, ()):
            apart = not here & {one.school_id, *(post.school_id for post in one.posts)}
            if apart and (alike(one.facts, facts) or one.numbers & numbers):
                return one
        return None


def plain(name: str) -> str:
    """A name with its mark, without spaces and in one case: what tells people of one school apart."""
    return "".join(name.split()).lower()


def alike(one: PersonFacts, other: PersonFacts) -> bool:
    """Whether two share the phone or the month of birth."""
    phones = mobile(one.phone), mobile(other.phone)
    same_phone = bool(phones[0]) and phones[0] == phones[1]
    return same_phone or (bool(one.birth_month) and one.birth_month == other.birth_month)


def unlike(one: PersonFacts, other: PersonFacts) -> bool:
    """Whether both phone and month of birth are known of both, and neither is the same."""
    told = all((mobile(one.phone), mobile(other.phone), one.birth_month, other.birth_month))
    return told and not alike(one, other)
