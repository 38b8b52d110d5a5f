#!/usr/bin/env python3
"""Works beside `maplint --watch`, and looks at what it says to each change: watch.py MAPLINT FOLDER"""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

PATIENCE = 60  # seconds
STARTED = []  # to be ended whatever happens
FINE = """#include "counts.h"

int main() { return count({}); }
"""
WRONG = """#include "counts.h"

int main() {
  std::map<int, int> *none = nullptr;
  (*none)[1] = 2;
  return count({});
}
"""
HEADER = """#pragma once
#include <map>

inline int count(const std::map<int, int> &all) { return static_cast<int>(all.size()); }
"""
WRONG_HEADER = HEADER + """
inline void reset(std::map<int, int> *counts) {
  counts = nullptr;
  (*counts)[1] = 2;
}
"""


class Lines:
    """What a pipe has said so far, read as it comes."""

    def __init__(self, pipe):
        self.all = []
        self.changed = threading.Condition()
        threading.Thread(target=self.read, args=(pipe,), daemon=True).start()

    def read(self, pipe):
        for line in pipe:
            with self.changed:
                self.all.append(line.rstrip("\n"))
                self.changed.notify_all()


def as_in_a_terminal():
    """Shells let what runs in the background ignore Ctrl-C, and a test may run there."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Watch:
    def __init__(self, maplint, folder):
        self.folder = folder
        words = [maplint, "--watch", "--root=.", "-p", "build", "--statistics", "--report", "json=report.json"]
        self.process = subprocess.Popen(words, cwd=folder, text=True, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, preexec_fn=as_in_a_terminal)
        STARTED.append(self.process)
        self.messages = Lines(self.process.stderr)
        self.report = Lines(self.process.stdout)
        self.rounds = 0
        self.seen = 0

    def wait(self):
        """What it said on standard error until it watches (again), and the findings of the report."""
        self.rounds += 1
        with self.messages.changed:
            done = self.messages.changed.wait_for(
                lambda: self.messages.all.count("maplint: watching; Ctrl-C ends") == self.rounds, PATIENCE)
        assert done, f"no end of round {self.rounds}: {self.messages.all[self.seen:]}"
        said = self.messages.all[self.seen:]
        self.seen += len(said)
        self.data = json.loads((self.folder / "report.json").read_text())
        found = [f"{each['location']['file']}:{each['location']['line']}" for each in self.data["findings"]]
        return said, sorted(found)

    def times(self):
        return {each["name"]: each["cpu_us"] for each in self.data["statistics"]["files"]}

    def end(self, how=signal.SIGINT):
        self.process.send_signal(how)
        return self.process.wait(PATIENCE)


def write(path, text):
    """As editors do it: a new file in the place of the old one."""
    fresh = path.with_name(path.name + "~")
    fresh.write_text(text)
    fresh.rename(path)


def expect(got, wanted):
    assert got == wanted, f"{got} instead of {wanted}"


def database(folder, *names):
    (folder / "build/compile_commands.json").write_text(json.dumps([
        {"directory": str(folder), "file": name, "command": f"c++ -std=c++20 -c {name}"} for name in names]))


def project(folder):
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "build").mkdir(parents=True)
    (folder / "counts.h").write_text(HEADER)
    (folder / "a.cpp").write_text(FINE)
    (folder / "b.cpp").write_text(FINE.replace("main", "other"))
    (folder / "c.cpp").write_text("int alone() { return 1; }\n")
    database(folder, "a.cpp", "b.cpp", "c.cpp")


def edits(watch, folder):
    expect(watch.wait()[1], [])
    before = watch.times()
    write(folder / "a.cpp", WRONG)
    said, found = watch.wait()
    expect(found, ["a.cpp:5"])
    assert "maplint: changed: a.cpp" in said, said
    after = watch.times()
    expect([file for file in before if before[file] != after[file]], ["a.cpp"])

    write(folder / "counts.h", WRONG_HEADER)
    said, found = watch.wait()
    expect(found, ["a.cpp:5", "counts.h:8"])
    assert "maplint: changed: counts.h" in said, said
    before, after = after, watch.times()
    expect([file for file in before if before[file] != after[file]], ["a.cpp", "b.cpp"])


def a_header_that_one_of_two_leaves(watch, folder):
    write(folder / "a.cpp", "int main() { return 0; }\n")
    expect(watch.wait()[1], ["counts.h:8"])
    write(folder / "a.cpp", WRONG)
    expect(watch.wait()[1], ["a.cpp:5", "counts.h:8"])


def a_broken_edit(watch, folder):
    write(folder / "a.cpp", WRONG.replace("= nullptr", "= nulptr"))
    said, found = watch.wait()
    expect(found, ["counts.h:8"])
    assert any("a.cpp: not analysed:" in line and "nulptr" in line for line in said), said
    expect(watch.data["files"]["analysed"], 2)
    write(folder / "a.cpp", WRONG)
    expect(watch.wait()[1], ["a.cpp:5", "counts.h:8"])


def a_header_that_is_still_to_come(watch, folder):
    write(folder / "a.cpp", WRONG.replace("counts.h", "more.h"))
    said, found = watch.wait()
    expect(found, ["counts.h:8"])
    assert any("'more.h' file not found" in line for line in said), said
    write(folder / "more.h", '#include "counts.h"\n')
    expect(watch.wait()[1], ["a.cpp:5", "counts.h:8"])
    write(folder / "counts.h", HEADER)
    expect(watch.wait()[1], ["a.cpp:5"])


def what_is_no_change(watch, folder):
    os.utime(folder / "a.cpp")
    (folder / "unread.cpp").write_text(WRONG)
    time.sleep(1.5)
    expect(watch.messages.all[watch.seen:], [])


def other_settings(watch, folder):
    (folder / ".maplint.yaml").write_text("checks: [-map-nil-write]\n")
    expect(watch.wait()[1], [])
    (folder / ".maplint.yaml").write_text("check: []\n")
    said, _ = watch.wait()
    assert any("unknown key 'check'" in line for line in said), said
    (folder / ".maplint.yaml").unlink()
    expect(watch.wait()[1], ["a.cpp:5"])
    database(folder, "a.cpp", "b.cpp", "unread.cpp")
    expect(watch.wait()[1], ["a.cpp:5", "unread.cpp:5"])
    (folder / "unread.cpp").unlink()
    said, found = watch.wait()
    expect(found, ["a.cpp:5"])
    assert any("unread.cpp: not analysed:" in line for line in said), said
    database(folder, "a.cpp", "b.cpp")
    expect(watch.wait()[1], ["a.cpp:5"])


def nobody_reads(maplint, folder):
    """The report cannot be written any more: there is nothing to go on for."""
    ours, theirs = os.pipe()
    process = subprocess.Popen([maplint, "--watch", "-p", "build"], cwd=folder, text=True, stdout=theirs,
                               stderr=subprocess.PIPE)
    STARTED.append(process)
    os.close(theirs)
    while "watching" not in process.stderr.readline():
        pass
    os.close(ours)
    write(folder / "a.cpp", WRONG)
    expect(process.wait(PATIENCE), 2)


def the_end(watch, folder, maplint):
    expect(watch.report.all[-1], "1 error in 2 files")
    expect(watch.end(), 1)
    write(folder / "a.cpp", FINE)
    watch = Watch(maplint, folder)
    watch.wait()
    expect(watch.end(signal.SIGTERM), 0)
    watch = Watch(maplint, folder)
    expect(watch.end(), -signal.SIGINT)  # nothing was reported yet
    nobody_reads(maplint, folder)


def main(maplint, folder):
    folder = Path(folder).resolve()
    project(folder)
    watch = Watch(maplint, folder)
    try:
        for part in (edits, a_header_that_one_of_two_leaves, a_broken_edit, a_header_that_is_still_to_come,
                     what_is_no_change, other_settings):
            part(watch, folder)
        the_end(watch, folder, maplint)
    finally:
        for process in STARTED:
            process.kill()


main(*sys.argv[1:])
