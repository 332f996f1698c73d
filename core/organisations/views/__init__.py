"""The drawing of 组织机构."""

from core.organisations.views.forms import NewOrg, Renamed, add_form, close_form, facts_form, rename_form
from core.organisations.views.importing import preview, template_download, upload
from core.organisations.views.lists import Filters, bureau_list, filters, school_list

__all__ = [
    "Filters",
    "NewOrg",
    "Renamed",
    "add_form",
    "bureau_list",
    "close_form",
    "facts_form",
    "filters",
    "preview",
    "rename_form",
    "school_list",
    "template_download",
    "upload",
]
