#!/usr/bin/env python3
"""Compares the command and the clang-tidy module over all fixtures.

usage: parity.py MAPLINT MAPLINT-CLANG-TIDY

Both must name the same (file, offset, check, message) with the same notes, and their edits must make
the same text: clang-tidy joins edits that touch.
"""

import os
import sys
import tempfile
from collections import Counter, namedtuple
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path += [str(ROOT / "test" / "meta"), str(ROOT / "test" / "tools")]

import fixture
import tidy_yaml
from repository import finish, fixtures

Seen = namedtuple("Seen", "check file offset message notes edits")

# clang-tidy offers neither of two fixes that overlap; the command decides when it writes.
OVERLAP = "this fix will not be applied because it overlaps with another fix"


def offset_of(location):
    """The byte offset of a line and a column that counts bytes."""
    lines = fixture.reported_path(location["file"]).read_bytes().splitlines(keepends=True)
    return sum(map(len, lines[: location["line"] - 1])) + location["column"] - 1


def place(location):
    return str(fixture.reported_path(location["file"])), offset_of(location)


def edit(file, offset, length, replacement):
    return str(fixture.reported_path(file)), offset, length, replacement


def effect(edits):
    """What edits do to each file, as one edit that begins and ends with a change."""
    done = []
    for file in sorted({e[0] for e in edits}):
        before = Path(file).read_bytes()
        after, at = b"", 0
        for _, offset, length, replacement in sorted(e for e in edits if e[0] == file):
            after += before[at:offset] + replacement.encode()
            at = offset + length
        after += before[at:]
        begin = len(os.path.commonprefix([before, after]))
        end = len(os.path.commonprefix([before[begin:][::-1], after[begin:][::-1]]))
        done.append((file, begin, len(before) - end - begin, after[begin:len(after) - end].decode()))
    return tuple(done)


def seen_by_command(maplint, source, flags):
    for finding in fixture.report_of(maplint, source, flags)["findings"]:
        fixes = finding.get("fixes") or [{"edits": []}]
        yield Seen(finding["check"], *place(finding["location"]), finding["message"],
                   tuple((*place(n["location"]), n["message"]) for n in finding.get("trace", [])),
                   effect([edit(**e) for e in fixes[0]["edits"]]))


def seen_by_tidy(tidy, source, flags):
    with tempfile.TemporaryDirectory() as folder:
        exported = Path(folder) / "fixes.yaml"
        command = [tidy, "--config={}", "--checks=-*,map-*", "--header-filter=.*", "--quiet",
                   f"--export-fixes={exported}", str(source), "--", *flags]
        done = fixture.run(command)
        if done.returncode:
            raise fixture.ToolFailure(f"exit status {done.returncode}: {' '.join(command)}\n"
                                      f"{done.stdout}{done.stderr}")
        document = tidy_yaml.load(exported.read_text()) if exported.exists() else {}
    for one in document.get("Diagnostics", []):
        message, notes = one["DiagnosticMessage"], one.get("Notes", [])
        edits = effect([edit(r["FilePath"], r["Offset"], r["Length"], r["ReplacementText"])
                        for r in message["Replacements"]])
        overlap = any(note["Message"] == OVERLAP for note in notes)
        yield Seen(one["DiagnosticName"], message["FilePath"], message["FileOffset"],
                   message["Message"],
                   tuple((n["FilePath"], n["FileOffset"], n["Message"]) for n in notes
                         if n["Message"] != OVERLAP),
                   None if overlap else edits)


def differences(source, maplint, tidy):
    flags = fixture.compile_flags(source)
    try:
        by_command = list(seen_by_command(maplint, source, flags))
        by_tidy = list(seen_by_tidy(tidy, source, flags))
    except fixture.ToolFailure as failure:
        return [f"{source}: {failure}"]
    unfixed = {seen[:5] for seen in by_tidy if seen.edits is None}
    left = Counter(s._replace(edits=None) if s[:5] in unfixed else s for s in by_command)
    left.subtract(Counter(by_tidy))
    name = source.relative_to(ROOT)
    return [f"{name}: only {'the command' if count > 0 else 'clang-tidy'}: {seen}"
            for seen, count in left.items() if count]


def main(maplint, tidy):
    if not fixtures():
        finish(["no fixtures: nothing was compared"])
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        answers = pool.map(lambda source: differences(source, maplint, tidy), fixtures())
    finish([line for answer in answers for line in answer])


main(*sys.argv[1:])
