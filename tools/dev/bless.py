#!/usr/bin/env python3
"""Rewrites what is generated from the program: *.fixed of the fixtures, docs/checks, the schema.

usage: bless.py MAPLINT CLANG

Expectations in fixtures are never written: they are a person's claim about the program.
"""

import os
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def checked_fixes():
    """The arguments of every %check-fix."""
    for path in sorted((ROOT / "test" / "checks").glob("*/*.cpp")):
        for line in path.read_text().splitlines():
            before, command, arguments = line.partition("%check-fix")
            if command and "RUN:" in before:
                yield shlex.split(arguments.replace("%s", str(path)))


def main(maplint, clang):
    script = ROOT / "test" / "tools" / "check_fix.py"
    environment = os.environ | {"MAPLINT_BLESS": "1"}
    failed = 0
    for arguments in checked_fixes():
        failed |= subprocess.run([sys.executable, script, maplint, clang, *arguments],
                                 env=environment, check=False).returncode
    docs = ROOT / "docs"
    failed |= subprocess.run([maplint, "docs", "--out", docs / "checks"], check=False).returncode
    for name in ("report", "config"):
        schema = subprocess.run([maplint, "schema", name], capture_output=True, text=True, check=True)
        (docs / f"{name}.schema.json").write_text(schema.stdout)
    return failed


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
