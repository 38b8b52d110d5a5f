"""Reads what `clang-tidy --export-fixes` writes: block mappings and lists of scalars, no more.

Python's standard library has no YAML, and this is the small part of it that LLVM's writer uses.
"""

import json
import re

LINE = re.compile(r"^(?P<indent> *)(?P<dash>- +)?(?P<key>\w+): *(?P<value>.*)$")


def scalar(text):
    """A plain, 'single' or "double" quoted value."""
    if text.startswith("'"):
        return text[1:-1].replace("''", "'")
    if text.startswith('"'):
        escapes = re.sub(r"\\x([0-9A-Fa-f]{2})", r"\\u00\1", text)
        return json.loads(re.sub(r"\\([^\"\\/bfnrtu])", r"\1", escapes))
    if text == "[]":
        return []
    return int(text) if re.fullmatch(r"-?\d+", text) else text


def rows(text):
    """(indent, starts a list item, key, value) of each line; the dash counts as indent."""
    for line in text.splitlines():
        match = LINE.match(line)
        if match:
            dash = match["dash"] or ""
            yield len(match["indent"]) + len(dash), bool(dash), match["key"], match["value"]


def load(text):
    """The document as dictionaries and lists."""
    return block(list(rows(text)), 0, 0)[0]


def block(lines, start, indent):
    """The mapping or list of mappings at `indent`, and the line after it."""
    items, at = [{}], start
    listed = at < len(lines) and lines[at][1]
    while at < len(lines) and lines[at][0] == indent:
        _, dashed, key, value = lines[at]
        if dashed and at > start:
            items.append({})
        at += 1
        if value:
            items[-1][key] = scalar(value)
        elif at < len(lines) and lines[at][0] > indent:
            items[-1][key], at = block(lines, at, lines[at][0])
        else:
            items[-1][key] = ""
    return (items if listed else items[0]), at
