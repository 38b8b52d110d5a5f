#!/usr/bin/env python3
"""compare.py CPP_PROGRAM [--rounds N] [--most SIZE]: the model, std::unordered_map and Go's own map.

Runs the same work on all three in turns, keeps the best time of each, and prints a table with the
model's time as a multiple of Go's and of std::unordered_map's. Without `go` (Debian: golang-go) the
column of Go is empty. A string of Go's refers to its text, as std::string_view does; `owned-string`
is std::string, which copies it, and is not held against Go. The exit status is 1 if a multiple of Go's time is beyond --limit.
"""

import argparse
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent


# Go's runtime asks the kernel for huge pages; with this glibc's malloc does too.
ENVIRONMENT = {**os.environ, "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}


def measure(command, best):
    """Adds the lines that the command prints to `best`: {(keys, size, operation): {map: ns}}."""
    run = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=True)
    for line in run.stdout.split("\n"):
        if not line:
            continue
        name, keys, size, operation, nanoseconds = line.split()
        row = best.setdefault((keys, int(size), operation), {})
        row[name] = min(float(nanoseconds), row.get(name, float("inf")))


def ratio(row, other):
    return row["refmap"] / row[other] if row.get(other) else None


def show(value, suffix=""):
    return "-" if value is None else f"{value:.2f}{suffix}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--most", type=int, default=1_000_000)
    parser.add_argument("--limit", type=float, default=1.5)
    options = parser.parse_args()
    best = {}
    with tempfile.TemporaryDirectory() as folder:
        commands = [[options.program, str(options.most)]]
        if shutil.which("go"):
            go = str(Path(folder) / "work")
            subprocess.run(["go", "build", "-o", go, str(HERE / "work.go")], check=True)
            commands.append([go, str(options.most)])
        for _ in range(options.rounds):
            for command in commands:
                measure(command, best)
    print(f"{'keys':8}{'size':>9} {'operation':15}{'refmap':>9}{'go':>9}{'std':>9}"
          f"{'/go':>8}{'/std':>8}   (ns an operation)")
    worst = 0.0
    for (keys, size, operation), row in best.items():
        print(f"{keys:8}{size:9} {operation:15}{show(row['refmap']):>9}{show(row.get('go')):>9}"
              f"{show(row['unordered_map']):>9}{show(ratio(row, 'go')):>8}"
              f"{show(ratio(row, 'unordered_map')):>8}")
        worst = max(worst, ratio(row, "go") or 0)
    if worst:
        print(f"worst multiple of Go's time: {worst:.2f} (at most {options.limit})")
    raise SystemExit(1 if worst > options.limit else 0)


main()
