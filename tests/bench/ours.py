"""The product's own upload: checked, scored, tiered, sealed, stored, rolled up and audited."""

import csv
import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import core.tables  # noqa: F401  # every table must be known
from core import settings
from core.access import Actor, Grant
from core.accounts.packs import roles
from core.database import Base, engine, reading, writing
from core.ops import start
from core.organisations.rules import Level, Stage
from core.organisations.tables import Organisation, SchoolFacts
from core.screening.actions import check, confirm, create_campaign, open_campaign
from core.screening.rules.drafts import Draft, ScaleChoice
from core.students.actions import check_roster, import_roster
from tests.bench.files import SCHOOLS, people, school_name
from tests.bench.measure import report
from tests.world import SCHOOL_YEAR, account_row

PREPARE = "prepare"


def main(source: Path) -> None:
    """Prepare an installation with the roster (not measured, in a process of its own), then take the file in (measured)."""
    prepared = subprocess.run([*sys.orig_argv, PREPARE], check=True, stdout=subprocess.PIPE)
    account_id, campaign_id = json.loads(prepared.stdout)
    actor = _actor(account_id)
    start.settle()  # as the product does when it starts
    with report("ours"):
        content = source.read_bytes()
        with reading() as session:
            checked = check(session, actor, campaign_id=campaign_id, content=content, filename=source.name)
        with writing() as session:
            confirm(session, actor, checked)


def prepare(rows: int) -> None:
    """An installation with a county, its roster and an open campaign; prints the ids of account and campaign."""
    settings.current().var.mkdir(parents=True, exist_ok=True)
    Base.metadata.create_all(engine())
    sys.stdout.write(json.dumps(_county(rows)))


def _actor(account_id: int) -> Actor:
    grants = tuple(Grant(roles()[role], 1, "/1/") for role in ("centre", "counsellor"))
    return Actor(account_id, "bench", "bench", 1, grants)


def _county(rows: int) -> tuple[int, int]:
    with writing() as session:
        county = Organisation(level=Level.COUNTY, name="试验区", path="/1/", id=1)
        session.add(county)
        session.flush()
        for number in range(SCHOOLS):
            session.add(
                Organisation(
                    id=number + 2, parent_id=1, level=Level.SCHOOL, name=school_name(number), path=f"/1/{number + 2}/"
                )
            )
        session.flush()
        session.add_all(SchoolFacts(school_id=number + 2, stages=Stage.JUNIOR) for number in range(SCHOOLS))
        account_id = account_row(session, "bench", "centre", 1)
    actor = _actor(account_id)
    with writing() as session:
        roster = check_roster(session, actor, content=_roster(rows), filename="roster.csv", school_year=SCHOOL_YEAR)
        import_roster(session, actor, roster)
    draft = Draft(
        title="测速", org_id=1, school_year=SCHOOL_YEAR, term=1, scales=(ScaleChoice("mht"),), grades=(7,),
        opens_on=date(2025, 9, 1), closes_on=date(2025, 12, 31), policy_key="ban_xiao_qu",
    )  # fmt: skip
    with writing() as session:
        campaign = create_campaign(session, actor, draft=draft)
        open_campaign(session, actor, campaign_id=campaign.id or 0)
        return account_id, campaign.id or 0


def _roster(rows: int) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("学籍号", "姓名", "性别", "出生日期", "学校", "年级", "班级"))
    for row in people(rows):
        writer.writerow(
            (row.number, row.name, row.sex, row.birth, school_name(row.school), row.grade, f"{row.klass + 1}班")
        )
    return text.getvalue().encode()


if __name__ == "__main__":
    os.environ["SHOUWANG_REHEARSAL"] = "1"
    os.environ["SHOUWANG_VAR"] = sys.argv[2]
    if PREPARE in sys.argv:
        prepare(int(sys.argv[3]))
    else:
        main(Path(sys.argv[1]))
