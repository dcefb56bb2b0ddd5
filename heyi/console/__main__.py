"""`python -m heyi.console` is `heyi`."""

import sys

from heyi.console.main import main

if __name__ == "__main__":  # a process that learns apart imports this under another name
    sys.exit(main())
