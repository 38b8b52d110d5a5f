#!/usr/bin/env python3
"""No committed file names a path of the machine it was written on, or a package registry."""

import re
from pathlib import Path

from repository import ROOT, committed_files, finish

REGISTRIES = re.compile(
    r"\b(?:deb|security|ftp)\.debian\.org|\bpypi\.org|\bregistry\.npmjs|\bcrates\.io\b|"
    r"\bapt\.llvm\.org|\bfiles\.pythonhosted")


def machine_paths():
    """This checkout and the home folder; short ones such as / or /root would match too much."""
    places = {str(ROOT), str(Path.home())}
    return [re.compile(r"(?<![\w./-])" + re.escape(place) + r"/\w")
            for place in sorted(places) if place.count("/") > 1 or len(place) > 4]


def main():
    patterns = [*machine_paths(), REGISTRIES]
    complaints = []
    for path in committed_files():
        if path == Path(__file__).resolve():
            continue
        text = path.read_text(errors="replace")
        for pattern in patterns:
            for match in pattern.finditer(text):
                line = text.count("\n", 0, match.start()) + 1
                complaints.append(f"{path.relative_to(ROOT)}:{line}: names {match[0]}")
    finish(complaints)


main()
