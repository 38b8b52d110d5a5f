#!/usr/bin/env python3
"""The include lines obey the order of the rooms, and only some rooms know Clang."""

import re

from repository import ROOT, finish

# What each room may include, besides itself. The same table is in docs/architecture.md.
MAY_USE = {
    "lib/core": set(),
    "lib/model": {"lib/core"},
    "lib/ir": {"lib/core", "lib/model"},
    "lib/lower": {"lib/core", "lib/model", "lib/ir"},
    "lib/flow": {"lib/core", "lib/model", "lib/ir"},
    "lib/race": {"lib/core", "lib/model", "lib/ir", "lib/flow"},
    "lib/fix": {"lib/core", "lib/model", "lib/ir", "lib/flow", "lib/race"},
    "lib/program": {"lib/core", "lib/model", "lib/ir"},
    "lib/report": {"lib/core"},
    "lib/triage": {"lib/core", "lib/report"},
    "lib/driver": {"lib/core", "lib/model", "lib/ir", "lib/lower", "lib/flow", "lib/program",
                   "lib/report", "lib/triage"},
    "lib/lsp": {"lib/core", "lib/report", "lib/triage", "lib/driver"},
    "lib/refmap": set(),
    "checks": {"lib/core", "lib/model", "lib/ir", "lib/flow", "lib/race", "lib/fix"},
    "tools/maplint": {"lib/core", "lib/model", "lib/ir", "lib/lower", "lib/flow", "lib/program",
                      "lib/report", "lib/triage", "lib/driver", "lib/lsp"},
    "tools/clang-tidy-module": {"lib/core", "lib/model", "lib/ir", "lib/lower", "lib/flow"},
}
KNOW_CLANG = {"lib/lower", "lib/driver", "tools/maplint", "tools/clang-tidy-module"}
# LLVM's support library: hashing, Unicode, escaping, threads. The other rooms are plain C++.
KNOW_LLVM = KNOW_CLANG | {"lib/report", "lib/program", "lib/triage", "lib/lsp"}

INCLUDE = re.compile(r'^\s*#\s*include\s+["<]([^">]+)[">]', re.MULTILINE)
CLANG = re.compile(r"^clang(-c|-tidy)?/")
LLVM = re.compile(r"^llvm(-c)?/")


def room_of(include):
    """The room of an include written from the root, or None for everything else."""
    parts = include.split("/")
    if parts[0] in ("lib", "tools") and len(parts) > 2:
        return "/".join(parts[:2])
    return parts[0] if parts[0] in ("checks", "tools", "test", "bench") and parts[1:] else None


def complaint_about(room, include, beside):
    if CLANG.match(include):
        return None if room in KNOW_CLANG else "this room knows no Clang"
    if LLVM.match(include):
        return None if room in KNOW_LLVM else "this room knows no LLVM"
    target = room_of(include)
    if target is None:
        return "write includes from the root of the repository" if beside else None
    if target == room or target in MAY_USE[room]:
        return None
    return f"{room} may not use {target}"


def main():
    complaints = []
    for room in MAY_USE:
        for path in sorted([*(ROOT / room).glob("**/*.h"), *(ROOT / room).glob("**/*.cpp")]):
            for include in INCLUDE.findall(path.read_text()):
                wrong = complaint_about(room, include, (path.parent / include).exists())
                if wrong:
                    complaints.append(f"{path.relative_to(ROOT)}: {include}: {wrong}")
    unlisted = {"lib/" + p.name for p in (ROOT / "lib").iterdir() if p.is_dir()} - set(MAY_USE)
    complaints += [f"{room}: say in layering.py what this room may use" for room in unlisted]
    finish(complaints)


main()
