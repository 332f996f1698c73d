"""Reads: the shelf searched, one resource with its files, what somebody submitted, what waits, courses, figures."""

from core.library.queries.desk import Unread, given_back, unread
from core.library.queries.facets import Facets
from core.library.queries.files import FileRow, files, own_files, thumbs
from core.library.queries.holding import StepRow, mine, own_resource, steps, waiting
from core.library.queries.rows import ResourceRow
from core.library.queries.searching import Found, Sort, search, shelved
from core.library.queries.shelves import resource
from core.library.queries.using import (
    CoursePickRow,
    CourseRow,
    Laid,
    RatingRow,
    ShelfFigures,
    courses,
    laid,
    ratings,
    shelf_figures,
)

__all__ = [
    "CoursePickRow",
    "CourseRow",
    "Facets",
    "FileRow",
    "Found",
    "Laid",
    "RatingRow",
    "ResourceRow",
    "ShelfFigures",
    "Sort",
    "StepRow",
    "Unread",
    "courses",
    "files",
    "given_back",
    "laid",
    "mine",
    "own_files",
    "own_resource",
    "ratings",
    "resource",
    "search",
    "shelf_figures",
    "shelved",
    "steps",
    "thumbs",
    "unread",
    "waiting",
]
