"""`heyi triage`: reading texts from the command line; no house, no database."""

import argparse

from heyi.console import triage_texts


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `triage` with its commands."""
    parser = commands.add_parser("triage", help="read texts: JSON lines in, JSON lines out 研判文字")
    kinds = parser.add_subparsers(dest="triage", required=True)
    triage_texts.add_kinds(kinds)
