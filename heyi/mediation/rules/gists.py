"""What each party is told that a mediation is about: neutral words of the mediator's, never the report's own."""

LONGEST_RUN = 18  # letters in a row that may stand in both


def copies(gist: str, told: str) -> bool:
    """Whether a gist takes over a whole run of the report: the other side would read what was said in confidence."""
    plain, source = _plain(gist), _plain(told)
    runs = (plain[start : start + LONGEST_RUN] for start in range(len(plain) - LONGEST_RUN + 1))
    return any(run in source for run in runs)


def _plain(text: str) -> str:
    """Letters and figures alone: a comma more makes no new words."""
    return "".join(letter for letter in text if letter.isalnum())
