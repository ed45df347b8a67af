"""The errors that people are meant to read.

Every error that a person can cause or mend is a `TrustError`: it says what is wrong (the thing,
the value, what was allowed) and what to do about it. The command line shows it without a
traceback and ends with its exit code.
"""


class TrustError(Exception):
    """Something that the person at the keyboard can put right."""

    exit_code = 1

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".strip()


class SettingsError(TrustError):
    """bigtrust.toml or the environment says something that cannot be."""

    exit_code = 3


class SourceError(TrustError):
    """A file or table cannot be taken in as it is (the whole of it, not one row)."""

    exit_code = 4


class StoreError(TrustError):
    """The fact store or a build is missing, locked or damaged."""

    exit_code = 5


class HeldError(TrustError):
    """A load or build is held until somebody says so."""

    exit_code = 6


class NotPermittedError(TrustError):
    """The viewer's role does not reach this."""

    exit_code = 7
