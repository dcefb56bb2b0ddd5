"""What addresses, forms and headers bring, read as what it should be; anything may stand there."""


def whole_number(typed: str, *, digits: int = 11) -> int | None:
    """The number written in at most so many ASCII digits; None for anything else.

    `isdigit` alone lets ² and ① pass, which `int` does not read, and Python reads no number of 5,000 digits.
    """
    return int(typed) if 0 < len(typed) <= digits and typed.isascii() and typed.isdigit() else None
