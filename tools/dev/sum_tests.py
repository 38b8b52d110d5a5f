#!/usr/bin/env python3
"""Adds up the results of GoogleTest and lit: prints `N passed, N failed[, N skipped]`.

Arguments: one report of each GoogleTest program, then the report of lit.
"""

import json
import sys
from pathlib import Path

LIT_PASSED = {"PASS", "XFAIL", "FLAKYPASS"}
LIT_SKIPPED = {"UNSUPPORTED", "SKIPPED", "EXCLUDED"}


def count_unit(report):
    """(passed, failed, skipped) of a GoogleTest JSON report."""
    tests = [test for suite in report["testsuites"] for test in suite["testsuite"]]
    failed = sum(1 for test in tests if test.get("failures"))
    skipped = sum(1 for test in tests if test.get("result") in ("SKIPPED", "SUPPRESSED"))
    return len(tests) - failed - skipped, failed, skipped


def count_lit(report):
    """(passed, failed, skipped) of a lit JSON report; what a filter excluded is not counted."""
    codes = [test["code"] for test in report["tests"]]
    codes = [code for code in codes if code != "EXCLUDED"]
    passed = sum(1 for code in codes if code in LIT_PASSED)
    skipped = sum(1 for code in codes if code in LIT_SKIPPED)
    return passed, len(codes) - passed - skipped, skipped


def main():
    totals = [0, 0, 0]
    *units, lit = map(Path, sys.argv[1:])
    for path, count in [*((unit, count_unit) for unit in units), (lit, count_lit)]:
        try:
            numbers = count(json.loads(path.read_text()))
        except (OSError, ValueError, KeyError) as error:
            print(f"{path.name}: no result: {error}")
            numbers = (0, 1, 0)
        totals = [total + number for total, number in zip(totals, numbers)]
    passed, failed, skipped = totals
    line = f"{passed} passed, {failed} failed"
    print(line + (f", {skipped} skipped" if skipped else ""), flush=True)
    # A run that tried nothing proves nothing.
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
