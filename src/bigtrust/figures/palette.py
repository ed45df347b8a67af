"""The colours, by what they mean, in light and in dark. Nothing else names a colour.

The theme of the dashboard (.streamlit/config.toml) and its stylesheet (static/bigtrust.css) hold
the same tokens; a test keeps the three in step.
"""

from dataclasses import asdict, dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Palette:
    """One colour a meaning, as CSS."""

    page: str
    second: str
    ink: str
    ink2: str  # captions, axes
    improving: str
    concerning: str
    steady: str
    mark: str  # lines and bars
    rule: str  # hairlines
    band: str  # the usual range

    def tokens(self) -> dict[str, str]:
        return asdict(self)


LIGHT: Final = Palette(
    page="#ffffff",
    second="#f5f7f9",
    ink="#14202e",
    ink2="#4a5666",
    improving="#0072B2",
    concerning="#C2410C",
    steady="#6b7280",
    mark="#7a8594",
    rule="#dfe3e8",
    band="rgba(20,32,46,0.09)",
)

DARK: Final = Palette(
    page="#0f151d",
    second="#18212c",
    ink="#e8edf3",
    ink2="#b3bdc9",
    improving="#56B4E9",
    concerning="#FB923C",
    steady="#9aa5b3",
    mark="#7d8896",
    rule="#2a3542",
    band="rgba(232,237,243,0.12)",
)
