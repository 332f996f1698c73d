"""Alembic's environment: it runs on the connection that core.migrations.upgrade hands over."""

from alembic import context

import core.tables  # noqa: F401  # every table must be known
from core.database import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
