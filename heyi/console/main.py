"""The command `heyi`. A command's module is imported only when it is named, so that each starts quickly.

Every module of COMMANDS has `add_to(commands)`, which adds its parser and `set_defaults(run=run)`, and
`run(args) -> int`, the exit code. `--home` is added to every parser here. A command that needs the database says
`with open_house(args.home):` (heyi.console.house) and imports what needs Django inside.
"""

import argparse
import errno
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec

from heyi.console.troubles import Trouble, tell
from heyi.kernel.words import _

COMMANDS = {
    "up": "heyi.console.up",
    "worker": "heyi.console.worker",
    "partner": "heyi.console.partner",
    "stub": "heyi.console.stub",
    "link": "heyi.console.link",
    "import": "heyi.console.importing",
    "clock": "heyi.console.clock",
    "check": "heyi.console.check",
    "verify": "heyi.console.verify",
    "evidence": "heyi.console.evidence",
    "documents": "heyi.console.documents",
    "rules": "heyi.console.drafts",
    "triage": "heyi.console.triage",
    "bench": "heyi.console.bench",
}
_MISUSED = 2
_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; trouble is told in a sentence (exit code 1), misuse by argparse (2)."""
    words = list(sys.argv[1:] if argv is None else argv)
    parser = parser_for(words)
    args = parser.parse_args(words)
    if not hasattr(args, "run"):
        parser.print_help()
        return _MISUSED
    try:
        return int(args.run(args))
    except Trouble as trouble:
        tell(trouble)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has gone
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        tell(Trouble("DISK_FULL", _("磁盘已满（{path}）：请腾出空间后再试。"), path=error.filename or ""))
    return 1


def parser_for(words: Sequence[str]) -> argparse.ArgumentParser:
    """The parser with the command that the words name; with all of them when they name none."""
    parser = argparse.ArgumentParser(prog="heyi", description="合一 one place for every matter of a city")
    commands = parser.add_subparsers(metavar="COMMAND", title="commands 命令")
    named = [name for name in words[:1] if name in _present()]
    for name in named or _present():
        import_module(COMMANDS[name]).add_to(commands)
    for command in commands.choices.values():
        _add_home(command)
    return parser


def _present() -> Sequence[str]:
    return [name for name, module in COMMANDS.items() if find_spec(module)]


def _add_home(parser: argparse.ArgumentParser) -> None:
    """`--home` for a command and for the commands inside it."""
    nested = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    for action in nested:
        for choice in action.choices.values():
            _add_home(choice)
    if not nested:
        words = "the installation's directory 安装目录 (HEYI_HOME)"
        parser.add_argument("--home", metavar="DIR", default=None, help=words)


if __name__ == "__main__":
    sys.exit(main())
