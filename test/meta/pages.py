#!/usr/bin/env python3
"""What the page of a check shows is what happens.

usage: pages.py MAPLINT CLANG FOLDER

By section: programs of "What happens at run time" are compiled with the flags behind `cpp` and run, and say
what the text below them says, in that order, among other things; "What maplint says" is the report on the
wrong example, and "The fix" the change that `--fix=suggested` makes; examples of the other sections compile
and report nothing, be it because they are right or because that is the limit. Which sections there must be
is looked at too. With MAPLINT_BLESS=1 the reports and changes are written into the pages.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from repository import ROOT, check_ids, finish, rule_ids

import fixture

RUN, SAYS, FIX, SILENT, LIMITS = ("What happens at run time", "What maplint says", "The fix",
                                  "When it stays silent", "Limits")
BLOCK = re.compile(r"^```(\S+)(?: ([^\n]*))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PATIENCE = 120


class Page:
    def __init__(self, check, maplint, clang, folder):
        self.check, self.maplint, self.clang, self.folder = check, maplint, clang, folder / check
        self.folder.mkdir(parents=True)
        self.path = ROOT / "tools" / "maplint" / "pages" / f"{check}.md"
        text = self.path.read_text() if self.path.is_file() else ""
        parts = re.split(r"^## (.*)\n", text, flags=re.MULTILINE)
        self.sections = dict(zip(parts[1::2], parts[2::2]))
        self.about = json.loads(fixture.run([maplint, "explain", "--format=json", check]).stdout)

    def blocks(self, section):
        return BLOCK.findall(self.sections.get(section, ""))

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text)
        return path

    def run_maplint(self, *words):
        """What it prints about the wrong example, as a person sees it who stands in its folder."""
        self.write("example.cpp", self.about["bad"])
        command = {"directory": str(self.folder), "file": "example.cpp", "command": "c++ -std=c++20 example.cpp"}
        self.write("compile_commands.json", json.dumps([command]))
        files = ["-p", "."] if "-p" in words else ["example.cpp", "--", "-std=c++20"]
        words = [word for word in words if word != "-p"]
        done = subprocess.run([self.maplint, "--root=.", *words, *files], cwd=self.folder, text=True,
                              capture_output=True, check=False)
        return done.stdout


def missing_sections(page):
    wanted = [SAYS, SILENT, LIMITS]
    if page.check in check_ids():
        wanted += [RUN] + [FIX] * (page.about["fix"] != "none")
    for section in wanted:
        if not page.sections.get(section, "").strip():
            yield f"no section '{section}'"


def what_happens(page):
    blocks = page.blocks(RUN)
    programs = [block for block in blocks if block[0] == "cpp"]
    if len(blocks) != 2 * len(programs) or not programs and RUN in page.sections:
        yield f"'{RUN}' needs a program, and what it says"
        return
    for number, ((_, flags, program), (_, _, output)) in enumerate(zip(blocks[::2], blocks[1::2])):
        source = page.write(f"run{number}.cpp", program)
        binary = source.with_suffix("")
        fixture.run([page.clang, "-std=c++20", *flags.split(), str(source), "-o", str(binary)])
        done = subprocess.run([binary], capture_output=True, text=True, check=False, timeout=PATIENCE)
        said, at = done.stdout + done.stderr, 0
        for line in output.splitlines():
            at = said.find(line, at)
            if at < 0:
                yield f"'{RUN}': the program does not say '{line}' (any more), but\n{said}"
                break


def shown(page, section, language, made):
    """The one block in that language is what was `made`."""
    blocks = [text for name, _, text in page.blocks(section) if name == language]
    if blocks == [made]:
        return
    if os.environ.get("MAPLINT_BLESS") and len(blocks) == 1:
        page.path.write_text(page.path.read_text().replace(blocks[0], made))
        return
    yield f"'{section}' shows\n{''.join(blocks)}instead of\n{made}"


def what_it_says(page):
    options = [option for option in ("--require-reasons", "-p") if f"`{option}" in page.sections[SAYS]]
    yield from shown(page, SAYS, "text", page.run_maplint(*options))
    if FIX in page.sections:
        diff = page.run_maplint("--fix=suggested", "--dry-run")
        yield from shown(page, FIX, "diff", "".join(diff.splitlines(keepends=True)[2:]))


def silence(page):
    for section in (SILENT, LIMITS):
        for number, (language, flags, text) in enumerate(page.blocks(section)):
            if language != "cpp":
                continue
            source = page.write(f"{section.split()[0].lower()}{number}.cpp", text)
            compiler_flags = ["-std=c++20", *flags.split()]
            fixture.compile_only(page.clang, source, compiler_flags)
            for found in fixture.report_of(page.maplint, source, compiler_flags, cwd=page.folder)["findings"]:
                yield f"'{section}': line {found['location']['line']} of\n{text}reports {found['message']}"


def main(maplint, clang, folder):
    complaints = []
    for check in [*check_ids(), *rule_ids()]:
        page = Page(check, maplint, clang, Path(folder).resolve())
        try:
            found = [*missing_sections(page)]
            if not found:
                found = [*what_happens(page), *what_it_says(page), *silence(page)]
        except fixture.ToolFailure as failure:
            found = [str(failure)]
        complaints += [f"{page.path.relative_to(ROOT)}: {complaint}" for complaint in found]
    finish(complaints)


main(*sys.argv[1:])
