"""Pseudonyms: a customer's id leaves the door only as HMAC-SHA-256 under a key of the company's.

A plain hash of an 8-digit id is guessed in about a minute; without the key this one is not. The
key is a file outside the database, made once at `bigtrust init`.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bigtrust.errors import StoreError

KEY_BYTES = 32
KEY_FILE = "pseudonym.key"


@dataclass(frozen=True)
class Pseudonyms:
    """Keyed, deterministic pseudonyms: 32 hexadecimal digits (128 bits) for an id."""

    key: bytes

    def __repr__(self) -> str:
        return "Pseudonyms(key=...)"

    def of(self, identity: str) -> str:
        return hmac.digest(self.key, identity.encode(), hashlib.sha256)[:16].hex()

    def of_all(self, identities: Iterable[str]) -> list[str]:
        return [self.of(identity) for identity in identities]


def make_key(folder: Path) -> Path:
    """Write a new key, readable by its owner alone; an existing one is kept."""
    path = folder / KEY_FILE
    folder.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(KEY_BYTES) + "\n")
    return path


def read_key(folder: Path) -> Pseudonyms:
    """The pseudonyms of the store in `folder`; StoreError if its key is missing or short."""
    path = folder / KEY_FILE
    if not path.exists():
        raise StoreError(
            f"The pseudonym key {path} is missing.",
            "Restore it from your backup; for a new store, run `bigtrust init`.",
        )
    try:
        key = bytes.fromhex(path.read_text().strip())
    except ValueError:
        key = b""
    if len(key) < KEY_BYTES:
        raise StoreError(
            f"The pseudonym key {path} is not {KEY_BYTES} bytes in hexadecimal digits.",
            "Restore it from your backup.",
        )
    return Pseudonyms(key)
