#!/usr/bin/env python3
"""falsify.py GOLDEN WORK PROGRAM: each golden file with one wrong number must be found out."""

import json
import subprocess
import sys
from pathlib import Path

# What stands in the file, and what is written in its place.
FALSE = {
    "replay.jsonl": ("[20, 20, 0, 2, ", "[20, 20, 0, 3, "),
    "iter.jsonl": ('"steps": [[0, 0]]', '"steps": [[0, 1]]'),
    "hint.json": ('"hint":14,"B":2', '"hint":14,"B":3'),
    "crash.json": ("concurrent map iteration and map write", "concurrent map read"),
    "semantics.json": ('header nil","value":[0,', 'header nil","value":[1,'),
    "growth.json": ('"writes":3,', '"writes":4,'),
    "samesize.json": ('"mean":4,', '"mean":5,'),
    "metrics.json": ('"structural_bytes":192', '"structural_bytes":336'),
    "claims.json": ("[1000,999,0]", "[1000,1000,0]"),
}


# Of the files whose rows take long to check, what is left in.
KEPT = {
    "growth.json": lambda golden: {"evacuation_identity_hash": golden["evacuation_identity_hash"]},
    "samesize.json": lambda golden: {"sliding_window": golden["sliding_window"][:5]},
    "metrics.json": lambda golden: {"rows": golden["rows"][:8]},
}


def read(path):
    if path.name not in KEPT:
        return path.read_text()
    kept = KEPT[path.name](json.loads(path.read_text()))
    return json.dumps(kept, separators=(",", ":"))


def main():
    golden, work, program = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    for name, (true, false) in FALSE.items():
        folder = work / name.split(".")[0]
        folder.mkdir()
        text = read(golden / name)
        if true not in text:
            true, false = true.replace(" ", ""), false.replace(" ", "")
        assert true in text, f"{name} has no {true}"
        (folder / name).write_text(text.replace(true, false, 1))
        run = subprocess.run([program, folder], capture_output=True, text=True, check=False)
        line = run.stdout.strip().splitlines()[-1]
        if run.returncode != 1 or line.endswith(" 0 mismatches") or f"{name}: " not in run.stdout:
            sys.exit(f"{name}: {false} was not noticed: status {run.returncode}, {line}")


main()
