"""Whether guessing tells anybody anything: `.venv/bin/python scripts/guesses.py HOME 10000 [WHO …]`.

On a demo home (`heyi up --home HOME` may run beside) every demo person, and a stranger, asks for so many addresses:
numbers of real matters, their neighbours, any number; identifiers of real and made-up files, deliveries and links;
lists narrowed by whatever; tracking codes one letter off. What each may see is read from the tables themselves, past
all walls, and each answer is held against it:

- of what lies out of reach, the same answer as of what is not there;
- no list, search or count names a number that lies out of reach.

Prints one line of JSON for each person; the exit code says whether anything was told.
"""

import json
import logging
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID

from heyi.console.house import open_house

ANY = 10**20
TOLD = (200, 301, 302, 304, 405, 409, 422)  # everything but "there is no such page" and "not here"
ASKED = (
    "", "print", "since?seen=1", "identity", "identity/erase", "sign", "refer", "answer", "correct", "transfer",
    "object", "agree_objection", "rule_moved", "urge", "supervise", "end_supervision", "assign", "claim",
    "ask_assist", "end_assist", "confer", "record_conferral",
    "convene", "group", "put_back",
    "files/{file}", "files/{file}/original", "files/{file}/shown", "files/{file}/small", "files/{file}/erase",
    "asks/{ask}",
)  # fmt: skip
PRESSED = (
    "files", "sign", "note", "claim", "object", "agree_objection", "rule_kept", "urge", "supervise",
    "ask_assist", "end_assist",
    "convene", "put_back", "group/log", "group/order", "group/enlist", "group/release", "group/stand_down",
    "likeness/{likeness}", "deliveries/{delivery}/retry", "deliveries/{delivery}/dismiss",
    "files/{file}/erase", "asks/{ask}", "identity",
)  # fmt: skip
LISTS = (
    "/desk/matters/?{query}", "/desk/find?q={number}", "/desk/find?{query}", "/desk/take/slip/{number}/",
    "/desk/matters/conferrals",
    "/desk/matters/stuck?{query}", "/desk/matters/objections", "/desk/matters/extensions", "/desk/matters/pool?{query}",
    "/desk/notices/?{query}", "/desk/duty/?{query}", "/desk/grid/", "/desk/rules/", "/desk/rules/drafts/1?tab=trial",
    "/desk/rules/drafts/1/trial", "/desk/rules/drafts/1/review",
    "/desk/notices/?{query}", "/desk/duty/?{query}", "/desk/grid/", "/desk/command/?{query}", "/desk/workload/?{query}",
    "/desk/workload/reassign?{query}", "/desk/bulletins/?{query}", "/desk/bulletins/1/", "/desk/bulletins/2/",
)  # fmt: skip
VALUES = {
    "state": ("IN_HAND", "TO_SIGN", "NONE", "' OR 1=1", "CLOSED"),
    "region": ("330502", "330502100", "33", "*", "330599"),
    "kind": ("DISPUTE.NEIGHBOUR", "%", "HELP.TAX"),
    "unit": tuple(map(str, range(0, 90, 7))),
    "below": ("1", "0", "x"),
    "done": ("1",),
    "from": ("pool", "1", "9", "x"),
    "due": ("overdue", "today", "never"),
    "after": ("", "x", "MjAyNnx4"),
    "q": ("纠纷", "工资", "噪声", "3305"),
}


