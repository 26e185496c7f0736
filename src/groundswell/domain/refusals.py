"""Refusals that are about the moment, not the person: a policy said no, with every reason at once."""


class NotNow(Exception):
    """The state does not allow it now. `reasons` are sentences for the person who asked."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def refuse_if(reasons: list[str]) -> None:
    """Raise `NotNow` with all reasons, if there are any."""
    if reasons:
        raise NotNow(reasons)
