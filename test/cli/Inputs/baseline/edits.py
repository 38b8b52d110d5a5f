#!/usr/bin/env python3
"""Fifty edits that leave findings alone and ten that do not: edits.py MAPLINT SOURCE FOLDER

Makes a baseline of SOURCE. After each of the fifty every finding must still be known, none new and
none fixed; after each of the ten the one that was touched, and only it, must be known no more.
"""

import itertools
import json
import re
import subprocess
import sys
from pathlib import Path

FLAGS = "-std=c++20 -nostdinc++ -isystem"


def replaced(*pairs):
    """Replaces each text, which must be there."""
    def edit(text):
        for before, after in pairs:
            assert before in text, before
            text = text.replace(before, after)
        return text
    return edit


def renamed(*pairs):
    def edit(text):
        for before, after in pairs:
            text, count = re.subn(rf"\b{before}\b", after, text)
            assert count, before
        return text
    return edit


def function(text, name):
    """The whole definition of a function, with the empty line behind it."""
    found = re.search(rf"^[^\n ][^\n]*\b{name}\([^\n]*\{{\n.*?^\}}\n\n", text, re.M | re.S)
    assert found, name
    return found[0]


def moved(name, before):
    def edit(text):
        body = function(text, name)
        text = text.replace(body, "")
        return text.replace(function(text, before), body + function(text, before))
    return edit


def to_end(name):
    def edit(text):
        body = function(text, name)
        return text.replace(body, "").replace("} // namespace app", body + "} // namespace app")
    return edit


def above(code):
    return replaced(("namespace app {\n", "namespace app {\n\n" + code + "\n"))


def each_line(change):
    return lambda text: "".join(change(line) for line in text.splitlines(keepends=True))


def body_only(change):
    """Changes what follows the class: directives stay as they are."""
    def edit(text):
        head, tail = text.split("};\n", 1)
        return head + "};\n" + change(tail)
    return edit


HELPER = "int twice(int number) {\n  return 2 * number;\n}\n"
NAMESAKE = "void log(int counters, int result, int it) {\n  (void)(counters + result + it);\n}\n"

HARMLESS = {
    "a comment on top": lambda text: "// Sessions of users.\n" + text,
    "a licence on top": lambda text: "/*\n" + " * words\n" * 40 + " */\n" + text,
    "an include": lambda text: "#include <vector>\n" + text,
    "a macro": lambda text: "#define ANSWER 42\n" + text,
    "a function above": above(HELPER),
    "a function with the same names above": above(NAMESAKE),
    "a class above": above("struct Other {\n  int a = 0;\n  void close(int) {}\n};\n"),
    "a template above": above("template <typename T>\nT same(T value) {\n  return value;\n}\n"),
    "functions below": lambda text: text + "\n" + HELPER,
    "a function between": replaced(("void reset(", HELPER + "\nvoid reset(")),
    "another member": replaced(("  std::mutex mutex_;", "  int spare_ = 0;\n  std::mutex mutex_;")),
    "another method": replaced(("  int total();", "  int total();\n  int spare() { return 1; }")),
    "a renamed iterator": renamed(("it", "session")),
    "a renamed reference": renamed(("hits", "number")),
    "a renamed map": renamed(("result", "byName")),
    "renamed parameters": renamed(("counters", "table"), ("key", "index")),
    "a renamed index": renamed(("i", "n")),
    "a renamed vector": renamed(("names", "all")),
    "a renamed argument": renamed(("id", "session")),
    "a renamed limit": renamed(("now", "limit")),
    "a renamed guard": renamed(("guard", "lock")),
    "all of that": renamed(("it", "a"), ("hits", "b"), ("result", "c"), ("counters", "d"),
                           ("key", "e"), ("names", "f"), ("id", "g"), ("now", "h"), ("guard", "k")),
    "tabs": each_line(lambda line: line.replace("  ", "\t")),
    "four blanks": each_line(lambda line: re.sub(r"^ +", lambda m: m[0] * 2, line)),
    "no indentation": each_line(str.lstrip),
    "line ends of Windows": each_line(lambda line: line.replace("\n", "\r\n")),
    "braces on lines of their own": body_only(lambda text: text.replace(" {\n", "\n{\n")),
    "blanks inside parentheses": body_only(
        lambda text: text.replace("(", "( ").replace(")", " )").replace("(  )", "()")),
    "blanks around brackets": body_only(lambda text: text.replace("[", " [ ").replace("]", " ] ")),
    "every token on its line": body_only(
        lambda text: re.sub(r"(\(|\)|;|\[|\]|,)", r"\1\n", text)),
    "one line a function": body_only(lambda text: re.sub(
        r"\{\n(.*?)^\}\n", lambda m: "{ " + " ".join(m[1].split()) + " }\n", text, flags=re.M | re.S)
        .replace("} // namespace app", "}")),
    "empty lines": each_line(lambda line: line + "\n"),
    "comments at the ends": each_line(
        lambda line: line if line.startswith("#") else line.rstrip("\n") + " // so\n"),
    "comments within": body_only(lambda text: text.replace(", ", ", /* here */ ").replace(";\n", " /* ; */;\n")),
    "no braces around one statement": replaced(
        ("; ++it) {\n", "; ++it)\n"),
        ("      close(it->first);\n  }\n", "      close(it->first);\n")),
    "braces around one statement": replaced(
        ("    if (it->second < now)\n      close(it->first);\n",
         "    if (it->second < now) {\n      close(it->first);\n    }\n"),
        ("    result[names[i]] = static_cast<int>(i);\n",
         "  {\n    result[names[i]] = static_cast<int>(i);\n  }\n")),
    "a statement before": replaced(("  counts_[id] += 1;", "  int one = 1;\n  (void)one;\n  counts_[id] += 1;")),
    "a statement behind": replaced(("    (*counters)[key] = 0;", "    (*counters)[key] = 0;\n    key = 1;")),
    "another condition": replaced(("  if (key > 0) {", "  if (key > 100) {")),
    "moved up": moved("reset", "positions"),
    "moved to the top": moved("reset", "close"),
    "moved down": to_end("expire"),
    "another order": lambda text: to_end("touch")(to_end("close")(to_end("positions")(text))),
}
# Two edits at once, in a fixed order, until there are fifty.
PAIRS = itertools.combinations(["all of that", "tabs", "moved to the top", "empty lines",
                                "a function above"], 2)

