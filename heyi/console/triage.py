"""`heyi triage VERB`: reading texts, and learning to. JSON lines in, JSON lines out; no house, no database."""

import argparse
from importlib import import_module

VERBS = {  # each module with add_to(verbs, name), which sets run
    "read": "heyi.console.triage_reading",
    "fit": "heyi.console.triage_learning",
    "predict": "heyi.console.triage_learning",
    "amounts": "heyi.console.triage_texts",
    "pairs": "heyi.console.triage_texts",
}


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `triage` with its verbs."""
    triage = commands.add_parser(
        "triage", help="read texts, learn to: JSON lines in, JSON lines out 研判文字"
    )
    verbs = triage.add_subparsers(dest="verb", metavar="VERB", required=True)
    for name, module in VERBS.items():
        import_module(module).add_to(verbs, name)
