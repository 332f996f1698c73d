"""The first schema."""

import sqlalchemy as sa
from alembic import op

from core.database.append_only import statements

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None
GUARDED = {
    "audit_event": [
        "number",
        "at",
        "actor_id",
        "org_id",
        "action",
        "subject",
        "subject_id",
        "details",
        "form_key",
        "link",
    ],
    "case_change": ["id", "case_id", "at", "by_id", "step", "from_state", "to_state", "from_severity", "to_severity"],
    "warning_decision": ["id", "warning_id", "at", "by_id", "verdict", "severity", "case_id"],
}


def upgrade() -> None:
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_installation_is_the_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column(
            "path",
            sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("level", sa.String(24), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("code", sa.String(20), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["organisation.id"], name=op.f("fk_organisation_parent_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("parent_id", "name", name=op.f("uq_organisation_parent_id_name")),
        info={"owner": "path", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_organisation_code"), "organisation", ["code"], unique=False)
    op.create_index(op.f("ix_organisation_parent_id"), "organisation", ["parent_id"], unique=False)
    op.create_index("ix_organisation_path", "organisation", ["path"], unique=True)
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(64), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("home_id", sa.Integer(), nullable=False),
        sa.Column("password_hash", sa.String(80), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("password_changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.JSON(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["home_id"], ["organisation.id"], name=op.f("fk_account_home_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("username", name=op.f("uq_account_username")),
        info={"owner": "home_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_account_home_id"), "account", ["home_id"], unique=False)
    op.create_table(
        "calendar_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("org_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("school", sa.Boolean(), nullable=False),
        sa.Column("title", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(["org_id"], ["organisation.id"], name=op.f("fk_calendar_day_org_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_day")),
        sa.UniqueConstraint("org_id", "day", name=op.f("uq_calendar_day_org_id_day")),
        info={"owner": "org_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("org_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(60), nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("term", sa.Integer(), nullable=False),
        sa.Column("population", sa.String(24), nullable=False),
        sa.Column("grades", sa.JSON(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("policy_key", sa.String(40), nullable=False),
        sa.Column("policy_version", sa.String(20), nullable=False),
        sa.Column("data_version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("opens_on <= closes_on", name=op.f("ck_campaign_window")),
        sa.ForeignKeyConstraint(["org_id"], ["organisation.id"], name=op.f("fk_campaign_org_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        info={"owner": "org_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_campaign_org_id"), "campaign", ["org_id"], unique=False)
    op.create_table(
        "institution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("org_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("contact", sa.String(40), nullable=False),
        sa.Column("phone", sa.String(40), nullable=False),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["org_id"], ["organisation.id"], name=op.f("fk_institution_org_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_institution")),
        info={"owner": "org_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_institution_org_id"), "institution", ["org_id"], unique=False)
    op.create_table(
        "school_facts",
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("stages", sa.String(60), nullable=False),
        sa.Column("setting", sa.String(24), nullable=False),
        sa.Column("district", sa.String(40), nullable=False),
        sa.Column("alliance", sa.String(40), nullable=False),
        sa.Column("pilot", sa.Boolean(), nullable=False),
        sa.Column("boarding", sa.Boolean(), nullable=False),
        sa.CheckConstraint("stages <> ''", name=op.f("ck_school_facts_has_a_stage")),
        sa.ForeignKeyConstraint(
            ["school_id"], ["organisation.id"], name=op.f("fk_school_facts_school_id_organisation")
        ),
        sa.PrimaryKeyConstraint("school_id", name=op.f("pk_school_facts")),
        info={"owner": "school_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_table(
        "audit_event",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("org_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("subject", sa.String(40), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("purpose", sa.LargeBinary(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("form_key", sa.String(64), nullable=True),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["account.id"], name=op.f("fk_audit_event_actor_id_account")),
        sa.ForeignKeyConstraint(["org_id"], ["organisation.id"], name=op.f("fk_audit_event_org_id_organisation")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_event")),
        sa.UniqueConstraint("form_key", name=op.f("uq_audit_event_form_key")),
        info={"owner": "org_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_audit_event_action"), "audit_event", ["action"], unique=False)
    op.create_index(op.f("ix_audit_event_actor_id"), "audit_event", ["actor_id"], unique=False)
    op.create_index(op.f("ix_audit_event_org_id"), "audit_event", ["org_id"], unique=False)
    op.create_table(
        "campaign_scale",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("scale_key", sa.String(40), nullable=False),
        sa.Column("scale_version", sa.String(20), nullable=False),
        sa.Column("respondent", sa.String(20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_scale_campaign_id_campaign")),
        sa.PrimaryKeyConstraint("campaign_id", "scale_key", name=op.f("pk_campaign_scale")),
    )
    op.create_table(
        "ledger_export",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("org_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("purpose", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("downloads", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_ledger_export_by_id_account")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_ledger_export_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["org_id"], ["organisation.id"], name=op.f("fk_ledger_export_org_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_export")),
        info={"owner": "org_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_ledger_export_by_id"), "ledger_export", ["by_id"], unique=False)
    op.create_index(op.f("ix_ledger_export_expires_at"), "ledger_export", ["expires_at"], unique=False)
    op.create_index(op.f("ix_ledger_export_org_id"), "ledger_export", ["org_id"], unique=False)
    op.create_table(
        "mentor_capacity",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("org_id", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.CheckConstraint("capacity between 0 and 50", name=op.f("ck_mentor_capacity_capacity")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_mentor_capacity_account_id_account")),
        sa.ForeignKeyConstraint(["org_id"], ["organisation.id"], name=op.f("fk_mentor_capacity_org_id_organisation")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_mentor_capacity")),
        info={"owner": "org_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_mentor_capacity_org_id"), "mentor_capacity", ["org_id"], unique=False)
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code", sa.String(24), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_notice_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index("ix_notice_unread", "notice", ["account_id", "read_at"], unique=False)
    op.create_table(
        "panel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("org_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("title", sa.String(60), nullable=False),
        sa.Column("attendees", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("planned_by", sa.Integer(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_panel_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["closed_by"], ["account.id"], name=op.f("fk_panel_closed_by_account")),
        sa.ForeignKeyConstraint(["org_id"], ["organisation.id"], name=op.f("fk_panel_org_id_organisation")),
        sa.ForeignKeyConstraint(["planned_by"], ["account.id"], name=op.f("fk_panel_planned_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel")),
        info={"owner": "org_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_panel_campaign_id"), "panel", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_panel_org_id"), "panel", ["org_id"], unique=False)
    op.create_table(
        "policy_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("org_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("version", sa.String(20), nullable=False),
        sa.Column("title", sa.String(60), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("based_on", sa.String(20), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(300), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_policy_version_by_id_account")),
        sa.ForeignKeyConstraint(["org_id"], ["organisation.id"], name=op.f("fk_policy_version_org_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_version")),
        sa.UniqueConstraint("key", "version", name=op.f("uq_policy_version_key_version")),
        info={"owner": "org_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_policy_version_org_id"), "policy_version", ["org_id"], unique=False)
    op.create_table(
        "promise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("wording", sa.String(20), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_promise_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise")),
        sa.UniqueConstraint("account_id", "wording", name=op.f("uq_promise_account_id_wording")),
    )
    op.create_index(op.f("ix_promise_account_id"), "promise", ["account_id"], unique=False)
    op.create_table(
        "responder",
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_responder_account_id_account")),
        sa.ForeignKeyConstraint(["school_id"], ["organisation.id"], name=op.f("fk_responder_school_id_organisation")),
        sa.ForeignKeyConstraint(["set_by"], ["account.id"], name=op.f("fk_responder_set_by_account")),
        sa.PrimaryKeyConstraint("school_id", name=op.f("pk_responder")),
        info={"owner": "school_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_responder_account_id"), "responder", ["account_id"], unique=False)
    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("org_id", sa.Integer(), nullable=False),
        sa.Column("granted_by", sa.Integer(), nullable=True),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_role_grant_account_id_account")),
        sa.ForeignKeyConstraint(["granted_by"], ["account.id"], name=op.f("fk_role_grant_granted_by_account")),
        sa.ForeignKeyConstraint(["org_id"], ["organisation.id"], name=op.f("fk_role_grant_org_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
        sa.UniqueConstraint("account_id", "role", "org_id", name=op.f("uq_role_grant_account_id_role_org_id")),
        info={"owner": "org_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_role_grant_account_id"), "role_grant", ["account_id"], unique=False)
    op.create_index(op.f("ix_role_grant_org_id"), "role_grant", ["org_id"], unique=False)
    op.create_table(
        "rollup",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(24), nullable=False),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("critical", sa.Boolean(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_rollup_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["school_id"], ["organisation.id"], name=op.f("fk_rollup_school_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rollup")),
        sa.UniqueConstraint(
            "campaign_id",
            "school_id",
            "grade",
            "mark",
            "status",
            "severity",
            "critical",
            name=op.f("uq_rollup_campaign_id_school_id_grade_mark_status_severity_critical"),
        ),
        info={"owner": "school_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_rollup_school_id"), "rollup", ["school_id"], unique=False)
    op.create_table(
        "school_class",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("head_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("grade between 1 and 12", name=op.f("ck_school_class_grade")),
        sa.ForeignKeyConstraint(["head_id"], ["account.id"], name=op.f("fk_school_class_head_id_account")),
        sa.ForeignKeyConstraint(
            ["school_id"], ["organisation.id"], name=op.f("fk_school_class_school_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_class")),
        sa.UniqueConstraint(
            "school_id", "school_year", "grade", "name", name=op.f("uq_school_class_school_id_school_year_grade_name")
        ),
        info={"owner": "school_id", "klass": "id", "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_school_class_head_id"), "school_class", ["head_id"], unique=False)
    op.create_index(op.f("ix_school_class_school_id"), "school_class", ["school_id"], unique=False)
    op.create_table(
        "school_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("statement", sa.LargeBinary(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_by", sa.Integer(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by", sa.Integer(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("review_note", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_school_report_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["reviewed_by"], ["account.id"], name=op.f("fk_school_report_reviewed_by_account")),
        sa.ForeignKeyConstraint(
            ["school_id"], ["organisation.id"], name=op.f("fk_school_report_school_id_organisation")
        ),
        sa.ForeignKeyConstraint(["submitted_by"], ["account.id"], name=op.f("fk_school_report_submitted_by_account")),
        sa.ForeignKeyConstraint(["written_by"], ["account.id"], name=op.f("fk_school_report_written_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_report")),
        sa.UniqueConstraint("campaign_id", "school_id", name=op.f("uq_school_report_campaign_id_school_id")),
        info={"owner": "school_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_school_report_school_id"), "school_report", ["school_id"], unique=False)
    op.create_table(
        "sign_in_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handoff", sa.LargeBinary(), nullable=True),
        sa.Column("handoff_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("device", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sign_in_session_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_session")),
        sa.UniqueConstraint("digest", name=op.f("uq_sign_in_session_digest")),
    )
    op.create_index(op.f("ix_sign_in_session_account_id"), "sign_in_session", ["account_id"], unique=False)
    op.create_index("ix_sign_in_session_handoff", "sign_in_session", ["handoff"], unique=False)
    op.create_table(
        "upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("org_id", sa.Integer(), nullable=False),
        sa.Column("file_digest", sa.String(64), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_upload_by_id_account")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_upload_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["org_id"], ["organisation.id"], name=op.f("fk_upload_org_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
        info={"owner": "org_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_upload_campaign_id"), "upload", ["campaign_id"], unique=False)
    op.create_index("ix_upload_file", "upload", ["campaign_id", "file_digest"], unique=False)
    op.create_index(op.f("ix_upload_org_id"), "upload", ["org_id"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("population", sa.String(24), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=True),
        sa.Column("number_index", sa.LargeBinary(), nullable=False),
        sa.Column("tail_index", sa.LargeBinary(), nullable=False),
        sa.Column("name_index", sa.LargeBinary(), nullable=False),
        sa.Column("number", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("birth_date", sa.LargeBinary(), nullable=True),
        sa.Column("groups", sa.LargeBinary(), nullable=True),
        sa.Column("sex", sa.String(24), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_person_class_id_school_class")),
        sa.ForeignKeyConstraint(["school_id"], ["organisation.id"], name=op.f("fk_person_school_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("number_index", name=op.f("uq_person_number_index")),
        info={"owner": "school_id", "klass": "class_id", "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_person_class_id"), "person", ["class_id"], unique=False)
    op.create_index("ix_person_name_index", "person", ["name_index"], unique=False)
    op.create_index(op.f("ix_person_school_id"), "person", ["school_id"], unique=False)
    op.create_index("ix_person_tail_index", "person", ["tail_index"], unique=False)
    op.create_table(
        "break_glass",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_break_glass_account_id_account")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_break_glass_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_break_glass")),
    )
    op.create_index("ix_break_glass_holder", "break_glass", ["account_id", "until"], unique=False)
    op.create_index(op.f("ix_break_glass_person_id"), "break_glass", ["person_id"], unique=False)
    op.create_table(
        "care_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=True),
        sa.Column("origin_school_id", sa.Integer(), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("is_staff", sa.Boolean(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(24), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(20), nullable=False),
        sa.Column("care_level", sa.String(20), nullable=True),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("second_person", sa.Boolean(), nullable=False),
        sa.Column("follow_up", sa.Integer(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("responsible_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("escalated_for", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(24), nullable=True),
        sa.Column("proposed_by", sa.Integer(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("severity between 1 and 4", name=op.f("ck_care_case_severity")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_care_case_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_care_case_class_id_school_class")),
        sa.ForeignKeyConstraint(["closed_by"], ["account.id"], name=op.f("fk_care_case_closed_by_account")),
        sa.ForeignKeyConstraint(["opened_by"], ["account.id"], name=op.f("fk_care_case_opened_by_account")),
        sa.ForeignKeyConstraint(
            ["origin_school_id"], ["organisation.id"], name=op.f("fk_care_case_origin_school_id_organisation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_care_case_person_id_person")),
        sa.ForeignKeyConstraint(["proposed_by"], ["account.id"], name=op.f("fk_care_case_proposed_by_account")),
        sa.ForeignKeyConstraint(["responsible_id"], ["account.id"], name=op.f("fk_care_case_responsible_id_account")),
        sa.ForeignKeyConstraint(["school_id"], ["organisation.id"], name=op.f("fk_care_case_school_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_case")),
        info={"owner": "school_id", "klass": "class_id", "levels": ("level", "care_level"), "staff": "is_staff"},
    )
    op.create_index(op.f("ix_care_case_campaign_id"), "care_case", ["campaign_id"], unique=False)
    op.create_index("ix_care_case_due", "care_case", ["state", "next_on"], unique=False)
    op.create_index("ix_care_case_list", "care_case", ["school_id", "state", "next_on"], unique=False)
    op.create_index(
        "ix_care_case_open",
        "care_case",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'closed'"),
        postgresql_where=sa.text("state <> 'closed'"),
    )
    op.create_index(op.f("ix_care_case_person_id"), "care_case", ["person_id"], unique=False)
    op.create_index(op.f("ix_care_case_responsible_id"), "care_case", ["responsible_id"], unique=False)
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("concern", sa.String(24), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_comment_by_id_account")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_comment_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_comment_class_id_school_class")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_comment_person_id_person")),
        sa.ForeignKeyConstraint(["school_id"], ["organisation.id"], name=op.f("fk_comment_school_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        info={"owner": "school_id", "klass": "class_id", "levels": (), "staff": None},
    )
    op.create_index("ix_comment_class", "comment", ["campaign_id", "class_id", "is_current", "concern"], unique=False)
    op.create_index(
        "ix_comment_current",
        "comment",
        ["campaign_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("is_current"),
        postgresql_where=sa.text("is_current"),
    )
    op.create_index(op.f("ix_comment_person_id"), "comment", ["person_id"], unique=False)
    op.create_index(op.f("ix_comment_school_id"), "comment", ["school_id"], unique=False)
    op.create_table(
        "enrolment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=True),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("left", sa.Boolean(), nullable=False),
        sa.CheckConstraint("grade between 0 and 12", name=op.f("ck_enrolment_grade")),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_enrolment_class_id_school_class")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_enrolment_person_id_person")),
        sa.ForeignKeyConstraint(["school_id"], ["organisation.id"], name=op.f("fk_enrolment_school_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
        sa.UniqueConstraint("person_id", "school_year", name=op.f("uq_enrolment_person_id_school_year")),
        info={"owner": "school_id", "klass": "class_id", "levels": (), "staff": None},
    )
    op.create_index(op.f("ix_enrolment_person_id"), "enrolment", ["person_id"], unique=False)
    op.create_index("ix_enrolment_school", "enrolment", ["school_year", "school_id", "grade", "class_id"], unique=False)
    op.create_table(
        "response",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=True),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("scale_key", sa.String(40), nullable=False),
        sa.Column("scale_version", sa.String(20), nullable=False),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_response_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_response_class_id_school_class")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_response_person_id_person")),
        sa.ForeignKeyConstraint(["school_id"], ["organisation.id"], name=op.f("fk_response_school_id_organisation")),
        sa.ForeignKeyConstraint(["upload_id"], ["upload.id"], name=op.f("fk_response_upload_id_upload")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
        info={"owner": "school_id", "klass": "class_id", "levels": (), "staff": None},
    )
    op.create_index(
        "ix_response_current",
        "response",
        ["campaign_id", "person_id", "scale_key"],
        unique=True,
        sqlite_where=sa.text("is_current"),
        postgresql_where=sa.text("is_current"),
    )
    op.create_index(op.f("ix_response_person_id"), "response", ["person_id"], unique=False)
    op.create_index(op.f("ix_response_upload_id"), "response", ["upload_id"], unique=False)
    op.create_table(
        "testee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=True),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(24), nullable=False),
        sa.Column("mark_reason", sa.String(24), nullable=True),
        sa.Column("added", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=True),
        sa.Column("critical", sa.Boolean(), nullable=False),
        sa.CheckConstraint("severity between 0 and 4", name=op.f("ck_testee_severity")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_testee_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_testee_class_id_school_class")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_testee_person_id_person")),
        sa.ForeignKeyConstraint(["school_id"], ["organisation.id"], name=op.f("fk_testee_school_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_testee")),
        sa.UniqueConstraint("campaign_id", "person_id", name=op.f("uq_testee_campaign_id_person_id")),
        info={"owner": "school_id", "klass": "class_id", "levels": (), "staff": None},
    )
    op.create_index(
        "ix_testee_counts",
        "testee",
        ["campaign_id", "school_id", "grade", "class_id", "mark", "status", "severity"],
        unique=False,
    )
    op.create_index(op.f("ix_testee_person_id"), "testee", ["person_id"], unique=False)
    op.create_table(
        "case_attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_case_attachment_by_id_account")),
        sa.ForeignKeyConstraint(["case_id"], ["care_case.id"], name=op.f("fk_case_attachment_case_id_care_case")),
        sa.ForeignKeyConstraint(["removed_by"], ["account.id"], name=op.f("fk_case_attachment_removed_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_attachment")),
        info={"owner": "case_id", "parent": "care_case"},
    )
    op.create_index(op.f("ix_case_attachment_case_id"), "case_attachment", ["case_id"], unique=False)
    op.create_table(
        "case_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(24), nullable=False),
        sa.Column("from_state", sa.String(24), nullable=True),
        sa.Column("to_state", sa.String(24), nullable=False),
        sa.Column("from_severity", sa.Integer(), nullable=True),
        sa.Column("to_severity", sa.Integer(), nullable=False),
        sa.Column("why", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_case_change_by_id_account")),
        sa.ForeignKeyConstraint(["case_id"], ["care_case.id"], name=op.f("fk_case_change_case_id_care_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_change")),
        info={"owner": "case_id", "parent": "care_case"},
    )
    op.create_index(op.f("ix_case_change_case_id"), "case_change", ["case_id"], unique=False)
    op.create_table(
        "case_mentor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_case_mentor_account_id_account")),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_case_mentor_by_id_account")),
        sa.ForeignKeyConstraint(["case_id"], ["care_case.id"], name=op.f("fk_case_mentor_case_id_care_case")),
        sa.ForeignKeyConstraint(["ended_by"], ["account.id"], name=op.f("fk_case_mentor_ended_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_mentor")),
        info={"owner": "case_id", "parent": "care_case"},
    )
    op.create_index(op.f("ix_case_mentor_account_id"), "case_mentor", ["account_id"], unique=False)
    op.create_index(op.f("ix_case_mentor_case_id"), "case_mentor", ["case_id"], unique=False)
    op.create_index(
        "ix_case_mentor_open",
        "case_mentor",
        ["case_id", "account_id"],
        unique=True,
        sqlite_where=sa.text("ended_at is null"),
        postgresql_where=sa.text("ended_at is null"),
    )
    op.create_table(
        "case_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("is_goal", sa.Boolean(), nullable=False),
        sa.Column("what", sa.LargeBinary(), nullable=False),
        sa.Column("who", sa.LargeBinary(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.Integer(), nullable=True),
        sa.Column("dropped", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["care_case.id"], name=op.f("fk_case_task_case_id_care_case")),
        sa.ForeignKeyConstraint(["created_by"], ["account.id"], name=op.f("fk_case_task_created_by_account")),
        sa.ForeignKeyConstraint(["done_by"], ["account.id"], name=op.f("fk_case_task_done_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_task")),
        info={"owner": "case_id", "parent": "care_case"},
    )
    op.create_index(op.f("ix_case_task_case_id"), "case_task", ["case_id"], unique=False)
    op.create_table(
        "handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("from_school_id", sa.Integer(), nullable=False),
        sa.Column("to_school_id", sa.Integer(), nullable=True),
        sa.Column("to_name", sa.LargeBinary(), nullable=True),
        sa.Column("paper", sa.String(24), nullable=True),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("consent", sa.String(24), nullable=False),
        sa.Column("consent_who", sa.LargeBinary(), nullable=False),
        sa.Column("consent_how", sa.String(24), nullable=False),
        sa.Column("consent_on", sa.Date(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["account.id"], name=op.f("fk_handover_answered_by_account")),
        sa.ForeignKeyConstraint(["case_id"], ["care_case.id"], name=op.f("fk_handover_case_id_care_case")),
        sa.ForeignKeyConstraint(
            ["from_school_id"], ["organisation.id"], name=op.f("fk_handover_from_school_id_organisation")
        ),
        sa.ForeignKeyConstraint(["proposed_by"], ["account.id"], name=op.f("fk_handover_proposed_by_account")),
        sa.ForeignKeyConstraint(
            ["to_school_id"], ["organisation.id"], name=op.f("fk_handover_to_school_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
        sa.UniqueConstraint("paper", name=op.f("uq_handover_paper")),
        info={"owner": "case_id", "parent": "care_case"},
    )
    op.create_index(op.f("ix_handover_case_id"), "handover", ["case_id"], unique=False)
    op.create_index(
        "ix_handover_live",
        "handover",
        ["case_id"],
        unique=True,
        sqlite_where=sa.text("state = 'proposed'"),
        postgresql_where=sa.text("state = 'proposed'"),
    )
    op.create_table(
        "referral",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("centre_level", sa.String(20), nullable=True),
        sa.Column("care_level_before", sa.String(20), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("consent", sa.String(24), nullable=False),
        sa.Column("consent_who", sa.LargeBinary(), nullable=False),
        sa.Column("consent_how", sa.String(24), nullable=False),
        sa.Column("consent_on", sa.Date(), nullable=False),
        sa.Column("urgent_why", sa.LargeBinary(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by", sa.Integer(), nullable=False),
        sa.Column("accept_by", sa.Date(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_by", sa.Integer(), nullable=True),
        sa.Column("feedback", sa.LargeBinary(), nullable=True),
        sa.Column("conclusion", sa.LargeBinary(), nullable=True),
        sa.Column("next_steps", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["account.id"], name=op.f("fk_referral_answered_by_account")),
        sa.ForeignKeyConstraint(["case_id"], ["care_case.id"], name=op.f("fk_referral_case_id_care_case")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_referral_institution_id_institution")
        ),
        sa.ForeignKeyConstraint(["returned_by"], ["account.id"], name=op.f("fk_referral_returned_by_account")),
        sa.ForeignKeyConstraint(["sent_by"], ["account.id"], name=op.f("fk_referral_sent_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
        info={"owner": "case_id", "parent": "care_case"},
    )
    op.create_index(op.f("ix_referral_case_id"), "referral", ["case_id"], unique=False)
    op.create_index("ix_referral_due", "referral", ["state", "accept_by"], unique=False)
    op.create_index(
        "ix_referral_live",
        "referral",
        ["case_id"],
        unique=True,
        sqlite_where=sa.text("state in ('sent', 'accepted')"),
        postgresql_where=sa.text("state in ('sent', 'accepted')"),
    )
    op.create_table(
        "track_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("track", sa.String(24), nullable=False),
        sa.Column("point", sa.String(24), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_track_step_by_id_account")),
        sa.ForeignKeyConstraint(["case_id"], ["care_case.id"], name=op.f("fk_track_step_case_id_care_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_track_step")),
        info={"owner": "case_id", "parent": "care_case"},
    )
    op.create_index(op.f("ix_track_step_case_id"), "track_step", ["case_id"], unique=False)
    op.create_table(
        "warning",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=True),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("is_staff", sa.Boolean(), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(20), nullable=False),
        sa.Column("care_level", sa.String(20), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(24), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("reasons", sa.LargeBinary(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("raised_by", sa.Integer(), nullable=True),
        sa.Column("revised_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("escalated_for", sa.Date(), nullable=True),
        sa.Column("touched", sa.Boolean(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decision", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("severity between 1 and 4", name=op.f("ck_warning_severity")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_warning_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["case_id"], ["care_case.id"], name=op.f("fk_warning_case_id_care_case")),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_warning_class_id_school_class")),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_warning_decided_by_account")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_warning_person_id_person")),
        sa.ForeignKeyConstraint(["raised_by"], ["account.id"], name=op.f("fk_warning_raised_by_account")),
        sa.ForeignKeyConstraint(["school_id"], ["organisation.id"], name=op.f("fk_warning_school_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warning")),
        sa.UniqueConstraint("campaign_id", "person_id", name=op.f("uq_warning_campaign_id_person_id")),
        info={"owner": "school_id", "klass": "class_id", "levels": ("level", "care_level"), "staff": "is_staff"},
    )
    op.create_index(op.f("ix_warning_case_id"), "warning", ["case_id"], unique=False)
    op.create_index("ix_warning_due", "warning", ["state", "due_on"], unique=False)
    op.create_index(op.f("ix_warning_person_id"), "warning", ["person_id"], unique=False)
    op.create_table(
        "case_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warning_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(40), nullable=False),
        sa.Column("version", sa.String(20), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("replaced_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_case_entry_by_id_account")),
        sa.ForeignKeyConstraint(["replaced_by"], ["case_entry.id"], name=op.f("fk_case_entry_replaced_by_case_entry")),
        sa.ForeignKeyConstraint(["warning_id"], ["warning.id"], name=op.f("fk_case_entry_warning_id_warning")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_entry")),
        info={"owner": "warning_id", "parent": "warning"},
    )
    op.create_index(op.f("ix_case_entry_by_id"), "case_entry", ["by_id"], unique=False)
    op.create_index("ix_case_entry_held", "case_entry", ["warning_id", "held_on"], unique=False)
    op.create_table(
        "handover_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("to_school_id", sa.Integer(), nullable=False),
        sa.Column("from_school_id", sa.Integer(), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("tier", sa.String(40), nullable=False),
        sa.Column("age", sa.Integer(), nullable=True),
        sa.Column("contact", sa.LargeBinary(), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_school_id"], ["organisation.id"], name=op.f("fk_handover_offer_from_school_id_organisation")
        ),
        sa.ForeignKeyConstraint(["handover_id"], ["handover.id"], name=op.f("fk_handover_offer_handover_id_handover")),
        sa.ForeignKeyConstraint(
            ["to_school_id"], ["organisation.id"], name=op.f("fk_handover_offer_to_school_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_offer")),
        sa.UniqueConstraint("handover_id", name=op.f("uq_handover_offer_handover_id")),
        info={"owner": "to_school_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index("ix_handover_offer_open", "handover_offer", ["to_school_id", "state"], unique=False)
    op.create_table(
        "handover_slip",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("from_school_id", sa.Integer(), nullable=False),
        sa.Column("to_school_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(24), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_school_id"], ["organisation.id"], name=op.f("fk_handover_slip_from_school_id_organisation")
        ),
        sa.ForeignKeyConstraint(["handover_id"], ["handover.id"], name=op.f("fk_handover_slip_handover_id_handover")),
        sa.ForeignKeyConstraint(
            ["to_school_id"], ["organisation.id"], name=op.f("fk_handover_slip_to_school_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_slip")),
        sa.UniqueConstraint("handover_id", name=op.f("uq_handover_slip_handover_id")),
        info={"owner": "from_school_id", "klass": None, "levels": (), "staff": None},
    )
    op.create_index("ix_handover_slip_due", "handover_slip", ["from_school_id", "state", "answer_by"], unique=False)
    op.create_table(
        "panel_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("panel_id", sa.Integer(), nullable=False),
        sa.Column("warning_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("decision", sa.String(24), nullable=True),
        sa.Column("rationale", sa.LargeBinary(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(warning_id is null) <> (case_id is null)", name=op.f("ck_panel_item_one_of_both")),
        sa.ForeignKeyConstraint(["case_id"], ["care_case.id"], name=op.f("fk_panel_item_case_id_care_case")),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_panel_item_decided_by_account")),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("fk_panel_item_panel_id_panel")),
        sa.ForeignKeyConstraint(["warning_id"], ["warning.id"], name=op.f("fk_panel_item_warning_id_warning")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_item")),
        sa.UniqueConstraint("panel_id", "case_id", name=op.f("uq_panel_item_panel_id_case_id")),
        sa.UniqueConstraint("panel_id", "warning_id", name=op.f("uq_panel_item_panel_id_warning_id")),
        info={"owner": "panel_id", "parent": "panel"},
    )
    op.create_index(op.f("ix_panel_item_case_id"), "panel_item", ["case_id"], unique=False)
    op.create_index(op.f("ix_panel_item_warning_id"), "panel_item", ["warning_id"], unique=False)
    op.create_table(
        "warning_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warning_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(24), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("why", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_warning_decision_by_id_account")),
        sa.ForeignKeyConstraint(["case_id"], ["care_case.id"], name=op.f("fk_warning_decision_case_id_care_case")),
        sa.ForeignKeyConstraint(["warning_id"], ["warning.id"], name=op.f("fk_warning_decision_warning_id_warning")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warning_decision")),
        info={"owner": "warning_id", "parent": "warning"},
    )
    op.create_index(op.f("ix_warning_decision_warning_id"), "warning_decision", ["warning_id"], unique=False)
    op.create_index(
        "ix_warning_school",
        "warning",
        ["school_id", "campaign_id", "state", sa.text("urgent desc"), sa.text("severity desc"), "raised_at"],
        unique=False,
    )
    op.create_index(
        "ix_warning_list",
        "warning",
        ["campaign_id", "state", sa.text("urgent desc"), sa.text("severity desc"), "raised_at", "id", "school_id"],
        unique=False,
    )

    op.bulk_insert(
        sa.table(
            "audit_head",
            sa.column("id", sa.Integer),
            sa.column("number", sa.Integer),
            sa.column("link", sa.LargeBinary),
        ),
        [{"id": 1, "number": 0, "link": b""}],
    )
    for table, columns in GUARDED.items():
        for statement in statements(table, columns, op.get_bind().dialect.name):
            op.execute(statement)
