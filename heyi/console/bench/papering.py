"""Papers: an agreement set, sealed and looked at; a case file of 300 pages, ours, photographs and strangers'."""

import io
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image

from heyi.adapters.sealing.cabinet import Cabinet
from heyi.adapters.sealing.inspecting import PadesInspector
from heyi.adapters.sealing.pades import PadesSealer
from heyi.console.bench.ground import Ground
from heyi.documents.binding import Leaf, bind
from heyi.documents.codes import PaperKind
from heyi.documents.ports import Office
from heyi.documents.rendering import Rendered, render
from heyi.documents.rules.bound_papers import CaseCover
from heyi.documents.rules.parts import Clause, Instalment, Party, Signer
from heyi.documents.rules.session_papers import Agreement

PAGES = 300
_ROUNDS = 20
_SIZE = (1500, 1100)  # of a photograph, as evidence shows it
_AT = datetime(2026, 11, 27, 11, 30, tzinfo=UTC)
_OFFICE = Office("BENCH", "某镇人民调解委员会")


def measure(_ground: Ground, seconds: float) -> dict[str, Any]:
    """Seconds on the wall and of the processor, the press's included; `p50_ms` and `p95_ms` are an agreement's."""
    content = _agreement()
    paper = _set(content)
    costs = [_cost(lambda: _set(content)) for _turn in range(_rounds(seconds))]
    walls = sorted(cost.wall for cost in costs)
    mixed_leaves, foreign_leaves = _mixed(paper), _foreign(paper)
    mixed, foreign = (
        _cost(partial(bind, _cover(), leaves, at=_AT)) for leaves in (mixed_leaves, foreign_leaves)
    )
    if not mixed.found.pages == foreign.found.pages == PAGES:
        raise RuntimeError(f"{mixed.found.pages} and {foreign.found.pages} pages")
    return {
        "per_second": round(1 / walls[len(walls) // 2], 1),
        "queries": 0,
        "cpu_ms": round(sum(cost.cpu for cost in costs) * 1000 / len(costs), 1),
        "p50_ms": round(walls[len(walls) // 2] * 1000, 1),
        "p95_ms": round(walls[int(len(walls) * 0.95)] * 1000, 1),
        "agreement_pages": paper.pages,
        **_sealing(paper),
        **_told("case_file", mixed),
        **_told("all_foreign", foreign),
    }


def _sealing(paper: Rendered) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="heyi-bench-seals-") as folder:
        cabinet = Cabinet(Path(folder), trial=True)
        sealer, inspector = PadesSealer(cabinet), PadesInspector(cabinet)
        sealed = sealer.seal(paper.pdf, office=_OFFICE, reason="", at=_AT)
        seal = _cost(lambda: sealer.seal(paper.pdf, office=_OFFICE, reason="", at=_AT))
        look = _cost(lambda: inspector.look(sealed))
    return {"seal_ms": round(seal.wall * 1000, 1), "look_ms": round(look.wall * 1000, 1)}


def _told(name: str, cost: "_Cost") -> dict[str, Any]:
    return {
        f"{name}_pages": cost.found.pages,
        f"{name}_seconds": round(cost.wall, 2),
        f"{name}_cpu_seconds": round(cost.cpu, 2),
        f"{name}_mb": round(len(cost.found.paper.pdf) / 1e6, 1),
    }


def _rounds(seconds: float) -> int:
    return max(_ROUNDS, int(seconds * 2))


class _Cost(NamedTuple):
    """What something took: on the wall, and of the processor with all processes that it started."""

    wall: float
    cpu: float
    found: Any


def _cost(what: Callable[[], Any]) -> _Cost:
    began, used = time.perf_counter(), _used()
    found = what()
    return _Cost(time.perf_counter() - began, _used() - used, found)


def _used() -> float:
    both = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in both)


def _set(content: Agreement) -> Rendered:
    return render(PaperKind.AGREEMENT, content, at=_AT)


def _mixed(paper: Rendered) -> list[Leaf]:
    """As case files are: most of it ours, photographs, and some papers that parties brought."""
    ours = 80
    leaves = [Leaf(f"文书 {nth}", pdf=_set(_agreement(nth)).pdf, is_ours=True) for nth in range(4)]
    leaves = [replace(leaves[nth % 4], title=f"文书 {nth + 1}") for nth in range(ours)]
    strangers = [Leaf(f"来件 {nth + 1}", pdf=paper.pdf) for nth in range(10)]
    rest = PAGES - paper.pages * (ours + len(strangers))
    return [*leaves, *strangers, Leaf("照片", pictures=tuple(_photograph(nth) for nth in range(rest)))]


def _foreign(paper: Rendered) -> list[Leaf]:
    """The hardest: every page was sent by a stranger."""
    import pikepdf  # noqa: PLC0415 - only this bench makes one

    with pikepdf.open(io.BytesIO(paper.pdf)) as one:
        while len(one.pages) < PAGES:
            one.pages.extend(one.pages[: PAGES - len(one.pages)])
        out = io.BytesIO()
        one.save(out)
    return [Leaf("来件", pdf=out.getvalue())]


def _photograph(nth: int) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(_SIZE, 20 + nth % 5).convert("RGB").save(out, "JPEG", quality=60)
    return out.getvalue()


def _cover() -> CaseCover:
    return CaseCover(
        regime="人民调解",
        committee=_OFFICE.name,
        title="性能测量",
        number="BENCH-1",
        year=2026,
        parties="甲、乙",
        began_on=date(2026, 11, 1),
        ended_on=date(2026, 11, 27),
        kept_for="10 年",
        filed_by="测量",
        filed_on=date(2026, 11, 27),
    )


def _agreement(nth: int = 0) -> Agreement:
    parties = tuple(Party(role=role, name=name) for role, name in (("申请人", "甲某"), ("被申请人", "乙某")))
    instalments = tuple(
        Instalment(payer="乙某", payee="甲某", amount=Decimal(1000), due_on=date(2027, month, 5))
        for month in range(1, 7)
    )
    return Agreement(
        regime="人民调解",
        committee=_OFFICE.name,
        number=f"测 {nth}",
        parties=parties,
        facts="双方因货款发生纠纷，经核对账目，对欠款数额没有争议，对付款时间有争议。" * 3,
        clauses=tuple(Clause(words=f"乙某按期付款，逾期按第 {nth} 项处理。") for nth in range(1, 6)),
        total=Decimal(6000),
        instalments=instalments,
        copies=3,
        signers=tuple(Signer(role=one.role, name=one.name) for one in parties),
        mediators=("调解员",),
    )
