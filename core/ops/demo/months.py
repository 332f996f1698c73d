"""The demo's activity months and library: seasons, reports, public education, resources, contests."""

from core.ops.demo.contests import compete
from core.ops.demo.drawings import pictures
from core.ops.demo.library import shelve_all
from core.ops.demo.public import educate
from core.ops.demo.registry import County
from core.ops.demo.season_lively import in_hand, left
from core.ops.demo.season_plans import plan_all
from core.ops.demo.season_reports import report_all
from core.ops.demo.seasons import ahead, closed, finish, running

SILENT = 4
"""So many of the schools that have it hardest have reported nothing that counts this year, one of them nothing last year."""


def hold_months(county: County) -> None:
    """Hold a season a year ago and one today, fill the library, award what was good."""
    drawn, last = pictures(), county.schools[-1].id
    past = closed(county, exempted=last)
    held = report_all(county, past, drawn, silent={last})
    finish(county, past)
    present = running(county, exempted=last)
    plan_all(county, present, silent=2)
    silent = {school.id for school in county.schools[-SILENT:]}
    report_all(county, present, drawn, silent=silent, leave=left(county))
    in_hand(county, present, drawn)
    ahead(county)
    educate(county)
    shelf = shelve_all(county, drawn, held)
    compete(county, past, present, held, shelf)
