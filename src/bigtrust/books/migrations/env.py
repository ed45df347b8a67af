"""Runs the migrations on the connection that the books were opened with.

Batches, because SQLite alters a table by copying it.
"""

from alembic import context

from bigtrust.books.tables import Book

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Book.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
