"""Who may do what with campaigns, lists, uploads and sheets."""

from typing import Any

from sqlmodel import Session

from core.access import Actor, Capability
from core.cases.queries import Filter, warnings
from core.errors import NotFound
from core.screening import actions, queries
from core.screening.actions import CheckedUpload
from core.screening.rules.completion import LeaveReason
from core.screening.rules.states import CampaignState, Mark
from tests.access_cases import Action, Query
from tests.screening import access_class, access_file, access_policy
from tests.screening.builders import csv_file
from tests.screening.standing import DIGEST, Standing, draft, holds, of, on, row
from tests.world import World

MANAGE, COMPLETION, PEOPLE = Capability.MANAGE_CAMPAIGNS, Capability.VIEW_COMPLETION, Capability.VIEW_PEOPLE
UPLOAD, SCORES = Capability.UPLOAD_ANSWERS, Capability.SEE_SCORES
DRAFT, CLOSED = CampaignState.DRAFT, CampaignState.CLOSED
MANAGERS = {"county": "researcher centre"}
KEEPERS = {"a": "centre school_admin counsellor"}


def something(answer: Any) -> Any:
    """An answer that says nothing counts as not found: the act itself names no organisation."""
    if not answer:
        raise NotFound
    return answer


def mht(at: int, *, bad: bool = False) -> dict[str, Any]:
    answers = {f"MHT 第{number}题": "0" for number in range(1, 101)}
    return {**row(at), **answers, "MHT 第85题": "1", "MHT 第1题": "坏" if bad else "1"}


def checked(session: Session, actor: Actor, kept: Standing, *, bad: bool = False) -> CheckedUpload:
    """A file of the first pupil of school A; to strangers the number is nobody's."""
    content = csv_file([mht(0, bad=bad)])
    found = actions.check(session, actor, campaign_id=kept.campaign, content=content, filename="作答.csv")
    something(found.urgent)
    return found


def exported_list(session: Session, actor: Actor, _: World, kept: Standing) -> bytes:
    chosen = Filter(kept.campaign)
    if actor.can(Capability.EXPORT_PEOPLE):
        something(warnings(session, actor.over(Capability.VIEW_WARNINGS), chosen))
    return actions.export_warnings(session, actor, chosen=chosen, purpose="十月研判会")


def exported_untested(session: Session, actor: Actor, world: World, kept: Standing) -> bytes:
    if actor.can(Capability.SEE_NAMES) and not holds(actor, world.paths["a"]):
        raise NotFound
    return actions.export_untested(session, actor, campaign_id=kept.campaign)


ACTIONS = {
    "create_campaign": Action(MANAGE, MANAGERS, lambda s, actor, w, at: actions.create_campaign(
        s, actor, draft=draft(w, at))),
    "edit_campaign": Action(MANAGE, MANAGERS, on(lambda s, actor, w, kept: actions.edit_campaign(
        s, actor, campaign_id=kept.campaign, draft=draft(w)), DRAFT)),
    "open_campaign": Action(MANAGE, MANAGERS, on(lambda s, actor, w, kept: actions.open_campaign(
        s, actor, campaign_id=kept.campaign), DRAFT)),
    "close_campaign": Action(MANAGE, MANAGERS, on(lambda s, actor, w, kept: actions.close_campaign(
        s, actor, campaign_id=kept.campaign))),
    "reopen_campaign": Action(MANAGE, MANAGERS, on(lambda s, actor, w, kept: actions.reopen_campaign(
        s, actor, campaign_id=kept.campaign), CLOSED)),
    "mark": Action(Capability.MARK_LEAVE, KEEPERS, on(lambda s, actor, w, kept: actions.mark(
        s, actor, campaign_id=kept.campaign, testees=kept.testees, as_=Mark.LEAVE, reason=LeaveReason.SICK))),
    "add_late": Action(Capability.MARK_LEAVE, KEEPERS, on(lambda s, actor, w, kept: something(
        actions.add_late(s, actor, campaign_id=kept.campaign)))),
    "check": Action(UPLOAD, KEEPERS, on(lambda s, actor, w, kept: checked(s, actor, kept)), audited=False),
    "confirm": Action(UPLOAD, KEEPERS, on(lambda s, actor, w, kept: actions.confirm(
        s, actor, checked(s, actor, kept)))),
    "raise_urgent": Action(UPLOAD, KEEPERS, on(lambda s, actor, w, kept: actions.raise_urgent(
        s, actor, checked(s, actor, kept, bad=True)))),
    "export_warnings": Action(Capability.EXPORT_PEOPLE, {"a": "centre counsellor"}, on(exported_list)),
    "export_untested": Action(Capability.SEE_NAMES, {"a": "centre counsellor class_teacher"},
        on(exported_untested)),
    "open_sheets": Action(SCORES, {"a": "centre counsellor"}, on(lambda s, actor, w, kept: actions.open_sheets(
        s, actor, person_id=kept.people[0], campaign_id=kept.campaign))),
}  # fmt: skip

