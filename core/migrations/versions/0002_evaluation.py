"""Evaluation, and the staff and activities it draws on."""

import sqlalchemy as sa
from alembic import op

from core.database.append_only import freezing

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "counselling_room",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("place", sa.String(100), nullable=False),
        sa.Column("area", sa.Integer(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id"], ["organisation.id"], name=op.f("fk_counselling_room_school_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counselling_room")),
        info={"owner": "school_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_counselling_room_school_id"), "counselling_room", ["school_id"], unique=False)
    op.create_table(
        "activity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("audience", sa.String(24), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.Column("attendances", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(400), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("attendances >= 0", name=op.f("ck_activity_people")),
        sa.CheckConstraint("sessions > 0", name=op.f("ck_activity_held")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_activity_made_by_account")),
        sa.ForeignKeyConstraint(["school_id"], ["organisation.id"], name=op.f("fk_activity_school_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
        info={"owner": "school_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index("ix_activity_school", "activity", ["school_id", "held_on"], unique=False)
    op.create_table(
        "evaluation_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("org_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("title", sa.String(60), nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("rubric_key", sa.String(40), nullable=False),
        sa.Column("rubric_version", sa.String(20), nullable=False),
        sa.Column("rubric", sa.Text(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("self_until", sa.Date(), nullable=False),
        sa.Column("review_until", sa.Date(), nullable=False),
        sa.Column("publicity_until", sa.Date(), nullable=False),
        sa.Column("rectify_until", sa.Date(), nullable=True),
        sa.Column("raters", sa.Integer(), nullable=False),
        sa.Column("shows_self", sa.Boolean(), nullable=False),
        sa.Column("with_self", sa.Boolean(), nullable=False),
        sa.Column("with_publicity", sa.Boolean(), nullable=False),
        sa.Column("gap_points", sa.Numeric(precision=9, scale=4), nullable=True),
        sa.Column("gap_anchors", sa.Integer(), nullable=True),
        sa.Column("rule", sa.String(24), nullable=False),
        sa.Column("chair_id", sa.Integer(), nullable=True),
        sa.Column("seed", sa.Integer(), nullable=True),
        sa.Column("previous_id", sa.Integer(), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("publicised_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "self_until <= review_until and review_until <= publicity_until", name=op.f("ck_evaluation_round_in_order")
        ),
        sa.CheckConstraint("target is null or target > 0", name=op.f("ck_evaluation_round_target")),
        sa.ForeignKeyConstraint(["chair_id"], ["account.id"], name=op.f("fk_evaluation_round_chair_id_account")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_evaluation_round_made_by_account")),
        sa.ForeignKeyConstraint(["org_id"], ["organisation.id"], name=op.f("fk_evaluation_round_org_id_organisation")),
        sa.ForeignKeyConstraint(
            ["previous_id"], ["evaluation_round.id"], name=op.f("fk_evaluation_round_previous_id_evaluation_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_round")),
        info={"owner": "org_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_evaluation_round_org_id"), "evaluation_round", ["org_id"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("piece", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_evidence_by_id_account")),
        sa.ForeignKeyConstraint(["school_id"], ["organisation.id"], name=op.f("fk_evidence_school_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("piece", "version", name=op.f("uq_evidence_piece_version")),
        info={"owner": "school_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index("ix_evidence_school", "evidence", ["school_id", "removed_at"], unique=False)
    op.create_table(
        "past_post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("org_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_past_post_account_id_account")),
        sa.ForeignKeyConstraint(["org_id"], ["organisation.id"], name=op.f("fk_past_post_org_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_post")),
        info={"owner": "org_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_past_post_account_id"), "past_post", ["account_id"], unique=False)
    op.create_index(op.f("ix_past_post_org_id"), "past_post", ["org_id"], unique=False)
    op.create_table(
        "rater_tie",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("told_by", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_rater_tie_account_id_account")),
        sa.ForeignKeyConstraint(["school_id"], ["organisation.id"], name=op.f("fk_rater_tie_school_id_organisation")),
        sa.ForeignKeyConstraint(["told_by"], ["account.id"], name=op.f("fk_rater_tie_told_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rater_tie")),
        sa.UniqueConstraint("account_id", "school_id", "kind", name=op.f("uq_rater_tie_account_id_school_id_kind")),
        info={"owner": "school_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_rater_tie_account_id"), "rater_tie", ["account_id"], unique=False)
    op.create_table(
        "rubric_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("org_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("version", sa.String(20), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("based_on", sa.String(64), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("findings", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(400), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_rubric_version_made_by_account")),
        sa.ForeignKeyConstraint(["org_id"], ["organisation.id"], name=op.f("fk_rubric_version_org_id_organisation")),
        sa.ForeignKeyConstraint(["published_by"], ["account.id"], name=op.f("fk_rubric_version_published_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rubric_version")),
        sa.UniqueConstraint("org_id", "key", "version", name=op.f("uq_rubric_version_org_id_key_version")),
        info={"owner": "org_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_rubric_version_org_id"), "rubric_version", ["org_id"], unique=False)
    op.create_table(
        "staff_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("subject", sa.String(40), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("until is null or since <= until", name=op.f("ck_staff_member_in_order")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_staff_member_made_by_account")),
        sa.ForeignKeyConstraint(
            ["school_id"], ["organisation.id"], name=op.f("fk_staff_member_school_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_member")),
        info={"owner": "school_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index("ix_staff_member_school", "staff_member", ["school_id", "kind", "until"], unique=False)
    op.create_table(
        "training_need",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(200), nullable=False),
        sa.Column("source", sa.String(80), nullable=False),
        sa.Column("raised_by", sa.Integer(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["raised_by"], ["account.id"], name=op.f("fk_training_need_raised_by_account")),
        sa.ForeignKeyConstraint(
            ["school_id"], ["organisation.id"], name=op.f("fk_training_need_school_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_need")),
        sa.UniqueConstraint("school_id", "source", name=op.f("uq_training_need_school_id_source")),
        info={"owner": "school_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("number", sa.LargeBinary(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_certificate_staff_id_staff_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        info={"owner": "staff_id", "parent": "staff_member"},
    )
    op.create_index(op.f("ix_certificate_staff_id"), "certificate", ["staff_id"], unique=False)
    op.create_table(
        "evaluation_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_reason", sa.String(200), nullable=False),
        sa.Column("stood", sa.String(24), nullable=True),
        sa.Column("exempt_reason", sa.String(24), nullable=True),
        sa.Column("exempt_note", sa.String(200), nullable=False),
        sa.Column("exempt_paper", sa.String(64), nullable=True),
        sa.Column("return_note", sa.String(400), nullable=False),
        sa.Column("statement", sa.String(2000), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["room_id"], ["counselling_room.id"], name=op.f("fk_evaluation_entry_room_id_counselling_room")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_evaluation_entry_round_id_evaluation_round")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["organisation.id"], name=op.f("fk_evaluation_entry_school_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by"], ["account.id"], name=op.f("fk_evaluation_entry_submitted_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_entry")),
        info={"owner": "school_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(
        "ix_evaluation_entry_room",
        "evaluation_entry",
        ["round_id", "room_id"],
        unique=True,
        sqlite_where=sa.text("room_id is not null"),
        postgresql_where=sa.text("room_id is not null"),
    )
    op.create_index(op.f("ix_evaluation_entry_round_id"), "evaluation_entry", ["round_id"], unique=False)
    op.create_index(
        "ix_evaluation_entry_school",
        "evaluation_entry",
        ["round_id", "school_id"],
        unique=True,
        sqlite_where=sa.text("room_id is null"),
        postgresql_where=sa.text("room_id is null"),
    )
    op.create_index(op.f("ix_evaluation_entry_school_id"), "evaluation_entry", ["school_id"], unique=False)
    op.create_table(
        "training_hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("hours", sa.Numeric(precision=6, scale=1), nullable=False),
        sa.CheckConstraint("hours > 0", name=op.f("ck_training_hours_some")),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_training_hours_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_hours")),
        info={"owner": "staff_id", "parent": "staff_member"},
    )
    op.create_index(op.f("ix_training_hours_staff_id"), "training_hours", ["staff_id"], unique=False)
    op.create_table(
        "appeal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("codes", sa.Text(), nullable=False),
        sa.Column("plea", sa.String(2000), nullable=False),
        sa.Column("filed_by", sa.Integer(), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("answer", sa.String(2000), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["account.id"], name=op.f("fk_appeal_answered_by_account")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["evaluation_entry.id"], name=op.f("fk_appeal_entry_id_evaluation_entry")
        ),
        sa.ForeignKeyConstraint(["filed_by"], ["account.id"], name=op.f("fk_appeal_filed_by_account")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_appeal_round_id_evaluation_round")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["organisation.id"], name=op.f("fk_appeal_school_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
        info={"owner": "school_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_appeal_entry_id"), "appeal", ["entry_id"], unique=False)
    op.create_index(
        "ix_appeal_open",
        "appeal",
        ["entry_id"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(op.f("ix_appeal_round_id"), "appeal", ["round_id"], unique=False)
    op.create_index(op.f("ix_appeal_school_id"), "appeal", ["school_id"], unique=False)
    op.create_table(
        "entry_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("standard", sa.String(24), nullable=False),
        sa.Column("total", sa.Numeric(precision=9, scale=4), nullable=False),
        sa.Column("most", sa.Numeric(precision=9, scale=4), nullable=False),
        sa.Column("grade", sa.String(300), nullable=False),
        sa.Column("vetoes", sa.Text(), nullable=False),
        sa.Column("changed_by_appeal", sa.Boolean(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_entry_result_decided_by_account")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["evaluation_entry.id"], name=op.f("fk_entry_result_entry_id_evaluation_entry")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_entry_result_round_id_evaluation_round")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["organisation.id"], name=op.f("fk_entry_result_school_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_result")),
        sa.UniqueConstraint("entry_id", "standard", name=op.f("uq_entry_result_entry_id_standard")),
        info={"owner": "school_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index("ix_entry_result_round", "entry_result", ["round_id", "standard", "total"], unique=False)
    op.create_index(op.f("ix_entry_result_school_id"), "entry_result", ["school_id"], unique=False)
    op.create_table(
        "evidence_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(24), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["evaluation_entry.id"], name=op.f("fk_evidence_link_entry_id_evaluation_entry")
        ),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_link_evidence_id_evidence")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_link")),
        sa.UniqueConstraint("entry_id", "code", "evidence_id", name=op.f("uq_evidence_link_entry_id_code_evidence_id")),
        info={"owner": "entry_id", "parent": "evaluation_entry"},
    )
    op.create_index(op.f("ix_evidence_link_entry_id"), "evidence_link", ["entry_id"], unique=False)
    op.create_index(op.f("ix_evidence_link_evidence_id"), "evidence_link", ["evidence_id"], unique=False)
    op.create_table(
        "moderation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(24), nullable=False),
        sa.Column("by_appeal", sa.Boolean(), nullable=False),
        sa.Column("gap", sa.Numeric(precision=9, scale=4), nullable=False),
        sa.Column("value", sa.JSON(), nullable=True),
        sa.Column("reason", sa.String(1000), nullable=False),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["evaluation_entry.id"], name=op.f("fk_moderation_entry_id_evaluation_entry")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_moderation_round_id_evaluation_round")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["organisation.id"], name=op.f("fk_moderation_school_id_organisation")),
        sa.ForeignKeyConstraint(["settled_by"], ["account.id"], name=op.f("fk_moderation_settled_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation")),
        sa.UniqueConstraint("entry_id", "code", "by_appeal", name=op.f("uq_moderation_entry_id_code_by_appeal")),
        info={"owner": "school_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_moderation_round_id"), "moderation", ["round_id"], unique=False)
    op.create_index(op.f("ix_moderation_school_id"), "moderation", ["school_id"], unique=False)
    op.create_table(
        "outcome",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("standard", sa.String(24), nullable=False),
        sa.Column("code", sa.String(24), nullable=False),
        sa.Column("is_item", sa.Boolean(), nullable=False),
        sa.Column("score", sa.Numeric(precision=9, scale=4), nullable=False),
        sa.Column("most", sa.Numeric(precision=9, scale=4), nullable=False),
        sa.Column("na", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["evaluation_entry.id"], name=op.f("fk_outcome_entry_id_evaluation_entry")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_outcome_round_id_evaluation_round")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["organisation.id"], name=op.f("fk_outcome_school_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
        sa.UniqueConstraint("entry_id", "standard", "code", name=op.f("uq_outcome_entry_id_standard_code")),
        info={"owner": "school_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(
        "ix_outcome_round",
        "outcome",
        ["round_id", "standard", "code", "school_id", "is_item", "na", "score", "most"],
        unique=False,
    )
    op.create_index(op.f("ix_outcome_school_id"), "outcome", ["school_id"], unique=False)
    op.create_table(
        "rating_assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("rater_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("drawn", sa.Boolean(), nullable=False),
        sa.Column("assigned_by", sa.Integer(), nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("remark", sa.String(2000), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["assigned_by"], ["account.id"], name=op.f("fk_rating_assignment_assigned_by_account")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["evaluation_entry.id"], name=op.f("fk_rating_assignment_entry_id_evaluation_entry")
        ),
        sa.ForeignKeyConstraint(["rater_id"], ["account.id"], name=op.f("fk_rating_assignment_rater_id_account")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_rating_assignment_round_id_evaluation_round")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["organisation.id"], name=op.f("fk_rating_assignment_school_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating_assignment")),
        sa.UniqueConstraint("entry_id", "rater_id", name=op.f("uq_rating_assignment_entry_id_rater_id")),
        info={"owner": "school_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index("ix_rating_assignment_rater", "rating_assignment", ["rater_id", "state"], unique=False)
    op.create_index(op.f("ix_rating_assignment_round_id"), "rating_assignment", ["round_id"], unique=False)
    op.create_index(op.f("ix_rating_assignment_school_id"), "rating_assignment", ["school_id"], unique=False)
    op.create_table(
        "recognition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(60), nullable=False),
        sa.Column("grade", sa.String(300), nullable=False),
        sa.Column("rank", sa.String(24), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("granted_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(400), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["evaluation_entry.id"], name=op.f("fk_recognition_entry_id_evaluation_entry")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_recognition_made_by_account")),
        sa.ForeignKeyConstraint(
            ["room_id"], ["counselling_room.id"], name=op.f("fk_recognition_room_id_counselling_room")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_recognition_round_id_evaluation_round")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["organisation.id"], name=op.f("fk_recognition_school_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recognition")),
        sa.UniqueConstraint("number", name=op.f("uq_recognition_number")),
        info={"owner": "school_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(
        "ix_recognition_entry",
        "recognition",
        ["entry_id"],
        unique=True,
        sqlite_where=sa.text("entry_id is not null and withdrawn_on is null"),
        postgresql_where=sa.text("entry_id is not null and withdrawn_on is null"),
    )
    op.create_index(op.f("ix_recognition_round_id"), "recognition", ["round_id"], unique=False)
    op.create_index(op.f("ix_recognition_school_id"), "recognition", ["school_id"], unique=False)
    op.create_table(
        "rectification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(24), nullable=False),
        sa.Column("what", sa.String(400), nullable=False),
        sa.Column("who", sa.String(60), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("reply", sa.String(2000), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.Integer(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_by", sa.Integer(), nullable=True),
        sa.Column("finding", sa.String(1000), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["checked_by"], ["account.id"], name=op.f("fk_rectification_checked_by_account")),
        sa.ForeignKeyConstraint(["done_by"], ["account.id"], name=op.f("fk_rectification_done_by_account")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["evaluation_entry.id"], name=op.f("fk_rectification_entry_id_evaluation_entry")
        ),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_rectification_evidence_id_evidence")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_rectification_made_by_account")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_rectification_round_id_evaluation_round")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["organisation.id"], name=op.f("fk_rectification_school_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rectification")),
        info={"owner": "school_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_rectification_entry_id"), "rectification", ["entry_id"], unique=False)
    op.create_index(op.f("ix_rectification_round_id"), "rectification", ["round_id"], unique=False)
    op.create_index(op.f("ix_rectification_school_id"), "rectification", ["school_id"], unique=False)
    op.create_table(
        "self_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(24), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(2000), nullable=False),
        sa.Column("proposed", sa.String(400), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_self_mark_by_id_account")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["evaluation_entry.id"], name=op.f("fk_self_mark_entry_id_evaluation_entry")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_self_mark")),
        sa.UniqueConstraint("entry_id", "code", name=op.f("uq_self_mark_entry_id_code")),
        info={"owner": "entry_id", "parent": "evaluation_entry"},
    )
    op.create_table(
        "item_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(24), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("points", sa.Numeric(precision=9, scale=4), nullable=True),
        sa.Column("reason", sa.String(1000), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["rating_assignment.id"], name=op.f("fk_item_mark_assignment_id_rating_assignment")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_item_mark_round_id_evaluation_round")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["organisation.id"], name=op.f("fk_item_mark_school_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_mark")),
        sa.UniqueConstraint("assignment_id", "code", name=op.f("uq_item_mark_assignment_id_code")),
        info={"owner": "school_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index("ix_item_mark_round", "item_mark", ["round_id", "code", "school_id", "points"], unique=False)
    op.create_index(op.f("ix_item_mark_school_id"), "item_mark", ["school_id"], unique=False)
    for statement in freezing("rubric_version", "published_at", op.get_bind().dialect.name):
        op.execute(statement)
