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

    @property
    def proof(self) -> str:
        """What tells this key from others, and nothing of it: nobody's id is empty."""
        return self.of("")

    def of_all(self, identities: Iterable[str]) -> list[str]:
        """The same for many: the key is taken in once, which is most of the work (RFC 2104)."""
        inner, outer = (_keyed(self.key, pad) for pad in (0x36, 0x5C))

        def pseudonym(identity: str) -> str:
            first, second = inner.copy(), outer.copy()
            first.update(identity.encode())
            second.update(first.digest())
            return second.hexdigest()[:32]

        return [pseudonym(identity) for identity in identities]


def _keyed(key: bytes, pad: int) -> "hashlib._Hash":
    """SHA-256 that has read the key, padded to a block of 64 bytes and masked."""
    block = key if len(key) <= 64 else hashlib.sha256(key).digest()
    return hashlib.sha256(bytes(byte ^ pad for byte in block.ljust(64, b"\0")))


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
