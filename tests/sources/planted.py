"""A large contacts CSV with planted bad rows, written by DuckDB, and the truth about them."""

from pathlib import Path

import duckdb

BAD = (
    "sent_at = '2025-02-31T10:00:00Z'",
    "sent_at = '45432'",
    "channel = 'e-mail'",
    "customer_id = ''",
    "contact_id = '1.23E+09'",
    "sent_at = '2035-01-01T00:00:00Z'",
    "message_class = 'advert'",
    "contact_id = contact_id || chr(8203)",
)


def write_contacts(path: Path, rows: int, bad: int) -> set[int]:
    """Write the file; the numbers of its bad rows (short and long rows are among them)."""
    step = rows // bad
    numbers = range(step, rows + 1, step)
    with duckdb.connect() as connection:
        connection.execute(
            "SET memory_limit = '1GB'; SET threads = 2; SET enable_progress_bar = false"
        )
        connection.execute(_CONTACTS, [rows])
        for kind, assignment in enumerate(BAD):
            wanted = [number for number in numbers if number // step % (len(BAD) + 2) == kind]
            connection.execute(
                f"UPDATE contacts SET {assignment} WHERE list_contains(?, number)",  # noqa: S608
                [wanted],
            )
        whole = path.with_suffix(".whole")
        connection.execute(
            f"COPY (SELECT * EXCLUDE (number) FROM contacts ORDER BY number) TO '{whole}' "  # noqa: S608
            "(HEADER, DELIMITER ',')"
        )
    _cut_and_lengthen(whole, path, {n for n in numbers if n // step % (len(BAD) + 2) >= len(BAD)})
    whole.unlink()
    return set(numbers)


def _cut_and_lengthen(whole: Path, path: Path, numbers: set[int]) -> None:
    """Make rows short or long, half of them after a blank line."""
    number, quoted = -1, False
    with whole.open() as read, path.open("w") as write:
        for line in read:
            number += not quoted  # a quoted newline goes on with its row
            quoted ^= line.count('"') % 2 == 1
            if number not in numbers:
                write.write(line)
            elif number % 3:
                write.write("\n" + line.rstrip("\n") + ",one,too many\n")
            else:
                write.write(line.split(",", maxsplit=3)[0] + ",cut\n")


_CONTACTS = """
CREATE TABLE contacts AS
SELECT
    i AS number,
    'M-' || lpad(i::VARCHAR, 9, '0') AS contact_id,
    lpad((hash(i) % 500000)::VARCHAR, 8, '0') AS customer_id,
    strftime(TIMESTAMP '2023-01-01' + to_seconds(i * 6), '%Y-%m-%dT%H:%M:%SZ') AS sent_at,
    (['email', 'sms', 'phone', 'post', 'push', 'in_app'])[1 + (hash(i + 1) % 6)::INT] AS channel,
    (['marketing', 'service', 'transactional'])[1 + (hash(i + 2) % 3)::INT] AS message_class,
    (['direct_marketing', NULL])[1 + (hash(i + 3) % 2)::INT] AS purpose,
    'unit ' || (hash(i + 4) % 12) AS sender_unit,
    CASE WHEN i % 1000 = 7 THEN 'line' || chr(10) || 'two, "quoted"'
         ELSE 'campaign ' || (hash(i + 5) % 300) END AS campaign_id,
    'category ' || (hash(i + 6) % 40) AS product_category,
    (['delivered', 'bounced', 'opened', 'clicked'])[1 + (hash(i + 7) % 4)::INT] AS outcome
FROM range(1, ? + 1) AS r(i)
"""