@dataclass(frozen=True)
class Ground:
    """What there is, and which units may see which number."""

    reach: dict[str, set[int]]
    ids: dict[str, list[UUID]]

    def draw(self, dice: Random) -> tuple[str, str]:
        """(a number, the identifiers of a path): real, next to a real one, or any."""
        real, chance = dice.choice(sorted(self.reach)), dice.random()
        if chance < 0.5:
            return real, "real"
        return (
            str(int(real) + dice.randrange(1, 9)) if chance < 0.8 else str(dice.randrange(ANY // 10, ANY))
        ), "other"

    def path(self, dice: Random, number: str, sorts: tuple[str, ...]) -> str:
        """An address of a matter, with identifiers that stand somewhere or nowhere."""
        named = {
            name: dice.choice(found) if found and dice.random() < 0.8 else UUID(int=dice.getrandbits(128))
            for name, found in self.ids.items()
        }
        return f"/desk/matters/{number}/{dice.choice(sorts).format(**named)}"


def ground() -> Ground:
    """Read past every wall, as the owner of the tables."""
    from django.db import connections  # noqa: PLC0415 - Django is set up by the house

    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT m.number, array_agg(r.unit_id) FILTER (WHERE r.basis <> 'DENIED'), array_agg(r.unit_id)"
            " FILTER (WHERE r.basis = 'DENIED') FROM matters_matter m JOIN matters_reach r ON r.county = m.county"
            " AND r.matter_id = m.id GROUP BY 1"
        )
        reach = {number: set(may or ()) - set(denied or ()) for number, may, denied in cursor.fetchall()}
        ids = {}
        for name, table in (
            ("file", "matters_attachment"),
            ("ask", "matters_erasureask"),
            ("likeness", "matters_likeness"),
            ("delivery", "journal_delivery"),
        ):
            cursor.execute(f"SELECT id FROM {table} ORDER BY id LIMIT 200")  # noqa: S608 - our own names
            ids[name] = [row[0] for row in cursor.fetchall()]
    return Ground(reach, ids)


def people() -> Iterator[tuple[str, Any, set[int]]]:
    """(name, browser, units) of each demo person; last a stranger."""
    from django.test import Client  # noqa: PLC0415

    from heyi.accounts.access import standing  # noqa: PLC0415
    from heyi.accounts.models import Person  # noqa: PLC0415
    from heyi.kernel.clock import now  # noqa: PLC0415

    for person in Person.objects.order_by("username"):
        browser = Client(raise_request_exception=True)
        browser.force_login(person, backend="heyi.accounts.backends.PersonBackend")
        yield person.username, browser, set(standing(person.pk, now()).units)
    yield "(stranger)", Client(raise_request_exception=True), set()


def tell(name: str, browser: Any, units: set[int], known: Ground, times: int) -> bool:
    """Guess so many times; prints what came of it."""
    dice, answers, told = Random(f"{name}-2026"), Counter[str](), list[str]()  # noqa: S311 - the same at each run
    mine = {number for number, may in known.reach.items() if may & units}
    for turn in range(times):
        number, sort = known.draw(dice)
        if turn % 5 == 4:
            words = {key: dice.choice(values) for key, values in VALUES.items() if dice.random() < 0.4}
            query = "&".join(f"{key}={value}" for key, value in words.items()).replace("%", "%25")
            path = dice.choice(LISTS).format(query=query, number=number)
            answer = browser.get(path)
            body = answer.content.decode(errors="replace")
            asked = {number} if "number" in path or number in path else set()
            if leaked := [one for one in set(known.reach) - mine - asked if one in body]:
                told.append(f"{path}: names {leaked[:3]}")
        else:
            presses = number not in mine and turn % 5 == 3  # what is one's own is only looked at
            path = known.path(dice, number, PRESSED if presses else ASKED)
            answer = browser.post(path) if presses else browser.get(path)
            away = answer.status_code in (301, 302) and "/accounts/" in answer.headers.get("Location", "")
            if number not in mine and answer.status_code in TOLD and not away:
                told.append(f"{path}: {answer.status_code}")
        answers[f"{sort} {answer.status_code}"] += 1
    line = {"who": name, "may_see": len(mine), "guesses": times, "answers": answers, "told": told[:10]}
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()
    return bool(told)


def main() -> int:
    """0 when nobody was told anything."""
    home, times, only = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    with open_house(home, demo=True):
        logging.disable(logging.CRITICAL)
        known = ground()
        asked = [person for person in people() if not only or person[0] in only]
        return max([tell(*person, known, times) for person in asked])


if __name__ == "__main__":
    sys.exit(main())
