#!/usr/bin/env python3
"""Applies maplint's fixes to a copy of a fixture and looks at the result.

usage: check_fix.py MAPLINT CLANG FILE [maplint options] [-- compiler flags]

The fixed copy must be FILE.fixed to the byte, must compile, and must leave no finding that still
has a fix. A header of the folder may change too and then has a `.fixed` of its own; every other
file must stay as it is. With MAPLINT_BLESS=1 the `.fixed` files are written instead of compared. `--fix=suggested` is
used unless the options name another `--fix`.
"""

import difflib
import os
import shutil
import sys
import tempfile
from pathlib import Path

import fixture

HEADERS = (".h", ".hpp")


def fixed_name(path):
    return path.with_name(path.name + ".fixed")


def sources_of(folder):
    """The files of a fixture's folder that a fix could touch."""
    return [p for p in folder.iterdir() if p.is_file() and p.suffix != ".fixed"]


def difference(wanted, got, name):
    lines = difflib.unified_diff(wanted.splitlines(True), got.splitlines(True),
                                 f"{name}.fixed", f"{name} after --fix")
    return "".join(lines)


def read(path):
    # newline="": a changed line ending is a change.
    with open(path, newline="", encoding="utf-8") as stream:
        return stream.read()


def settle(original, after, may_change, blessing):
    """Compares the text of one file after the fix with what it should be."""
    goal, before = fixed_name(original), read(original)
    if may_change and blessing and after != before:
        with open(goal, "w", newline="", encoding="utf-8") as stream:
            stream.write(after)
        return ""
    wanted = read(goal) if may_change and goal.exists() else before
    return difference(wanted, after, original.name) if after != wanted else ""


def still_fixable(maplint, copy, flags, options, cwd):
    report = fixture.report_of(maplint, copy, flags, options, cwd)
    return [f"{f['location']['line']}: still offers a fix: {f['message']} [{f['check']}]"
            for f in report["findings"] if f.get("fixes")]


def check(maplint, clang, file, options, flags):
    """The complaints about the fixes of one fixture."""
    blessing = os.environ.get("MAPLINT_BLESS") == "1"
    if not blessing and not fixed_name(file).exists():
        return [f"{fixed_name(file)} does not exist; write it with ./dev bless"]
    flags = fixture.compile_flags(file) + flags
    fix = [o for o in options if o.startswith("--fix")] or ["--fix=suggested"]
    others = [o for o in options if not o.startswith("--fix")]
    with tempfile.TemporaryDirectory(prefix="maplint-fix-") as folder:
        folder = Path(folder).resolve()
        sources = sources_of(file.parent)
        for source in sources:
            shutil.copy(source, folder)
        copy = folder / file.name
        others.append(f"--root={folder}")
        fixture.run_maplint(maplint, fix + others, copy, flags, folder)
        complaints = [settle(source, read(folder / source.name),
                             source == file or source.suffix in HEADERS, blessing)
                      for source in sources]
        complaints += still_fixable(maplint, copy, flags, others, folder)
        fixture.compile_only(clang, copy, flags, folder)
    return [complaint for complaint in complaints if complaint]


def main(arguments):
    if len(arguments) < 3:
        print(__doc__, file=sys.stderr)
        return 2
    split = arguments.index("--") if "--" in arguments else len(arguments)
    maplint, clang, file, *options = arguments[:split]
    try:
        complaints = check(maplint, clang, Path(file).resolve(), options, arguments[split + 1:])
    except fixture.ToolFailure as failure:
        complaints = [str(failure)]
    if complaints:
        print(f"{file}:\n" + "\n".join(complaints), file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
