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

# From little to much; on the first six steps text is read. By the page's colour.
SEQUENTIAL: Final = {
    LIGHT.page: ("#f3f6f9", "#dce9f2", "#c2dbea", "#a3cae1", "#7fb6d6", "#579fc9", "#2f87bb",
                 "#0072B2", "#005a8d", "#004168"),
    DARK.page: ("#15202b", "#16303f", "#174156", "#19536f", "#1d678a", "#277ca4", "#3891bf",
                "#56B4E9", "#8accf1", "#c0e3f8"),
}  # fmt: skip

# From what is far better, over the middle, to what is far worse.
DIVERGING: Final = {
    LIGHT.page: ("#004f7c", "#0072B2", "#4d9cca", "#9cc8e2", "#dcebf4", "#fae4d8", "#f2b894",
                 "#de7f4a", "#C2410C", "#8a2c06"),
    DARK.page: ("#9ed6f6", "#56B4E9", "#3286b3", "#1d5878", "#173243", "#3a2414", "#6e3a14",
                "#b0601f", "#FB923C", "#fdc08a"),
}  # fmt: skip
