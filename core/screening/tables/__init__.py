"""Rows of screening: campaigns with their lists, uploads and counts; comments of class teachers; reports of schools."""

from core.screening.tables.campaigns import Campaign, CampaignScale, Response, Rollup, Testee, Upload
from core.screening.tables.comments import Comment
from core.screening.tables.ledgers import LedgerExport
from core.screening.tables.policies import PolicyVersion
from core.screening.tables.reports import Report

__all__ = [
    "Campaign",
    "CampaignScale",
    "Comment",
    "LedgerExport",
    "PolicyVersion",
    "Report",
    "Response",
    "Rollup",
    "Testee",
    "Upload",
]
