"""The main job on both engines: enrol, open, upload, list."""

from core.access import Capability, Scope
from core.cases.queries import Filter, reasons, warnings
from core.database import reading
from core.screening import packs
from core.screening.queries import counts
from core.screening.rules.reasons import decode, sentence
from tests.screening.builders import a_campaign, brought, enrol, phq, pupils
from tests.world import World


def test_answers_become_a_warning_list_with_reasons_in_words(world: World) -> None:
    people = pupils(20)
    enrol(world, people)
    campaign = a_campaign(world)
    rows = [phq(people[0], 17, critical=2), phq(people[1], 23), phq(people[2], 16), *(phq(p, 3) for p in people[3:])]
    receipt = brought(world, "counsellor_b", campaign, rows)
    assert (receipt.new, receipt.raised) == (20, 3)
    scope = world.actor("counsellor_b").over(Capability.VIEW_WARNINGS)
    with reading() as session:
        listed = warnings(session, scope, Filter(campaign))
        words = reasons(session, scope, [row.id for row in listed])
        found = counts(session, Scope.at(world.paths["county"]), campaign)
    assert [(row.severity, row.urgent, row.level) for row in listed] == [
        (3, True, "校级"),
        (4, False, "区级"),
        (2, False, "班级"),
    ]
    assert sentence(packs.scales(), decode(words[listed[0].id])) == "PHQ-9 总分 17，中重度（15–19）；第 9 题 = 2"
    assert found.completion.tested == found.completion.listed == 20
    assert found.severities == {0: 17, 2: 1, 3: 1, 4: 1}
