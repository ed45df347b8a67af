"""Taking a closed meeting along: files that are made only when they are asked for."""


def take_along(meeting_id: int) -> None:
    """Nothing yet."""
