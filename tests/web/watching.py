"""What a browser sees of a page: complaints, strangers, what is too wide, what has settled."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, expect

SLOW = 60_000  # milliseconds: two cores, and other tests beside
# Streamlit looks for itself below the address that was opened, before it looks at the root.
PROBES = ("/_stcore/health", "/_stcore/host-config")


@contextmanager
def watched(page: Page, address: str) -> Iterator[None]:
    """Fails where the page complains, or asks anything of another host, meanwhile."""
    complaints: list[str] = []

    def _outside(url: str) -> bool:
        own = (address, address.replace("http:", "ws:"), "data:", "blob:")
        return not url.startswith(own)

    def _hear(text: str, url: str) -> None:
        if not url.endswith(PROBES):
            complaints.append(f"{text} {url}")

    page.on("console", lambda m: _hear(m.text, m.location["url"]) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: complaints.append(asked.url) if _outside(asked.url) else None)
    yield
    assert not complaints


def settled(page: Page) -> None:
    """Waits until everything that the page asked for has been drawn."""
    page.locator("h1.bt-headline").wait_for(timeout=SLOW)
    expect(page.locator(".stApp[data-test-script-state=notRunning]")).to_be_visible(timeout=SLOW)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=SLOW)


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(
        page.evaluate(
            "() => Math.max(document.documentElement.scrollWidth,"
            " document.querySelector('[data-testid=stMain]').scrollWidth) - window.innerWidth"
        )
    )
