"""`heyi stub NAME`: what Heyi speaks to, in small, as a server of its own with a page to look at."""

import argparse
from importlib import import_module

STUBS = {  # each with add_to(kinds, name), which sets run
    "110": "heyi.console.stub_partners",
    "12345": "heyi.console.stub_partners",
    "city": "heyi.console.stub_partners",
    "texts": "heyi.console.stub_texts",
    "notices": "heyi.console.stub_notices",
    "assistant": "heyi.console.stub_assistant",
    "tsa": "heyi.console.stub_tsa",
}


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `stub` with one command for each."""
    stub = commands.add_parser("stub", help="another system in small 模拟的外部系统")
    kinds = stub.add_subparsers(dest="stub", required=True)
    for name, module in STUBS.items():
        import_module(module).add_to(kinds, name)