COUNTED = {"a": "leader researcher centre school_admin school_lead counsellor"}
WITH_CLASSES = {"a": f"{COUNTED['a']} class_teacher"}
LISTED = {"a": "centre school_admin school_lead counsellor class_teacher"}
QUERIES = {
    "campaign": Query(COMPLETION, {
        "county": "leader researcher centre school_admin school_lead counsellor class_teacher"},
        of(lambda s, scope, w, kept: queries.campaign(s, scope, kept.campaign), DRAFT)),
    "campaign_list": Query(COMPLETION, {
        "county": "leader researcher centre school_admin school_lead counsellor class_teacher"},
        of(lambda s, scope, w, kept: queries.campaign_list(s, scope), DRAFT)),
    "previous_campaign": Query(COMPLETION, {
        "county": "leader researcher centre school_admin school_lead counsellor class_teacher"},
        of(lambda s, scope, w, kept: not queries.previous_campaign(
            s, scope, queries.campaign(s, scope, kept.campaign)), DRAFT)),
    "completion": Query(COMPLETION, WITH_CLASSES, of(lambda s, scope, w, kept: queries.completion(
        s, scope, kept.campaign).listed)),
    "counts": Query(COMPLETION, COUNTED, of(lambda s, scope, w, kept: queries.counts(
        s, scope, kept.campaign).completion.listed)),
    "counts_by_school": Query(COMPLETION, COUNTED, of(lambda s, scope, w, kept: queries.counts_by_school(
        s, scope, kept.campaign))),
    "counts_by_grade": Query(COMPLETION, COUNTED, of(lambda s, scope, w, kept: queries.counts_by_grade(
        s, scope, kept.campaign))),
    "counts_by_child": Query(COMPLETION, COUNTED, of(lambda s, scope, w, kept: queries.counts_by_child(
        s, scope, kept.campaign, w.orgs["county"]))),
    "counts_by_class": Query(COMPLETION, WITH_CLASSES, of(lambda s, scope, w, kept: queries.counts_by_class(
        s, scope, kept.campaign))),
    "listed": Query(PEOPLE, LISTED, of(lambda s, scope, w, kept: queries.listed(
        s, scope, queries.Chosen(kept.campaign)))),
    "count_listed": Query(PEOPLE, LISTED, of(lambda s, scope, w, kept: queries.count_listed(
        s, scope, queries.Chosen(kept.campaign)))),
    "listed_of_people": Query(PEOPLE, LISTED, of(lambda s, scope, w, kept: queries.listed_of_people(
        s, scope, kept.campaign, kept.people))),
    "count_of_schools": Query(PEOPLE, LISTED, of(lambda s, scope, w, kept: queries.count_of_schools(
        s, scope, kept.campaign, [w.orgs["a"]]))),
    "masked": Query(PEOPLE, LISTED, of(lambda s, scope, w, kept: queries.masked(s, scope, kept.people))),
    "named": Query(Capability.SEE_NAMES, LISTED, of(lambda s, scope, w, kept: queries.named(s, scope, kept.people))),
    "recent_uploads": Query(UPLOAD, KEEPERS, of(lambda s, scope, w, kept: queries.recent_uploads(
        s, scope, campaign_id=kept.campaign))),
    "upload": Query(UPLOAD, KEEPERS, of(lambda s, scope, w, kept: queries.upload(s, scope, kept.upload))),
    "same_file": Query(UPLOAD, KEEPERS, of(lambda s, scope, w, kept: queries.same_file(
        s, scope, campaign_id=kept.campaign, digest=DIGEST))),
    "sheets_of": Query(SCORES, {"a": "centre counsellor"}, of(lambda s, scope, w, kept: queries.sheets_of(
        s, scope, person_id=kept.people[0]))),
}  # fmt: skip
INTERNAL = {
    "queries.tier_of_level": "takes a policy's level apart, reads nothing",
    "queries.tiers_for": "what levels are called is no secret",
    "actions.template": "an empty form with a campaign's columns",
    "queries.gathered": "adds counts up that were read already",
    "queries.trial_file": "the fictitious file of the demo",
    "queries.trial_path": "where that file lies",
    "queries.places": "names of schools and classes, which are no secret",
}
ACTIONS |= access_class.ACTIONS
QUERIES |= access_class.QUERIES
ACTIONS |= access_policy.ACTIONS
QUERIES |= access_policy.QUERIES
INTERNAL |= access_policy.INTERNAL
ACTIONS |= access_file.ACTIONS
QUERIES |= access_file.QUERIES
INTERNAL |= access_file.INTERNAL
