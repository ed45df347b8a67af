"""Notices: from when a version is in force until another supersedes it (decisions.md, 36)."""

from typing import Any

from sqlalchemy import Select, Table, func, select

from bigtrust.facts.snapshot import Snapshot
from bigtrust.promises.consents import FOREVER


def notices_in_force(snapshot: Snapshot) -> Table:
    """Columns: notice_version, begins, ends: in force from the day `begins` to before `ends`."""
    notices, later = snapshot.table("notices"), snapshot.table("notices").alias("later")
    language = func.coalesce(notices.c.language, "")
    statement: Select[Any] = (
        select(
            notices.c.notice_version,
            notices.c.published_on.label("begins"),
            func.coalesce(func.min(later.c.published_on), FOREVER).label("ends"),
        )
        .outerjoin_from(
            notices,
            later,
            (func.coalesce(later.c.language, "") == language)
            & (later.c.published_on > notices.c.published_on),
        )
        .group_by(notices.c.notice_version, notices.c.published_on)
    )
    return snapshot.keep("notices_in_force", statement)
