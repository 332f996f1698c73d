"""Rows of the resource library."""

from core.library.tables.resources import CoursePick, Resource, ResourceFile, ResourceStep, ResourceTag, ResourceText
from core.library.tables.text_index import text_index
from core.library.tables.use import ResourceRating, ResourceUse

__all__ = [
    "CoursePick",
    "Resource",
    "ResourceFile",
    "ResourceRating",
    "ResourceStep",
    "ResourceTag",
    "ResourceText",
    "ResourceUse",
    "text_index",
]
