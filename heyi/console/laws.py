"""`heyi laws load`, `search` and `learn`: laws from files, articles by lay words; without a server or a database.

`heyi laws cases` puts cases that courts published into the database.
"""

import argparse
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from heyi.console.home import Home
from heyi.console.house import open_house
from heyi.console.json_rows import BadLine, Row, Tally, add_file, answer_each, read_each, text_of
from heyi.console.troubles import Trouble
from heyi.kernel.clock import now
from heyi.kernel.words import _

if TYPE_CHECKING:
    from heyi.laws.finding.shelf import Confirmed, Finder, Shelf
    from heyi.laws.rules.articles import Key

NOTHING_LOADED = _("{path} 里还没有法律条文：请先运行 heyi laws load 文件或目录。")
CANNOT_READ = _("打不开 {path}（{error}）。")
NO_ARTICLES = _("{path} 里没有找到法律条文。")
NO_CASES = _("{path} 里没有找到案例。")
_NO_TOP = _("--top 应为 1 至 {most} 的整数。")
LINES_WRONG = _("{path} 有 {wrong} 行有误，改正前不学习，原来学到的没有改动。")
_MOST_TOP = 10_000
_TOLD_REFUSALS = 5
STEPS = {"index": "索引 index", "look": "查看 looking", "order": "排序 ordering"}


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `laws` with its commands."""
    parser = commands.add_parser("laws", help="laws and their articles 法律条文")
    kinds = parser.add_subparsers(dest="laws", required=True)
    load = kinds.add_parser("load", help="load laws: JSON lines (gz or plain), Markdown, folders 装入条文")
    load.add_argument("path", metavar="PATH", type=Path, help="file or folder 文件或目录")
    load.add_argument("--tables", action="store_true", help="into the database too 同时写入数据库")
    load.set_defaults(run=run_load)
    search = kinds.add_parser("search", help='articles for each {"query"} of stdin 查条文')
    search.add_argument("--top", type=int, default=10, metavar="K", help="how many, 10 unless told 条数")
    search.add_argument("--texts", action="store_true", help="with the articles' texts 附条文")
    add_file(search)
    search.set_defaults(run=run_search)
    learn = kinds.add_parser("learn", help='learn from {"query", "articles"} that people confirmed 学习')
    add_file(learn)
    learn.add_argument("--anew", action="store_true", help="forget what was learned before 重新学习")
    learn.set_defaults(run=run_learn)
    cases = kinds.add_parser("cases", help="load published cases of courts: JSON lines 装入公布的案例")
    cases.add_argument("path", metavar="PATH", type=Path, help="file (gz or plain) or folder 文件或目录")
    cases.add_argument("--anew", action="store_true", help="forget those loaded before 先清空")
    cases.set_defaults(run=run_cases)
    for each in (load, search, learn):
        words = "folder of the index; HOME/laws unless told 索引目录"
        each.add_argument("--index", metavar="DIR", type=Path, default=None, help=words)
    for each in (load, learn, cases):
        each.add_argument("--json", action="store_true", help="print one JSON object on one line")


def run_load(args: argparse.Namespace) -> int:
    """Add the laws of a file or folder to the index; one that is there already is replaced as a whole."""
    from heyi.laws.finding.shelf import articles_at  # noqa: PLC0415  # numpy only where it is needed

    refusals: list[str] = []
    try:
        articles = list(articles_at(args.path, refuse=refusals.append))
    except (OSError, EOFError) as error:
        raise Trouble("CANNOT_READ", CANNOT_READ, path=args.path, error=error) from error
    _tell_refusals(refusals)
    if not articles:
        raise Trouble("NO_ARTICLES", NO_ARTICLES, path=args.path)
    index = _shelf(args).load(articles, tell=_tell)
    told = {"articles": len(articles), "passed_over": len(refusals)}
    told |= {"laws": len(index.laws), "all_articles": index.size}
    told["ended_laws"] = sum(bool(law.ended_by) for law in index.laws)
    if args.tables:
        with open_house(args.home):
            from heyi.laws.operations import keep_laws  # noqa: PLC0415  # Django must be set up

            told["in_tables"] = keep_laws(index)
    return _told(args, told)


def run_search(args: argparse.Namespace) -> int:
    """Answer every {"query"} of stdin with the best articles."""
    if not 1 <= args.top <= _MOST_TOP:
        raise Trouble("BAD_TOP", _NO_TOP, most=_MOST_TOP)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one question is too small to share between cores
    from heyi.laws.finding.shelf import NothingLoaded  # noqa: PLC0415  # numpy only where it is needed

    shelf = _shelf(args)
    try:
        finder = shelf.open()
    except NothingLoaded as error:
        raise Trouble("NOTHING_LOADED", NOTHING_LOADED, path=shelf.folder) from error

    def answer(row: Row) -> Mapping[str, object]:
        found = finder.search(text_of(row, ("query",)), args.top)
        return {"results": [_result(finder, one.number, one.score, args.texts) for one in found]}

    return answer_each(args.file, answer)


def run_learn(args: argparse.Namespace) -> int:
    """Learn from confirmed articles; unknown ones are counted and passed over."""
    from heyi.laws.finding.shelf import NothingLoaded  # noqa: PLC0415  # numpy only where it is needed

    shelf = _shelf(args)
    confirmed, unread = _confirmed(args.file)
    try:
        taught = shelf.learn(confirmed, anew=args.anew, tell=_tell)
    except NothingLoaded as error:
        raise Trouble("NOTHING_LOADED", NOTHING_LOADED, path=shelf.folder) from error
    except OSError as error:
        raise Trouble("CANNOT_READ", CANNOT_READ, path=args.file, error=error) from error
    told = {
        "lessons": taught.lessons,
        "without_article": taught.empty,
        "unknown_articles": taught.unknown + unread,
    }
    return _told(args, told)


def run_cases(args: argparse.Namespace) -> int:
    """Put published cases into the table; one of the same title is replaced. The index is built at once."""
    from heyi.laws.finding.sources import cases_at  # noqa: PLC0415  # numpy only where it is needed

    refusals: list[str] = []
    try:
        cases = list(cases_at(args.path, refuse=refusals.append))
    except (OSError, EOFError) as error:
        raise Trouble("CANNOT_READ", CANNOT_READ, path=args.path, error=error) from error
    _tell_refusals(refusals)
    if not cases:
        raise Trouble("NO_CASES", NO_CASES, path=args.path)
    with open_house(args.home):
        from heyi.laws.access import index_cases  # noqa: PLC0415  # Django must be set up
        from heyi.laws.operations import keep_cases  # noqa: PLC0415  # the same

        taken = keep_cases(cases, anew=args.anew, at=now())
        index = index_cases()
    told = {"cases": taken, "passed_over": len(refusals), "all_cases": len(index.ids) if index else 0}
    return _told(args, told)


def _tell_refusals(refusals: Sequence[str]) -> None:
    for refusal in refusals[:_TOLD_REFUSALS]:
        print(f"略过 passed over {refusal}", file=sys.stderr)


def _shelf(args: argparse.Namespace) -> "Shelf":
    from heyi.laws.finding.shelf import Shelf  # noqa: PLC0415  # numpy only where it is needed

    return Shelf(args.index or Home.at(args.home).path / "laws")


def _result(finder: "Finder", number: int, score: float, with_text: bool) -> Mapping[str, object]:  # noqa: FBT001
    article = finder.index.mark(number)
    told = {"law": article.law, "no": article.no, "sub": article.sub, "score": score}
    return told | {"text": finder.index.text_of(number)} if with_text else told


def _confirmed(path: str) -> "tuple[list[Confirmed], int]":
    """What the lines say, and of how many articles no number can be read: they are as unknown as those no law has.

    Trouble where a line is wrong, after all of them were looked at.
    """
    tally, found = Tally(), list["tuple[Confirmed, int]"]()
    read_each(path, lambda row: found.append(_lesson(row)), tally)
    if tally.wrong:
        raise Trouble("LINES_WRONG", LINES_WRONG, path=path, wrong=tally.wrong)
    return [lesson for lesson, _unread in found], sum(unread for _lesson, unread in found)


def _lesson(row: Row) -> "tuple[Confirmed, int]":
    from heyi.laws.finding.shelf import Confirmed  # noqa: PLC0415  # numpy only where it is needed

    articles = row.get("articles")
    if not isinstance(articles, list) or not all(map(_is_named, articles)):
        raise BadLine("NOT_ARTICLES", field="articles")
    query = (
        text_of(row, ("query",)).encode("utf-8", "replace").decode()
    )  # half of a pair of letters cannot be kept
    keys = tuple(key for key in map(_key, articles) if key is not None)
    return Confirmed(query, keys), len(articles) - len(keys)


def _is_named(article: object) -> bool:
    return isinstance(article, dict) and isinstance(article.get("law"), str)


def _key(article: Mapping[str, object]) -> "Key | None":
    from heyi.laws.rules.articles import Key, NotAnArticle, mark_of, plain_name  # noqa: PLC0415  # starts quickly

    try:
        return Key(plain_name(str(article["law"])), *mark_of(article))
    except NotAnArticle:
        return None


def _tell(step: str, done: int, whole: int) -> None:
    """Progress on stderr: at each twentieth, on one line where a person looks."""
    if done in (0, whole) or done % max(1, whole // 20) == 0:
        end = "\n" if done == whole or not sys.stderr.isatty() else "\r"
        print(f"{STEPS[step]} {done}/{whole}", end=end, file=sys.stderr, flush=True)


def _told(args: argparse.Namespace, told: Mapping[str, object]) -> int:
    if args.json:
        print(json.dumps(told, ensure_ascii=False), flush=True)
    else:
        print(" · ".join(f"{name} {value}" for name, value in told.items()), file=sys.stderr)
    return 0
