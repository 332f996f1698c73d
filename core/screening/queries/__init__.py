"""Reads of screening: campaigns, people on the list, counts from the roll-up, uploads and single sheets."""

from core.screening.queries.balance import BalanceSheet, balance_sheet
from core.screening.queries.campaigns import CampaignRow, ScaleRow, campaign, campaign_list, previous_campaign
from core.screening.queries.comments import (
    ClassProgress,
    CommentRow,
    Disagreement,
    PupilRemark,
    class_sheet,
    comment_progress,
    comments_of,
    disagreements,
    standing_comments,
)
from core.screening.queries.exported import LedgerRow, ledgers_made, ledgers_over
from core.screening.queries.people import Face, Places, masked, named, places
from core.screening.queries.policies import PolicyRow, bound_from_above, in_force, policy_versions
from core.screening.queries.pupils import PupilFile, Wave, Why, pupil_file
from core.screening.queries.reports import ReportRow, own_report, report_sums, reports, school_figures
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
    listed_of_people,
)
from core.screening.queries.tiers import tier_of_level, tiers_for
from core.screening.queries.trial import trial_file, trial_path
from core.screening.queries.trials import counsellors, last_year
from core.screening.queries.uploads import SheetRow, UploadRow, recent_uploads, same_file, sheets_of, upload
from core.screening.queries.waves import twofold, wave

__all__ = [
    "UNTESTED",
    "BalanceSheet",
    "CampaignRow",
    "Chosen",
    "ClassProgress",
    "CommentRow",
    "Counts",
    "Disagreement",
    "Face",
    "LedgerRow",
    "Places",
    "PolicyRow",
    "PupilFile",
    "PupilRemark",
    "ReportRow",
    "ScaleRow",
    "SheetRow",
    "TesteeRow",
    "UploadRow",
    "Wave",
    "Why",
    "balance_sheet",
    "bound_from_above",
    "campaign",
    "campaign_list",
    "class_sheet",
    "comment_progress",
    "comments_of",
    "completion",
    "counsellors",
    "count_listed",
    "count_of_schools",
    "counts",
    "counts_by_child",
    "counts_by_class",
    "counts_by_grade",
    "counts_by_school",
    "disagreements",
    "gathered",
    "in_force",
    "last_year",
    "ledgers_made",
    "ledgers_over",
    "listed",
    "listed_of_people",
    "masked",
    "named",
    "own_report",
    "places",
    "policy_versions",
    "previous_campaign",
    "pupil_file",
    "recent_uploads",
    "report_sums",
    "reports",
    "same_file",
    "school_figures",
    "sheets_of",
    "standing_comments",
    "tier_of_level",
    "tiers_for",
    "trial_file",
    "trial_path",
    "twofold",
    "upload",
    "wave",
]