TOUCHING = {
    "another key": ("reset", replaced(("(*counters)[key] = 0", "(*counters)[key + 1] = 0"))),
    "another value": ("reset", replaced(("(*counters)[key] = 0", "(*counters)[key] = 7"))),
    "another function": ("reset", renamed(("reset", "wipe"))),
    "the bug is fixed": ("reset", replaced(("    counters = nullptr;\n", ""))),
    "another container": ("count", replaced(("  counts_[id] += 1;", "  hits_[id] += counts_[id] += 1;"))),
    "another field name": ("count", renamed(("counts_", "tally_"))),
    "another amount": ("count", replaced(("counts_[id] += 1", "counts_[id] += 2"))),
    "another element": ("expire", replaced(("close(it->first)", "close(it->second)"))),
    "another callee": ("expire", renamed(("close", "finish"))),
    "the lock is taken": ("count", replaced(
        ("  counts_[id] += 1;", "  std::lock_guard<std::mutex> guard(mutex_);\n  counts_[id] += 1;"))),
}


class Project:
    def __init__(self, maplint, headers, folder):
        self.maplint = maplint
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.source = self.folder / "sessions.cpp"
        command = {"directory": str(self.folder), "file": "sessions.cpp",
                   "command": f"c++ {FLAGS} {headers} sessions.cpp"}
        (self.folder / "compile_commands.json").write_text(json.dumps([command]))

    def run(self, *words):
        done = subprocess.run([self.maplint, *words, "-p", self.folder, f"--root={self.folder}"],
                              capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1), done.stderr
        return done.stdout

    def compare(self, text):
        """The functions of findings that are known, new and fixed."""
        self.source.write_bytes(text.encode())
        report = json.loads(self.run(f"--baseline={self.folder}/.maplint-baseline.json",
                                     "--format=json"))
        return [sorted(re.sub(r"\(.*", "", each["function"]).split("::")[-1] for each in report[part])
                for part in ("silenced", "findings", "fixed")]


def main(maplint, source, folder):
    text = Path(source).read_text(encoding="utf-8")
    project = Project(maplint, Path(source).resolve().parent / "std", folder)
    project.source.write_text(text, encoding="utf-8")
    project.run("baseline", "create", "--reason=known")
    known = project.compare(text)[0]
    print("known:", *known)
    harmless = dict(HARMLESS)
    for first, second in PAIRS:
        if len(harmless) < 50:
            harmless[f"{first}, {second}"] = (
                lambda text, a=first, b=second: HARMLESS[b](HARMLESS[a](text)))
    wrong = 0
    for name, edit in harmless.items():
        edited = edit(text)
        got = project.compare(edited)
        if got != [known, [], []]:
            print(f"after '{name}': known {got[0]}, new {got[1]}, fixed {got[2]}")
            wrong += 1
    for name, (where, edit) in TOUCHING.items():
        rest = [each for each in known if each != where]
        got = project.compare(edit(text))
        if got[0] != rest or got[2] != [where]:
            print(f"after '{name}': known {got[0]}, new {got[1]}, fixed {got[2]}")
            wrong += 1
    print(f"{len(harmless)} harmless edits, {len(TOUCHING)} others, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
