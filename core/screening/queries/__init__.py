"""Reads of screening: campaigns, people on the list, counts from the roll-up, uploads and single sheets."""

from core.screening.queries.campaigns import CampaignRow, ScaleRow, campaign, campaign_list, previous_campaign
from core.screening.queries.people import Face, Places, masked, named, places
from core.screening.queries.rollups import (
    Counts,
    counts,
    counts_by_child,
    counts_by_grade,
    counts_by_school,
    gathered,
)
from core.screening.queries.testees import (
    UNTESTED,
    Chosen,
    TesteeRow,
    completion,
    count_listed,
    count_of_schools,
    counts_by_class,
    listed,
    listed_by_id,
    listed_of_people,
)
from core.screening.queries.tiers import tier_of_level, tiers_for
from core.screening.queries.trial import trial_file, trial_path
from core.screening.queries.uploads import SheetRow, UploadRow, recent_uploads, same_file, sheets_of, upload

__all__ = [
    "UNTESTED",
    "CampaignRow",
    "Chosen",
    "Counts",
    "Face",
    "Places",
    "ScaleRow",
    "SheetRow",
    "TesteeRow",
    "UploadRow",
    "campaign",
    "campaign_list",
    "completion",
    "count_listed",
    "count_of_schools",
    "counts",
    "counts_by_child",
    "counts_by_class",
    "counts_by_grade",
    "counts_by_school",
    "gathered",
    "listed",
    "listed_by_id",
    "listed_of_people",
    "masked",
    "named",
    "places",
    "previous_campaign",
    "recent_uploads",
    "same_file",
    "sheets_of",
    "tier_of_level",
    "tiers_for",
    "trial_file",
    "trial_path",
    "upload",
]
