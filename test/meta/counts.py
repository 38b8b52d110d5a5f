#!/usr/bin/env python3
"""Every check has enough proved cases: those where it speaks, and those where it stays silent.

usage: counts.py [--table]

A case is a function or class with a proof line. It is positive when a finding is expected in it, and
silent when it stands in a fixture that expects none. Cases that share their lines count once.
"""

import re
import sys

from repository import ROOT, check_ids, finish, fixtures

sys.path.insert(0, str(ROOT / "test" / "proof"))
import cases  # noqa: E402
import verify  # noqa: E402

POSITIVE, SILENT = 40, 60
NOTHING = re.compile(r"^// expected-no-diagnostics$", re.MULTILINE)


def flagged(found):
    """The last lines of the cases that a finding is expected in."""
    expected, _ = verify.expectations_in(found.path)
    return {case.last_line for one in expected if one.level != "note"
            for case in cases.owner(found.cases, one.line)}


def count(path):
    """How many positive and silent cases the fixture at `path` has."""
    found = cases.read(path)
    if NOTHING.search(path.read_text()):
        return 0, len({case.last_line for case in found.cases})
    return len(flagged(found)), 0


def main(arguments):
    complaints = []
    for check in check_ids():
        counted = [count(path) for path in fixtures() if path.parent.name == check]
        positive, silent = (sum(column) for column in zip(*counted)) if counted else (0, 0)
        if "--table" in arguments:
            print(f"{check:28} {positive:4} positive {silent:4} silent")
        if positive < POSITIVE:
            complaints.append(f"{check}: {positive} positive cases, fewer than {POSITIVE}")
        if silent < SILENT:
            complaints.append(f"{check}: {silent} silent cases, fewer than {SILENT}")
    finish(complaints)


if __name__ == "__main__":
    main(sys.argv[1:])
