#!/usr/bin/env python3
"""Compares what maplint reports with the expectations written into a fixture.

usage: verify.py MAPLINT FILE|FOLDER [maplint options] [-- compiler flags]

Of a FOLDER all its sources are analysed together, as one program.

The expectations are those of clang's -verify:

    m.erase(k);  // expected-warning {{part of the message [map-some-check]}}
    // expected-note@-1 {{...}}  expected-error@+2 2 {{...}}  expected-note@other.h:7 1+ {{...}}
    // expected-no-diagnostics

A text is a part of `message [check]` for findings and of `message` for the notes of their traces.
What is expected but missing and what is reported but not expected are both errors. The files that
FILE includes from its own folder are read for expectations as well. Messages that break the house
style (lower case first, no full stop) are errors too.
"""

import re
import sys
from collections import namedtuple
from pathlib import Path

import fixture

DIRECTIVE = re.compile(
    r"expected-(?P<level>error|warning|note)"
    r"(?:@(?P<file>[^\s:@]+(?=:))?:?(?P<sign>[+-])?(?P<number>\d+))?"
    r"[ \t]*(?P<count>\d+\+?|\+)?[ \t]*\{\{(?P<text>.*?)\}\}"
)
MALFORMED = re.compile(r"expected-(error|warning|note)")
NO_DIAGNOSTICS = "expected-no-diagnostics"
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)

Expectation = namedtuple("Expectation", "level file line text least most written")
Seen = namedtuple("Seen", "level file line text")


def bounds(count):
    """(least, most) of a count: nothing, `2`, `1+` or `+`."""
    if not count:
        return 1, 1
    if count.endswith("+"):
        return int(count[:-1] or 1), None
    return int(count), int(count)


def target(match, file, line):
    """The (file, line) a directive written at `file`:`line` speaks about."""
    if match["file"]:
        return (file.parent / match["file"]).resolve(), int(match["number"])
    if match["sign"]:
        return file, line + int(match["sign"] + match["number"])
    return file, int(match["number"] or line)


def expectations_in(file):
    """The expectations of one file, and whether it says that there are none."""
    expected, says_none = [], False
    for line, text in enumerate(file.read_text().splitlines(), 1):
        says_none |= NO_DIAGNOSTICS in text
        directives = list(DIRECTIVE.finditer(text))
        if len(directives) != len(MALFORMED.findall(text)):
            raise fixture.ToolFailure(f"{file}:{line}: cannot read this expectation: {text.strip()}")
        for match in directives:
            about, at = target(match, file, line)
            least, most = bounds(match["count"])
            expected.append(Expectation(match["level"], about, at, match["text"], least, most,
                                        f"{file.name}:{line}"))
    return expected, says_none


def with_own_includes(file, known=None):
    """`file` and what it includes from its own folder, each once."""
    known = known if known is not None else []
    file = file.resolve()
    if file not in known and file.is_file():
        known.append(file)
        for name in INCLUDE.findall(file.read_text()):
            with_own_includes(file.parent / name, known)
    return known


def seen_in(report):
    """Findings and the steps of their traces as flat (level, file, line, text)."""
    for finding in report["findings"]:
        yield seen(finding["severity"], finding["location"],
                   f"{finding['message']} [{finding['check']}]")
        for step in finding.get("trace", []):
            yield seen("note", step["location"], step["message"])


def seen(level, location, text):
    return Seen(level, fixture.reported_path(location["file"]), location["line"], text)


def compare(expected, reported):
    """The complaints, as lines of text."""
    complaints, left = [], list(reported)
    # The longest text first: a short one must not take what only a longer one matches.
    for want in sorted(expected, key=lambda e: -len(e.text)):
        found = [s for s in left if s[:3] == (want.level, want.file, want.line) and
                 want.text in s.text]
        taken = found if want.most is None else found[: want.most]
        for one in taken:
            left.remove(one)
        if len(taken) < want.least:
            times = f" ({len(taken)} of {want.least} seen)" if want.least > 1 else ""
            complaints.append(f"- {want.file.name}:{want.line}: expected {want.level}: "
                              f"{want.text}{times}   (written at {want.written})")
    complaints += [f"+ {s.file.name}:{s.line}: unexpected {s.level}: {s.text}" for s in left]
    return complaints


def style_complaints(reported):
    """What is wrong with how a message is written, whatever it says."""
    for one in reported:
        message = re.sub(r" \[map-[a-z-]+\]$", "", one.text)
        if not re.match(r"[a-z'\"]", message):
            yield f"! begins neither in lower case nor with a quotation: {message}"
        if re.search(r"[.!\s]$", message) or "\n" in message:
            yield f"! ends in a full stop or a blank, or has several lines: {message}"


def verify(maplint, file, options, flags):
    expected, says_none = [], False
    sources = sorted(file.glob("*.cpp")) if file.is_dir() else [file]
    known = []
    for source in sources:
        with_own_includes(source, known)
    for one in known:
        more, none = expectations_in(one)
        expected += more
        says_none |= none
    if bool(expected) == says_none:
        raise fixture.ToolFailure(
            f"{file}: state either expectations or `// {NO_DIAGNOSTICS}`, not "
            + ("both" if says_none else "nothing"))
    first, *others = sources
    # A real library's folder, given as a flag, comes before that of the stand-ins.
    report = fixture.report_of(maplint, first, flags + fixture.compile_flags(first),
                               [*options, *others])
    reported = list(seen_in(report))
    return compare(expected, reported) + list(style_complaints(reported))


def main(arguments):
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    split = arguments.index("--") if "--" in arguments else len(arguments)
    maplint, file, *options = arguments[:split]
    try:
        complaints = verify(maplint, Path(file), options, arguments[split + 1:])
    except fixture.ToolFailure as failure:
        complaints = [str(failure)]
    if complaints:
        print(f"{file}:\n" + "\n".join(complaints), file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
