#!/usr/bin/env python3
"""promtool_lint.py FILE: promtool reads FILE as metrics and finds nothing but what is known."""

import subprocess
import sys

KNOWN = 'map_entry_count non-histogram and non-summary metrics should not have "_count" suffix'


def main():
    with open(sys.argv[1], encoding="utf-8") as metrics:
        run = subprocess.run(["promtool", "check", "metrics"], stdin=metrics, capture_output=True,
                             text=True, check=False)
    said = [line for line in (run.stdout + run.stderr).splitlines() if line and line != KNOWN]
    # 3 is promtool's status for a name that it would rather not see; 1 is text it cannot read.
    if said or run.returncode not in (0, 3):
        sys.exit("\n".join([f"promtool ended with status {run.returncode}", *said]))


main()
