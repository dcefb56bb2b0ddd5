"""`python -m heyi.console` is `heyi`."""

import sys

from heyi.console.main import main

sys.exit(main())
