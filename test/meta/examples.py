#!/usr/bin/env python3
"""The examples of the documentation are true.

usage: examples.py MAPLINT CLANG FOLDER

Of every check the bad example reports that check exactly once and nothing else, the good one
reports nothing, both compile, and a check that always has a fix repairs its own bad example.
"""

import json
import sys
from pathlib import Path

from repository import check_ids, finish

import fixture


def explained(maplint, check):
    return json.loads(fixture.run([maplint, "explain", "--format=json", check]).stdout)


def reported(maplint, file):
    findings = fixture.report_of(maplint, file, fixture.DEFAULT_FLAGS, cwd=file.parent)["findings"]
    return [finding["check"] for finding in findings]


def complaints_about(maplint, clang, check, folder):
    about = explained(maplint, check)
    if about["id"] != check:
        yield f"{check}: explain tells about {about['id']}"
    for name, wanted in (("bad", [check]), ("good", [])):
        file = folder / f"{check}-{name}.cpp"
        file.write_text(about[name])
        fixture.compile_only(clang, file, fixture.DEFAULT_FLAGS)
        got = reported(maplint, file)
        if got != wanted:
            yield f"{check}: the {name} example reports {got} instead of {wanted}"
    if about.get("fix") == "always":
        bad = folder / f"{check}-bad.cpp"
        fixture.run_maplint(maplint, ["--fix=suggested"], bad, fixture.DEFAULT_FLAGS, folder)
        fixture.compile_only(clang, bad, fixture.DEFAULT_FLAGS)
        if reported(maplint, bad):
            yield f"{check}: always has a fix, but its bad example still reports after --fix"


def main(maplint, clang, folder):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    complaints = []
    for check in check_ids():
        try:
            complaints += complaints_about(maplint, clang, check, folder)
        except (fixture.ToolFailure, ValueError) as failure:
            complaints.append(f"{check}: {failure}")
    finish(complaints)


main(*sys.argv[1:])
