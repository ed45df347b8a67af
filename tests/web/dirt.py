"""A company in CSV whose names are markup: what a page shows of them must stay text."""

from datetime import date, timedelta

SCRIPT = "<img src=x onerror=alert(1)>"
LINK = "[here](javascript:alert(1))"
PICTURE = "![it](http://192.0.2.1/it.png)"  # an address that is nobody's
NAMES = (SCRIPT, LINK, PICTURE)
_PEOPLE = 60
_LAST = date(2026, 10, 31)


def dirty_rows() -> dict[str, list[str]]:
    """Data set -> the lines of its file; one in 60 rows of each can be no row."""
    people = [f"C{number:04}" for number in range(_PEOPLE)]
    days = [(_LAST - timedelta(days=7 * (n % 40))).isoformat() for n in range(_PEOPLE)]
    name = [NAMES[number % 3] for number in range(_PEOPLE)]
    each = list(zip(people, days, name, strict=True))
    return {
        "customers": [
            "customer_id,joined_on,jurisdiction,region",
            *(f"{who},2020-01-01,IT,{what}" for who, _, what in each),
            "C9999,2020-13-45,IT,north",
        ],
        "contacts": [
            "contact_id,customer_id,sent_at,channel,message_class,sender_unit,campaign_id,product_category",
            *(
                f"M{n}-{who},{who},{day} 10:00,sms,marketing,{what},{what},{what}"
                for who, day, what in each
                for n in range(3)
            ),
            "M9999,C0001,yesterday,sms,marketing,,,",
        ],
        "consent_events": [
            "event_id,customer_id,occurred_at,purpose,channel,state,source_system",
            *(
                f"E{n}-{who},{who},{day} 09:00,{what},sms,{state},{system}"
                for who, day, what in each
                for n, (state, system) in enumerate([("given", what), ("withdrawn", "shop")])
            ),
        ],
        "complaints": [
            "complaint_id,customer_id,received_at,topic,closed_at",
            *(f"K{who},{who},{day},{what}," for who, day, what in each),
            "K9999,C0001,2026-02-30,delivery,",
        ],
        "requests": [
            "request_id,customer_id,received_at,right,regime,closed_at,handler",
            *(f"R{who},{who},{day},access,gdpr,,{what}" for who, day, what in each),
        ],
        "disclosures": [
            "disclosure_id,customer_id,occurred_at,recipient,purpose",
            *(f"D{who},{who},{day},{what},{what}" for who, day, what in each),
        ],
        "notices": ["notice_version,published_on", f"{SCRIPT},2020-01-01"],
        "notice_recipients": [
            "notice_version,recipient,purpose",
            f"{SCRIPT},{LINK},{LINK}",
        ],
        "touchpoints": [
            "touchpoint,kind,links_notice,offers_choice",
            *(f"{what},web,false,true" for what in NAMES),
        ],
        "data_inventory": [
            "data_category,purpose,legal_basis,retention_days,described_in_notice",
            *(f"{what},{what},consent,30,false" for what in NAMES),
        ],
    }
