#!/usr/bin/env python3
"""Does what a page of the documentation tells its reader to do.

Blocks with a file's name behind their language are written to that file. Of `console` blocks each line behind
`$ ` is run in a shell, and must print what stands below it; `...` alone in a line stands for any lines, and at the
end of one for the rest of it. The
shell is bash unless --shell names another, for instance one in a container; it starts in FOLDER (--inside: as
that shell calls it).
"""

import argparse
import re
import shlex
import subprocess
import sys
from pathlib import Path

BLOCK = re.compile(r"^```(\S+)(?: ([^\n]*))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PATIENCE = 600


class Reader:
    def __init__(self, arguments):
        self.folder = arguments.folder
        self.shell = shlex.split(arguments.shell)
        self.inside = arguments.inside or str(arguments.folder.resolve())
        self.replace = arguments.replace
        self.status = 0  # of the command before, for `echo $?`

    def run(self, command):
        for written, meant in self.replace:
            command = command.replace(written, meant)
        script = f"cd {shlex.quote(self.inside)} && (exit {self.status}); {command}"
        done = subprocess.run([*self.shell, "-c", script], check=False, text=True, timeout=PATIENCE,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.status = done.returncode
        return done.stdout

    def console(self, text):
        """Complaints about the commands of a block."""
        for command, output in re.findall(r"^\$ (.*\n)((?:(?!\$ ).*\n)*)", text, re.MULTILINE):
            printed = self.run(command.strip())
            if not matches(printed, output):
                yield f"$ {command}prints (status {self.status})\n{printed}instead of\n{output}"

    def follow(self, page):
        steps = 0
        for language, name, text in BLOCK.findall(page.read_text()):
            if language == "console":
                steps += 1
                yield from self.console(text)
            elif name and not name.startswith("-"):
                path = self.folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
        if not steps:
            yield f"{page} has no commands"


def matches(printed, expected):
    pattern = ""
    for line in expected.splitlines(keepends=True):
        if line == "...\n":
            pattern += r"(?:.*\n)*?"
        elif line.endswith(" ...\n"):
            pattern += re.escape(line[:-4]) + r".*\n"
        else:
            pattern += re.escape(line)
    return re.fullmatch(pattern, printed) is not None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", type=Path)
    parser.add_argument("folder", type=Path, help="made when it is not there")
    parser.add_argument("--shell", default="bash")
    parser.add_argument("--inside")
    parser.add_argument("--replace", nargs=2, action="append", default=[], metavar=("WRITTEN", "MEANT"))
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    complaints = list(Reader(arguments).follow(arguments.page))
    print("\n".join(complaints), file=sys.stderr)
    sys.exit(1 if complaints else 0)


main()
