#!/usr/bin/env python3
"""Makes a folder to open in an editor: cache.cpp, its compile command, and fixed.cpp, which is what
`maplint --fix` makes of it. Then runs a command in there, as somebody without a home of his own."""

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

PATIENCE = 120  # seconds for all that the editor is asked to do


def make(folder, source, maplint):
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "build").mkdir(parents=True)
    (folder / "home").mkdir()
    (folder / ".clang-tidy").write_text("Checks: '-*'\n")  # or one above would count
    shutil.copy(source, folder / "cache.cpp")
    shutil.copy(source, folder / "fixed.cpp")
    (folder / "build/compile_commands.json").write_text(json.dumps([
        {"directory": str(folder), "file": "cache.cpp", "command": "c++ -std=c++20 -c cache.cpp"}]))
    subprocess.run([maplint, "--fix", "-q", "fixed.cpp", "--", "-std=c++20"], cwd=folder, check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--maplint", required=True)
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("folder", type=Path)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    folder = arguments.folder.resolve()
    make(folder, arguments.source, arguments.maplint)
    home = str(folder / "home")
    variables = {"HOME": home, **{f"XDG_{kind}_HOME": home for kind in ("CONFIG", "DATA", "CACHE", "STATE")},
                 "PATH": os.path.dirname(arguments.maplint) + os.pathsep + os.environ["PATH"]}
    done = subprocess.run(arguments.command, cwd=folder, check=False, stdin=subprocess.DEVNULL,
                          timeout=PATIENCE, env={**os.environ, **variables})
    why = folder / "why"
    sys.stderr.write(why.read_text() if why.exists() else "")
    sys.exit(done.returncode)


main()
