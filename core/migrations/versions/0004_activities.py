"""Seasons with plans and reports, public education, the resource library, contests."""

import sqlalchemy as sa
from alembic import op

from core.library.tables import text_index

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEPT = ("activity",)
"""Tables that get another shape. Their rows wait aside meanwhile."""


def upgrade() -> None:
    for name in KEPT:
        op.execute(f"CREATE TEMPORARY TABLE old_{name} AS SELECT * FROM {name}")  # noqa: S608  # our own names
        op.drop_table(name)
    _make()
    for statement in text_index(op.get_bind().dialect.name):
        op.execute(statement)
    _bring_back()
    for name in KEPT:
        op.drop_table(f"old_{name}")


def _make() -> None:
    op.create_table(
        "checklist",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("org_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("version", sa.String(20), nullable=False),
        sa.Column("title", sa.String(60), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(300), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_checklist_by_id_account")),
        sa.ForeignKeyConstraint(["org_id"], ["organisation.id"], name=op.f("fk_checklist_org_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist")),
        sa.UniqueConstraint("org_id", "key", "version", name=op.f("uq_checklist_org_id_key_version")),
        info={"owner": "org_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_table(
        "hotline_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("org_id", sa.Integer(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("category", sa.String(24), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Numeric(precision=6, scale=1), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("calls > 0", name=op.f("ck_hotline_count_some")),
        sa.CheckConstraint("minutes >= 0", name=op.f("ck_hotline_count_waited")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_hotline_count_made_by_account")),
        sa.ForeignKeyConstraint(["org_id"], ["organisation.id"], name=op.f("fk_hotline_count_org_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hotline_count")),
        info={"owner": "org_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index("ix_hotline_count_org", "hotline_count", ["org_id", "taken_on"], unique=False)
    op.create_table(
        "season",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("org_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("plan_until", sa.Date(), nullable=True),
        sa.Column("report_until", sa.Date(), nullable=False),
        sa.Column("guidance", sa.String(2000), nullable=False),
        sa.Column("checklist", sa.JSON(), nullable=False),
        sa.Column("counts_sent", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("report_until >= starts_on", name=op.f("ck_season_reported_after")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_season_in_order")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_season_made_by_account")),
        sa.ForeignKeyConstraint(["org_id"], ["organisation.id"], name=op.f("fk_season_org_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_season")),
        info={"owner": "org_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index("ix_season_org", "season", ["org_id", "starts_on"], unique=False)
    op.create_table(
        "activity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("org_id", sa.Integer(), nullable=False),
        sa.Column("season_id", sa.Integer(), nullable=True),
        sa.Column("item", sa.String(24), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("place", sa.String(80), nullable=False),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.Column("pupils", sa.Integer(), nullable=True),
        sa.Column("teachers", sa.Integer(), nullable=True),
        sa.Column("parents", sa.Integer(), nullable=True),
        sa.Column("community", sa.Integer(), nullable=True),
        sa.Column("works", sa.JSON(), nullable=False),
        sa.Column("partners", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(2000), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("comment", sa.String(400), nullable=False),
        sa.Column("first_sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(season_id is null) = (item = '')", name=op.f("ck_activity_placed")),
        sa.CheckConstraint("held_on <= until", name=op.f("ck_activity_in_order")),
        sa.CheckConstraint(
            "pupils >= 0 and teachers >= 0 and parents >= 0 and community >= 0", name=op.f("ck_activity_people")
        ),
        sa.CheckConstraint("sessions > 0", name=op.f("ck_activity_held")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_activity_made_by_account")),
        sa.ForeignKeyConstraint(["org_id"], ["organisation.id"], name=op.f("fk_activity_org_id_organisation")),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_activity_season_id_season")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
        info={"owner": "org_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index("ix_activity_org", "activity", ["org_id", "held_on"], unique=False)
    op.create_index("ix_activity_season", "activity", ["season_id", "org_id", "item"], unique=False)
    op.create_table(
        "contest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("org_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(24), nullable=False),
        sa.Column("season_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(1000), nullable=False),
        sa.Column("rubric", sa.JSON(), nullable=False),
        sa.Column("awards", sa.JSON(), nullable=False),
        sa.Column("quota", sa.Integer(), nullable=True),
        sa.Column("forward", sa.Integer(), nullable=False),
        sa.Column("nominate_until", sa.Date(), nullable=False),
        sa.Column("review_until", sa.Date(), nullable=False),
        sa.Column("public_from", sa.Date(), nullable=True),
        sa.Column("public_until", sa.Date(), nullable=True),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("quota > 0 and forward >= 0", name=op.f("ck_contest_some")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_contest_made_by_account")),
        sa.ForeignKeyConstraint(["org_id"], ["organisation.id"], name=op.f("fk_contest_org_id_organisation")),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_contest_season_id_season")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contest")),
        info={"owner": "org_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_contest_org_id"), "contest", ["org_id"], unique=False)
    op.create_table(
        "season_exemption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("season_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(24), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_season_exemption_by_id_account")),
        sa.ForeignKeyConstraint(
            ["school_id"], ["organisation.id"], name=op.f("fk_season_exemption_school_id_organisation")
        ),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_season_exemption_season_id_season")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_season_exemption")),
        info={"owner": "school_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index("ix_season_exemption_season", "season_exemption", ["season_id", "school_id"], unique=False)
    op.create_table(
        "season_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("season_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("aims", sa.String(2000), nullable=False),
        sa.Column("lead", sa.String(80), nullable=False),
        sa.Column("schedule", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("file_kind", sa.String(10), nullable=False),
        sa.Column("file_title", sa.String(80), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("comment", sa.String(400), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_season_plan_made_by_account")),
        sa.ForeignKeyConstraint(["school_id"], ["organisation.id"], name=op.f("fk_season_plan_school_id_organisation")),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_season_plan_season_id_season")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_season_plan")),
        sa.UniqueConstraint("season_id", "school_id", name=op.f("uq_season_plan_season_id_school_id")),
        info={"owner": "school_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_season_plan_school_id"), "season_plan", ["school_id"], unique=False)
    op.create_table(
        "season_school",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("season_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id"], ["organisation.id"], name=op.f("fk_season_school_school_id_organisation")
        ),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_season_school_season_id_season")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_season_school")),
        sa.UniqueConstraint("season_id", "school_id", name=op.f("uq_season_school_season_id_school_id")),
        info={"owner": "school_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_season_school_school_id"), "season_school", ["school_id"], unique=False)
    op.create_table(
        "season_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("season_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("seen", sa.String(1000), nullable=False),
        sa.Column("advice", sa.String(1000), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_season_visit_by_id_account")),
        sa.ForeignKeyConstraint(
            ["school_id"], ["organisation.id"], name=op.f("fk_season_visit_school_id_organisation")
        ),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_season_visit_season_id_season")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_season_visit")),
        info={"owner": "school_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index("ix_season_visit_season", "season_visit", ["season_id", "school_id"], unique=False)
    op.create_table(
        "activity_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("thumb", sa.String(64), nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("faces", sa.Integer(), nullable=False),
        sa.Column("boxes", sa.JSON(), nullable=False),
        sa.Column("blurred", sa.Boolean(), nullable=False),
        sa.Column("looked_by", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_activity_file_activity_id_activity")),
        sa.ForeignKeyConstraint(["looked_by"], ["account.id"], name=op.f("fk_activity_file_looked_by_account")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_activity_file_made_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_file")),
        info={"owner": "activity_id", "parent": "activity"},
    )
    op.create_index("ix_activity_file_activity", "activity_file", ["activity_id", "position"], unique=False)
    op.create_index("ix_activity_file_digest", "activity_file", ["digest"], unique=False)
    op.create_table(
        "activity_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("comment", sa.String(400), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_activity_step_activity_id_activity")),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_activity_step_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_step")),
        info={"owner": "activity_id", "parent": "activity"},
    )
    op.create_index(op.f("ix_activity_step_activity_id"), "activity_step", ["activity_id"], unique=False)
    op.create_table(
        "contest_judge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_contest_judge_account_id_account")),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_contest_judge_contest_id_contest")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contest_judge")),
        sa.UniqueConstraint("contest_id", "account_id", name=op.f("uq_contest_judge_contest_id_account_id")),
        info={"owner": "contest_id", "parent": "contest"},
    )
    op.create_index(op.f("ix_contest_judge_account_id"), "contest_judge", ["account_id"], unique=False)
    op.create_table(
        "joint_school",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("attendances", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("attendances >= 0", name=op.f("ck_joint_school_people")),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_joint_school_activity_id_activity")),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_joint_school_by_id_account")),
        sa.ForeignKeyConstraint(
            ["school_id"], ["organisation.id"], name=op.f("fk_joint_school_school_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_school")),
        sa.UniqueConstraint("activity_id", "school_id", name=op.f("uq_joint_school_activity_id_school_id")),
        info={"owner": "school_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_joint_school_school_id"), "joint_school", ["school_id"], unique=False)
    op.create_table(
        "resource",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("org_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("summary", sa.String(1000), nullable=False),
        sa.Column("author", sa.LargeBinary(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("licence", sa.String(24), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("shelf_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("comment", sa.String(400), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shelved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(shelf_id is not null) = (state in ('on_shelf', 'off_shelf'))", name=op.f("ck_resource_shelved")
        ),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_resource_activity_id_activity")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_resource_made_by_account")),
        sa.ForeignKeyConstraint(["org_id"], ["organisation.id"], name=op.f("fk_resource_org_id_organisation")),
        sa.ForeignKeyConstraint(["shelf_id"], ["organisation.id"], name=op.f("fk_resource_shelf_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource")),
        info={"owner": "org_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index("ix_resource_org", "resource", ["org_id", "state"], unique=False)
    op.create_index("ix_resource_shelf", "resource", ["shelf_id", "state"], unique=False)
    op.create_table(
        "course_pick",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("org_id", sa.Integer(), nullable=False),
        sa.Column("course", sa.String(24), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_course_pick_by_id_account")),
        sa.ForeignKeyConstraint(["org_id"], ["organisation.id"], name=op.f("fk_course_pick_org_id_organisation")),
        sa.ForeignKeyConstraint(["resource_id"], ["resource.id"], name=op.f("fk_course_pick_resource_id_resource")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_pick")),
        sa.UniqueConstraint("org_id", "course", "resource_id", name=op.f("uq_course_pick_org_id_course_resource_id")),
        info={"owner": "org_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_course_pick_resource_id"), "course_pick", ["resource_id"], unique=False)
    op.create_table(
        "nomination",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("resource_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(400), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("total", sa.Numeric(precision=7, scale=2), nullable=True),
        sa.Column("award", sa.String(24), nullable=False),
        sa.Column("forwarded", sa.Boolean(), nullable=False),
        sa.Column("decided_reason", sa.String(200), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(activity_id is null) <> (resource_id is null)", name=op.f("ck_nomination_one_thing")),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_nomination_activity_id_activity")),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_nomination_by_id_account")),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_nomination_contest_id_contest")),
        sa.ForeignKeyConstraint(["resource_id"], ["resource.id"], name=op.f("fk_nomination_resource_id_resource")),
        sa.ForeignKeyConstraint(["school_id"], ["organisation.id"], name=op.f("fk_nomination_school_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination")),
        sa.UniqueConstraint("contest_id", "activity_id", name=op.f("uq_nomination_contest_id_activity_id")),
        sa.UniqueConstraint("contest_id", "resource_id", name=op.f("uq_nomination_contest_id_resource_id")),
        info={"owner": "school_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_nomination_school_id"), "nomination", ["school_id"], unique=False)
    op.create_table(
        "resource_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("thumb", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_resource_file_made_by_account")),
        sa.ForeignKeyConstraint(["resource_id"], ["resource.id"], name=op.f("fk_resource_file_resource_id_resource")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource_file")),
        info={"owner": "resource_id", "parent": "resource"},
    )
    op.create_index("ix_resource_file_digest", "resource_file", ["digest"], unique=False)
    op.create_index("ix_resource_file_resource", "resource_file", ["resource_id", "position"], unique=False)
    op.create_table(
        "resource_rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("org_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("stars between 1 and 5", name=op.f("ck_resource_rating_stars")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_resource_rating_account_id_account")),
        sa.ForeignKeyConstraint(["org_id"], ["organisation.id"], name=op.f("fk_resource_rating_org_id_organisation")),
        sa.ForeignKeyConstraint(["resource_id"], ["resource.id"], name=op.f("fk_resource_rating_resource_id_resource")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource_rating")),
        sa.UniqueConstraint("resource_id", "account_id", name=op.f("uq_resource_rating_resource_id_account_id")),
        info={"owner": "org_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_resource_rating_org_id"), "resource_rating", ["org_id"], unique=False)
    op.create_table(
        "resource_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("comment", sa.String(400), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_resource_step_by_id_account")),
        sa.ForeignKeyConstraint(["resource_id"], ["resource.id"], name=op.f("fk_resource_step_resource_id_resource")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource_step")),
        info={"owner": "resource_id", "parent": "resource"},
    )
    op.create_index(op.f("ix_resource_step_resource_id"), "resource_step", ["resource_id"], unique=False)
    op.create_table(
        "resource_tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("facet", sa.String(24), nullable=False),
        sa.Column("value", sa.String(24), nullable=False),
        sa.ForeignKeyConstraint(["resource_id"], ["resource.id"], name=op.f("fk_resource_tag_resource_id_resource")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource_tag")),
        sa.UniqueConstraint("resource_id", "facet", "value", name=op.f("uq_resource_tag_resource_id_facet_value")),
        info={"owner": "resource_id", "parent": "resource"},
    )
    op.create_index("ix_resource_tag_value", "resource_tag", ["facet", "value"], unique=False)
    op.create_table(
        "resource_text",
        sa.Column("resource_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["resource_id"], ["resource.id"], name=op.f("fk_resource_text_resource_id_resource")),
        sa.PrimaryKeyConstraint("resource_id", name=op.f("pk_resource_text")),
        info={"owner": "resource_id", "parent": "resource"},
    )
    op.create_table(
        "resource_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("org_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("pupils", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("pupils >= 0", name=op.f("ck_resource_use_people")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_resource_use_account_id_account")),
        sa.ForeignKeyConstraint(["org_id"], ["organisation.id"], name=op.f("fk_resource_use_org_id_organisation")),
        sa.ForeignKeyConstraint(["resource_id"], ["resource.id"], name=op.f("fk_resource_use_resource_id_resource")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource_use")),
        info={"owner": "org_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_resource_use_org_id"), "resource_use", ["org_id"], unique=False)
    op.create_index("ix_resource_use_resource", "resource_use", ["resource_id", "kind"], unique=False)
    op.create_table(
        "judgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("words", sa.String(400), nullable=False),
        sa.Column("total", sa.Numeric(precision=7, scale=2), nullable=True),
        sa.Column("tied", sa.Boolean(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_judgement_account_id_account")),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_judgement_nomination_id_nomination")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
        sa.UniqueConstraint("nomination_id", "account_id", name=op.f("uq_judgement_nomination_id_account_id")),
        info={"owner": "nomination_id", "parent": "nomination"},
    )
    op.create_index(op.f("ix_judgement_account_id"), "judgement", ["account_id"], unique=False)


def _bring_back() -> None:
    """An activity was for one audience, and was only logged."""
    audiences = ("pupils", "teachers", "parents", "community")
    each = ", ".join(f"CASE WHEN audience = '{name}' THEN attendances END" for name in audiences)
    columns = (
        "id, org_id, item, kind, title, held_on, until, place, sessions, pupils, teachers, parents, community, works,"
        " partners, note, state, comment, edition, made_by, made_at, removed_at"
    )
    told = (
        "id, school_id, '', 'other', title, held_on, held_on, '', sessions, {each}, '{{}}', '[]', note, 'logged', '', 0,"
        " made_by, made_at, removed_at"
    )
    op.execute(f"INSERT INTO activity ({columns}) SELECT {told.format(each=each)} FROM old_activity")  # noqa: S608
    if op.get_bind().dialect.name == "postgresql":
        for name in KEPT:
            counted = f"SELECT coalesce(max(id), 0) + 1 FROM {name}"  # noqa: S608  # our own names
            op.execute(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), ({counted}), false)")
