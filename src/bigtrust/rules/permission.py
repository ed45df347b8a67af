"""Which permission marketing needs, by jurisdiction and channel, and how quickly a "no" must work.

Service and transactional messages need none of this.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bigtrust.rules.jurisdictions import EU, places

ALL = "all"


class Basis(StrEnum):
    """What must stand at the moment of sending for marketing to be permitted."""

    OPT_IN = "opt_in"  # a valid consent
    SOFT_OPT_IN = "soft_opt_in"  # that, or an earlier purchase and no refusal since
    OPT_OUT = "opt_out"  # no refusal, withdrawal or objection


DEFAULTS: Mapping[tuple[str, str], Basis] = {
    (EU, ALL): Basis.OPT_IN,
    ("IT", "email"): Basis.SOFT_OPT_IN,
    ("GB", "email"): Basis.SOFT_OPT_IN,
    ("GB", "sms"): Basis.SOFT_OPT_IN,
    ("US", "email"): Basis.OPT_OUT,
    ("US", "sms"): Basis.OPT_IN,
}
SOURCES: Mapping[tuple[str, str], str] = {
    (EU, ALL): "ePrivacy Directive Art 13(1); house for post and in-app",
    ("IT", "email"): "Italian Code Art 130(4)",
    ("GB", "email"): "PECR reg. 22(3)",
    ("GB", "sms"): "PECR reg. 22(3): electronic mail includes text messages",
    ("US", "email"): "CAN-SPAM, 15 USC 7704(a)(3)-(4)",
    ("US", "sms"): "TCPA, 47 CFR 64.1200(a)(2)",
}


def basis(
    jurisdiction: str | None, channel: str, overrides: Mapping[tuple[str, str], Basis]
) -> Basis | None:
    """The permission that marketing on `channel` needs in `jurisdiction` (ISO 3166).

    Asks `overrides`, keyed (jurisdiction, channel or "all"), then DEFAULTS: each for the exact
    jurisdiction, then its country, then "EU" for members of the EU and EEA. None where neither
    says: it cannot be told, and no law is invented.
    """
    for rules in (overrides, DEFAULTS):
        for place in places(jurisdiction):
            for named in (channel, ALL):
                if (place, named) in rules:
                    return rules[place, named]
    return None


@dataclass(frozen=True, slots=True)
class Lag:
    """How long after an opt-out a contact may still be "in processing".

    Either hours from the moment of opting out, or working days after its day; the other is 0.
    """

    source: str
    hours: int = 0
    business_days: int = 0


def tolerated_lag(
    jurisdiction: str | None, channel: str, hours: int = 48, us_business_days: int = 10
) -> Lag:
    """The lag tolerated for marketing on `channel` in `jurisdiction`.

    US email: 10 business days (CAN-SPAM, 15 USC 7704(a)(4)). US phone and SMS: 10 business days
    (TCPA, 47 CFR 64.1200(a)(10)). Everywhere else the law gives no grace (GDPR Art 21(3)), and
    the lag is a setting: 48 hours, within which mailbox providers want one-click opt-outs
    honoured (RFC 8058).
    """
    in_us = jurisdiction is not None and jurisdiction.partition("-")[0] == "US"
    if in_us and channel == "email":
        return Lag("CAN-SPAM, 15 USC 7704(a)(4)", business_days=us_business_days)
    if in_us and channel in ("phone", "sms"):
        return Lag("TCPA, 47 CFR 64.1200(a)(10)", business_days=us_business_days)
    return Lag("the company's own setting", hours=hours)
