"""The months by the moon, 2000 to 2050: how long each is, and after which one a month is put in.

As GB/T 33661-2017 reckons them; a test compares them with the festivals, and adds the months of every year up.
"""

from collections.abc import Mapping

FIRST_YEAR = 2000
LENGTHS: Mapping[str, int] = {"L": 30, "s": 29}
_YEARS = (
    "LLssLssLsLLs LLsL+sLssLsLsL LLsLsLssLsLs LLsLLsLssLsL sL+sLLsLsLsLsL "
    "sLsLsLLsLsLs LsLsLsL+sLLsLL ssLssLsLLLsL LssLssLsLLsL LLssL+ssLsLsLL "
    "LsLsLssLsLsL LsLLsLssLsLs LsLL+sLsLsLsLs LsLsLLsLsLsL sLsLsLsLL+sLsL "
    "sLssLsLLLsLs LsLssLsLLsLL sLsLss+LsLsLLL sLsLssLsLsLL LsLsLssLssLL "
    "sLLL+sLssLsLsL sLLsLsLsLsLs LsLsLLsLsLsL sL+ssLLsLLsLsL sLssLsLLsLLs "
    "LsLssL+sLsLLLs LsLssLssLLLs LLsLssLssLLs LLLsL+ssLssLLs LLsLsLsLssLL "
    "sLsLLsLsLsLs sLL+sLsLLsLsLs LssLsLLsLLsL sLssLsLsLLL+sL sLssLsLsLLsL "
    "LsLssLssLLsL LLsLss+LssLsLL LLsLssLssLsL LLsLsLsLssLs LLsLL+sLsLsLss "
    "LsLLsLsLLsLs sLsLsLLsLLsL sL+ssLsLsLLsLL sLssLssLLsLL LsLssLs+sLsLLL "
    "LsLssLssLsLL LsLsLsLssLsL LsLLs+LsLssLsL sLLsLLsLssLs LsLsLLsLLsLs "
    "sLs+LsLsLLsLLs"
)
MONTHS: Mapping[int, str] = {FIRST_YEAR + number: months for number, months in enumerate(_YEARS.split())}
"""Year -> its months from the first, L of 30 days and s of 29; + stands before one that is put in (闰)."""
