#!/usr/bin/env python3
"""Applies every fix that maplint offers in fixtures, and looks at what becomes of them.

usage: fixes.py --maplint MAPLINT [--clang CLANG] [--build FOLDER] [--unproved] [--table]
       FIXTURE...

For each fixture, whether or not it has a `.fixed`:
- the fixed text compiles;
- each finding that offers a fix is gone, and none is there that was not there before;
- a second `--fix` changes nothing;
- each case without a finding left runs to its end under every variation, and computes what the
  author of the unfixed one meant.
"""

import argparse
import os
import re
import shutil
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import build
import cases
import judge

import fixture

FIX = "--fix=suggested"
# Fixes that overlap are applied one after the other.
ROUNDS = 3
SPEAKS = re.compile(r"expected-(error|warning)\b")


def parse(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("fixtures", nargs="+", type=Path)
    parser.add_argument("--maplint", required=True, type=os.path.abspath)
    parser.add_argument("--clang", default="clang++")
    parser.add_argument("--build", default="build/proofs", type=Path)
    parser.add_argument("--unproved", action="store_true", help="do not run the cases")
    parser.add_argument("--table", action="store_true", help="print how many fixes there are")
    return parser.parse_args(arguments)


def key(finding):
    return finding["check"], finding.get("function", ""), finding["message"]


def said(finding):
    return f"{finding['message']} [{finding['check']}]"


class Copy:
    """A fixture in a folder of its own, and maplint at work on it."""

    def __init__(self, maplint, path, folder):
        self.folder = Path(folder).resolve() / path.parent.name
        self.folder.mkdir()
        for source in path.parent.iterdir():
            if source.is_file() and (source == path or source.suffix in (".h", ".hpp")):
                shutil.copy(source, self.folder)
        self.path = self.folder / path.name
        self.flags = fixture.compile_flags(path)
        self.maplint = maplint

    def findings(self):
        options = [f"--root={self.folder}"]
        return fixture.report_of(self.maplint, self.path, self.flags, options, self.folder)["findings"]

    def fix(self):
        """Applies the fixes; gives the findings that are left."""
        options = [f"--root={self.folder}", FIX]
        return fixture.report_of(self.maplint, self.path, self.flags, options, self.folder)["findings"]

    def texts(self):
        return {source.name: source.read_bytes() for source in self.folder.iterdir()}


def applied(copy):
    """Applies the fixes until nothing changes: the findings that are left then."""
    for _ in range(ROUNDS):
        before = copy.texts()
        left = copy.fix()
        if copy.texts() == before:
            return left
    raise fixture.ToolFailure(f"there are fixes still after {ROUNDS} rounds")


def what_remains(before, after):
    """Complaints about the findings of the fixed text."""
    offered = [finding for finding in before if finding.get("fixes")]
    allowed = Counter(key(finding) for finding in before)
    allowed.subtract(key(finding) for finding in offered)
    for finding in after:
        line = finding["location"]["line"]
        if finding.get("fixes"):
            yield f"{line}: the fix was not applied: {said(finding)}"
        elif allowed[key(finding)] <= 0:
            yield f"{line}: is there with the fixes applied: {said(finding)}"
        allowed[key(finding)] -= 1
    gone = [name for name, count in allowed.items() if count > 0]
    for check, _, message in gone:
        yield f"no fix was offered, and yet it is gone: {message} [{check}]"


def proofs(builder, path, copy, after):
    """Complaints about what the cases of the fixed text do; those that still have a finding may
    do what they did."""
    found, fixed = cases.read(path), cases.read(copy.path)
    open_cases = {case.name for finding in after
                  for case in cases.owner(fixed.cases, finding["location"]["line"])}
    runnable = [case for case in found.cases
                if case.kind != "none" and case.name not in open_cases]
    if not runnable:
        return
    before_runs = judge.run_source(builder, found, path)
    after_runs = judge.run_source(builder, found, copy.path)
    for case in runnable:
        why = judge.what_is_wrong_with_fix(case, before_runs[case.name],
                                           after_runs.get(case.name, {}))
        if why:
            yield f"{case.line}: {case.name}: with the fixes applied {why}"


def look(builder, options, path):
    """(fixes offered, complaints) of one fixture; one that expects nothing is %verify's."""
    if not SPEAKS.search(path.read_text()):
        return 0, []
    with tempfile.TemporaryDirectory(prefix="maplint-fixes-") as folder:
        copy = Copy(options.maplint, path, folder)
        before = copy.findings()
        offered = sum(bool(finding.get("fixes")) for finding in before)
        if offered == 0:
            return 0, []
        after = applied(copy)
        fixture.compile_only(options.clang, copy.path, copy.flags, copy.folder)
        complaints = list(what_remains(before, after))
        if not options.unproved:
            complaints += proofs(builder, path, copy, after)
        return offered, complaints


def main(arguments):
    options = parse(arguments)
    builder = build.Builder(options.clang, options.build)

    def run(path):
        try:
            return look(builder, options, path.resolve())
        except (fixture.ToolFailure, ValueError) as failure:
            return 0, [str(failure)]

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(run, options.fixtures))
    for path, (offered, complaints) in zip(options.fixtures, results):
        for text in complaints:
            print(f"{path}:{text}", file=sys.stderr)
        if options.table and offered:
            print(f"{path.parent.name}/{path.name} {offered}")
    print(f"{sum(offered for offered, _ in results)} fixes in "
          f"{sum(offered > 0 for offered, _ in results)} fixtures")
    return 1 if any(complaints for _, complaints in results) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
