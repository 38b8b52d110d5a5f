#!/usr/bin/env python3
"""Every case of every fixture says what running it must do, and few say that they cannot be run."""

import re

from repository import ROOT, finish, fixtures

import sys
sys.path.insert(0, str(ROOT / "test" / "proof"))
import cases  # noqa: E402

# Of all cases, how many may have a reason instead of a proof.
MOST_WITHOUT = 0.1


def about(path, found):
    name = path.relative_to(ROOT)
    if not re.search(r"^// RUN: %prove %s$", path.read_text(), re.MULTILINE):
        yield f"{name}: no RUN line with %prove"
    if not found.cases:
        yield f"{name}: no proof line"
    yield from cases.complaints_about(found)
    if path.with_name(path.name + ".fixed").exists():
        yield from (f"{name}:{case.line}: every fix must be proved"
                    for case in found.cases if case.kind == "none")


def main():
    complaints, total, without = [], 0, 0
    for path in fixtures():
        try:
            found = cases.read(path)
        except cases.Malformed as failure:
            complaints.append(str(failure))
            continue
        complaints += about(path, found)
        total += len(found.cases)
        without += sum(case.kind == "none" for case in found.cases)
    if without > MOST_WITHOUT * total:
        complaints.append(f"{without} of {total} cases say why they cannot be run: too many")
    finish(complaints)


main()
