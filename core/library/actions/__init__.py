"""Verbs: a resource is submitted, reviewed, shelved, taken along, used, rated, laid into courses."""

from core.library.actions.courses import order_course, pick_course, unpick_course
from core.library.actions.files import (
    Added,
    Opened,
    add_resource_file,
    move_resource_file,
    open_resource_file,
    remove_resource_file,
)
from core.library.actions.from_activities import from_activity
from core.library.actions.shelving import put_back, reclassify, return_resource, shelve, take_off, widen
from core.library.actions.submitting import (
    remove_resource,
    save_resource,
    send_resource,
    start_resource,
    take_back,
)
from core.library.actions.using import Download, download_resource, rate, used_in_class

__all__ = [
    "Added",
    "Download",
    "Opened",
    "add_resource_file",
    "download_resource",
    "from_activity",
    "move_resource_file",
    "open_resource_file",
    "order_course",
    "pick_course",
    "put_back",
    "rate",
    "reclassify",
    "remove_resource",
    "remove_resource_file",
    "return_resource",
    "save_resource",
    "send_resource",
    "shelve",
    "start_resource",
    "take_back",
    "take_off",
    "unpick_course",
    "used_in_class",
    "widen",
]
