#!/usr/bin/env python3
"""CPU time of maplint as a ratio to the compiler's own syntax check of the same files.

usage: cpu_ratio.py [--each] [--rounds N] [--maplint BIN] [--clang BIN] [--sample N] [--seed S]
                    [--json FILE] BUILD...

The files of BUILD/compile_commands.json are analysed as the project they are, in one run with its
link, and checked by the compiler one by one; the two take turns, so that a change in the machine's
speed meets both alike. With --each every file is an analysis of its own, in turn with the compiler's
check of it. CPU time is user plus system time of the process and its children, as the kernel accounts
it. Files that the compiler itself rejects are left out and counted.
"""

import argparse
import json
import os
import random
import shlex
import statistics
import subprocess
import sys
from pathlib import Path

DROPPED_WITH_VALUE = {"-o", "-MF", "-MT", "-MQ"}
DROPPED = {"-c", "-MD", "-MMD"}


def syntax_only(entry, clang):
    """The compiler's command line for a syntax check of one entry."""
    words = entry.get("arguments") or shlex.split(entry["command"])
    kept, skip = [], False
    for word in words[1:]:
        if skip:
            skip = False
        elif word in DROPPED_WITH_VALUE:
            skip = True
        elif word not in DROPPED:
            kept.append(word)
    return [clang, "-fsyntax-only", "-w", *kept]


def cpu_of(command, folder):
    """(seconds of CPU, exit status) of one run."""
    before = os.times()
    status = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, check=False,
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
    after = os.times()
    used = (after.children_user - before.children_user
            + after.children_system - before.children_system)
    return used, status


def entries_of(build, sample, seed):
    entries = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        path = str(Path(entry["directory"], entry["file"]))
        if path.endswith((".cc", ".cpp", ".cxx", ".C")):
            entries.setdefault(path, entry)
    paths = sorted(entries)
    if sample and sample < len(paths):
        paths = sorted(random.Random(seed).sample(paths, sample))
    return [(path, entries[path]) for path in paths]


def each_file(build, options):
    """One row a file, and how many the compiler rejected."""
    rows, rejected = [], 0
    for path, entry in entries_of(build, options.sample, options.seed):
        peer, status = cpu_of(syntax_only(entry, options.clang), entry["directory"])
        if status != 0:
            rejected += 1
            continue
        ours, _ = cpu_of([options.maplint, "-p", str(build), "-j1", "-q", path], build)
        rows.append({"of": path, "files": 1, "maplint": ours, "clang": peer})
    return rows, rejected


def whole_project(build, options):
    """One row a round, and how many files the compiler rejected."""
    entries, rows, rejected = entries_of(build, options.sample, options.seed), [], 0
    for number in range(options.rounds):
        peer, accepted = 0.0, []
        for path, entry in entries:
            used, status = cpu_of(syntax_only(entry, options.clang), entry["directory"])
            if status == 0:
                peer += used
                accepted.append((path, entry))
        rejected += len(entries) - len(accepted)
        entries = accepted
        if not entries:
            return [], rejected
        command = [options.maplint, "-p", str(build), "-q", *(path for path, _ in entries)]
        ours, _ = cpu_of(command, build)
        rows.append({"of": f"round {number + 1}", "files": len(entries),
                     "maplint": ours, "clang": peer})
    return rows, rejected


def main():
    root = Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", action="store_true", help="every file by itself, without a link")
    parser.add_argument("--rounds", type=int, default=1, help="how often a project is measured")
    parser.add_argument("--maplint", default=str(root / "build/bin/maplint"))
    parser.add_argument("--clang", default="clang++-22")
    parser.add_argument("--sample", type=int, default=0, help="measure N random files")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    parser.add_argument("build", nargs="+", type=Path)
    options = parser.parse_args()
    table = {}
    print(f"{'project':30} {'files':>6} {'maplint':>9} {'clang':>9} {'ratio':>6} {'median':>7}")
    for build in options.build:
        build = build.resolve()
        rows, rejected = (each_file if options.each else whole_project)(build, options)
        if not rows:
            print(f"{build}: nothing to measure", file=sys.stderr)
            return 1
        ours, peer = sum(r["maplint"] for r in rows), sum(r["clang"] for r in rows)
        median = statistics.median(r["maplint"] / r["clang"] for r in rows if r["clang"])
        name = build.parent.name
        table[name] = {"maplint": ours, "clang": peer, "median": median, "rows": rows,
                       "rejected": rejected}
        files = sum(r["files"] for r in rows) // (1 if options.each else len(rows))
        print(f"{name:30} {files:6} {ours:8.1f}s {peer:8.1f}s {ours / peer:6.2f} {median:7.2f}"
              + (f"  ({rejected} rejected by the compiler)" if rejected else ""))
    if options.json:
        options.json.write_text(json.dumps(table, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
