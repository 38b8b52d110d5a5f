#!/usr/bin/env python3
"""Stands in for maplint in the tests of the test tools: finds the word `bad`, offers `good`.

A line with `shout` makes the message break the house style; `stuck` withholds the fix's effect.
"""

import json
import sys


def location(file, line, column):
    return {"file": file, "line": line, "column": column, "end_line": line,
            "end_column": column + 3}


def findings(file, text):
    offset = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        column = line.split("//")[0].find("bad")
        if column >= 0:
            message = "The word 'bad'." if "shout" in line else "the word 'bad'"
            yield {"check": "map-fake", "severity": "warning", "message": message,
                   "location": location(file, number, column + 1),
                   "trace": [{"message": "the file begins here", "location": location(file, 1, 1)}],
                   "fixes": [{"edits": [{"file": file, "offset": offset + column, "length": 3,
                                         "replacement": "good"}]}]}
        offset += len(line)


def main(arguments):
    file = next(a for a in arguments if not a.startswith("-"))
    with open(file, encoding="utf-8") as stream:
        text = stream.read()
    found = list(findings(file, text))
    if any(a.startswith("--fix") for a in arguments) and "stuck" not in text:
        for finding in reversed(found):
            edit = finding["fixes"][0]["edits"][0]
            end = edit["offset"] + edit["length"]
            text = text[: edit["offset"]] + edit["replacement"] + text[end:]
        with open(file, "w", encoding="utf-8") as stream:
            stream.write(text)
    print(json.dumps({"findings": found, "files": {"failed": []}}))
    return 1 if found else 0


sys.exit(main(sys.argv[1:]))
