"""The scope of a question: who asks, of which build. No figure is formed without one."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Who looks. All but the officer see protected figures (security.md, disclosure control)."""

    EXECUTIVE = "executive"
    CIO = "cio"
    ANALYST = "analyst"
    STEWARD = "steward"
    OFFICER = "privacy_officer"


@dataclass(frozen=True, slots=True)
class Scope:
    """Role and build id: hashable, so that it is part of every cache's key."""

    role: Role
    build_id: str
