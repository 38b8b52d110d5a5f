#!/usr/bin/env python3
"""Checks that a report in another tool's format is what that tool reads: check_format.py FORMAT FILE

Beside the shape of the format, every range must lie in the file that it names (seen from the current
folder), and where a snippet is given it must be the text of that range, in the format's own columns.
Prints one line a finding, `FILE:LINE:COLUMN: CHECK`, with the column in bytes from 1.
"""

import json
import re
import sys
import urllib.parse
import xml.etree.ElementTree as ElementTree
from pathlib import Path

SEVERITIES = {"error", "warning", "note"}
LINES = {}


class Wrong(Exception):
    """What the format does not allow; the text says where."""


def demand(condition, what):
    if not condition:
        raise Wrong(what)


def keys(value, required, optional=()):
    """`value` is an object with all of `required`, and nothing that is not in either list."""
    demand(isinstance(value, dict), f"{value!r} is no object")
    missing = set(required) - set(value)
    unknown = set(value) - set(required) - set(optional)
    demand(not missing, f"lacks {missing}: {value}")
    demand(not unknown, f"has {unknown}: {value}")


def lines_of(path):
    if path not in LINES:
        LINES[path] = Path(path).read_bytes().split(b"\n")
    return LINES[path]


def line_of(path, number):
    lines = lines_of(path)
    demand(isinstance(number, int) and 1 <= number <= len(lines), f"{path} has no line {number}")
    return lines[number - 1]


def bytes_before(line, units):
    """The number of bytes in front of a column that counts UTF-16 code units from 0."""
    text = line.decode("utf-8", errors="surrogateescape")
    seen = 0
    for index, char in enumerate(text):
        if seen == units:
            return len(text[:index].encode("utf-8", errors="surrogateescape"))
        seen += 2 if ord(char) > 0xFFFF else 1
    demand(seen == units, f"column {units} is beyond the line or inside a character")
    return len(line)


def found(path, line, column, check):
    print(f"{path}:{line}:{column}: {check}".replace("\n", "\\n"))


def sarif_path(place):
    keys(place, ["uri"], ["uriBaseId", "index"])
    uri = place["uri"]
    demand(re.fullmatch(r"(file:///)?[A-Za-z0-9._~/%-]*", uri), f"{uri} is no plain URI")
    demand(("uriBaseId" in place) == (not uri.startswith("file:")), f"base of {uri}")
    return urllib.parse.unquote(uri.removeprefix("file://"), errors="surrogateescape")


def sarif_location(place):
    """(path, line, column in bytes)"""
    keys(place, ["physicalLocation"], ["message", "id", "logicalLocations"])
    physical = place["physicalLocation"]
    keys(physical, ["artifactLocation", "region"])
    path = sarif_path(physical["artifactLocation"])
    region = physical["region"]
    keys(region, ["startLine", "startColumn", "endLine", "byteOffset", "byteLength"],
         ["endColumn", "snippet"])
    line = line_of(path, region["startLine"])
    begin = bytes_before(line, region["startColumn"] - 1)
    whole = Path(path).read_bytes()
    before = sum(len(each) + 1 for each in lines_of(path)[:region["startLine"] - 1])
    demand(region["byteOffset"] == before + begin, f"{path}: offset and column differ: {region}")
    if "endColumn" in region:
        end = bytes_before(line_of(path, region["endLine"]), region["endColumn"] - 1)
        demand(end - begin == region["byteLength"], f"{path}: length and columns differ: {region}")
    if "snippet" in region:
        text = whole[region["byteOffset"]:region["byteOffset"] + region["byteLength"]]
        demand(region["snippet"]["text"] == text.decode(errors="replace"), f"snippet of {region}")
    return path, region["startLine"], begin + 1


def sarif_fix(fix):
    keys(fix, ["description", "artifactChanges"])
    for change in fix["artifactChanges"]:
        keys(change, ["artifactLocation", "replacements"])
        size = Path(sarif_path(change["artifactLocation"])).stat().st_size
        for replacement in change["replacements"]:
            keys(replacement, ["deletedRegion", "insertedContent"])
            region = replacement["deletedRegion"]
            demand(region["byteOffset"] + region["byteLength"] <= size, "edit beyond the file")


def sarif_result(result, rules):
    keys(result, ["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints",
                  "properties"], ["codeFlows", "relatedLocations", "fixes", "suppressions",
                   "baselineState"])
    demand(rules[result["ruleIndex"]]["id"] == result["ruleId"], "index of the rule")
    demand(result["level"] in SEVERITIES, "level")
    if result.get("baselineState") == "absent":
        sarif_path(result["locations"][0]["physicalLocation"]["artifactLocation"])
        return
    demand(result.get("baselineState", "new") in {"new", "unchanged"}, "baselineState")
    path, line, column = sarif_location(result["locations"][0])
    for flow in result.get("codeFlows", []):
        threads = [[sarif_location(step["location"]) for step in thread["locations"]]
                   for thread in flow["threadFlows"]]
        demand(len(threads) in {1, 2}, "threads")
        demand((path, line, column) in threads[0], "the result is a step of the first thread")
        demand(len(threads) == 2 or threads[0][-1] == (path, line, column), "end of the flow")
    for related in result.get("relatedLocations", []):
        sarif_location(related)
    for fix in result.get("fixes", []):
        sarif_fix(fix)
    for suppression in result.get("suppressions", []):
        keys(suppression, ["kind"], ["justification"])
        demand(suppression["kind"] in {"inSource", "external"}, "kind of suppression")
    found(path, line, column, result["ruleId"])


def sarif(text):
    log = json.loads(text)
    keys(log, ["$schema", "version", "runs"])
    demand(log["version"] == "2.1.0" and len(log["runs"]) == 1, "version or runs")
    run = log["runs"][0]
    keys(run, ["tool", "originalUriBaseIds", "invocations", "artifacts", "columnKind", "results"])
    demand(run["columnKind"] == "utf16CodeUnits", "columnKind")
    failed = run["invocations"][0]["toolExecutionNotifications"]
    demand(run["invocations"][0]["executionSuccessful"] == (not failed), "success")
    demand(len({"suppressions" in result for result in run["results"]}) < 2,
           "suppressions of all results or of none (3.27.23)")
    for result in run["results"]:
        sarif_result(result, run["tool"]["driver"]["rules"])


def github(text):
    command = re.compile(r"::(error|warning|notice) ((?:[a-zA-Z]+=[^,:\n]*,?)+)::([^\r\n]*)\n")
    demand(command.sub("", text) == "", f"no command: {command.sub('', text)!r}")
    for match in command.finditer(text):
        values = dict(each.split("=", 1) for each in match[2].split(","))
        path = urllib.parse.unquote(values["file"])
        title = urllib.parse.unquote(values["title"])
        if title == "maplint: not analysed":
            continue
        line_of(path, int(values["line"]))
        found(path, values["line"], values["col"], title.removeprefix("maplint: "))


def gitlab(text):
    fingerprints = set()
    for issue in json.loads(text):
        keys(issue, ["description", "check_name", "fingerprint", "severity", "location"])
        keys(issue["location"], ["path", "lines"])
        demand(issue["severity"] in {"info", "minor", "major", "critical", "blocker"}, "severity")
        demand(issue["fingerprint"] not in fingerprints, "a fingerprint is given twice")
        fingerprints.add(issue["fingerprint"])
        path, lines = issue["location"]["path"], issue["location"]["lines"]
        line_of(path, lines["begin"])
        found(path, lines["begin"], "-", issue["check_name"])


def rdjsonl_range(path, where):
    for end in ("start", "end"):
        column = where[end]["column"]
        demand(1 <= column <= len(line_of(path, where[end]["line"])) + 1, f"{path}: {where}")


def rdjsonl(text):
    for each in text.splitlines():
        issue = json.loads(each)
        keys(issue, ["message", "location", "severity", "source", "code"],
             ["suggestions", "relatedLocations"])
        demand(issue["severity"] in {"ERROR", "WARNING", "INFO"}, "severity")
        path, where = issue["location"]["path"], issue["location"]["range"]
        rdjsonl_range(path, where)
        for suggestion in issue["suggestions"]:
            keys(suggestion, ["range", "text"])
            rdjsonl_range(path, suggestion["range"])
        found(path, where["start"]["line"], where["start"]["column"], issue["code"]["value"])


def sonar(text):
    log = json.loads(text)
    keys(log, ["rules", "issues"])
    rules = {rule["id"] for rule in log["rules"]}
    for rule in log["rules"]:
        keys(rule, ["id", "name", "description", "engineId", "cleanCodeAttribute", "type",
                    "severity", "impacts"])
    for issue in log["issues"]:
        keys(issue, ["ruleId", "primaryLocation", "secondaryLocations"])
        demand(issue["ruleId"] in rules, "an issue of no rule")
        for place in [issue["primaryLocation"], *issue["secondaryLocations"]]:
            keys(place, ["message", "filePath", "textRange"])
            where = place["textRange"]
            line = line_of(place["filePath"], where["startLine"])
            begin = bytes_before(line, where.get("startColumn", 0))
            if "endColumn" in where:
                end = bytes_before(line_of(place["filePath"], where["endLine"]), where["endColumn"])
                demand(begin < end, "an empty range")
        place = issue["primaryLocation"]
        where = place["textRange"]
        column = bytes_before(line_of(place["filePath"], where["startLine"]),
                              where.get("startColumn", 0)) + 1
        found(place["filePath"], where["startLine"], column, issue["ruleId"])


def junit(text):
    suites = ElementTree.fromstring(text)
    demand(suites.tag == "testsuites" and len(suites) == 1, "one suite")
    suite = suites[0]
    cases = suite.findall("testcase")
    demand(len(cases) > 0 and len(cases) == int(suite.get("tests")), "number of tests")
    demand(len(suite.findall(".//failure")) == int(suite.get("failures")), "number of failures")
    demand(len(suite.findall(".//error")) == int(suite.get("errors")), "number of errors")
    for case in cases:
        for failure in case.findall("failure"):
            place = re.match(r"(.*?):(\d+):(\d+): ", failure.text, re.DOTALL)
            found(place[1], place[2], place[3], failure.get("type"))


def checkstyle(text):
    root = ElementTree.fromstring(text)
    demand(root.tag == "checkstyle" and root.get("version"), "root")
    for file in root:
        demand(file.tag == "file" and file.get("name"), "file")
        for error in file:
            demand(error.get("severity") in {"error", "warning", "info"}, "severity")
            demand(error.get("message"), "message")
            if error.get("column"):
                found(file.get("name"), error.get("line"), error.get("column"),
                      error.get("source").removeprefix("maplint."))


def jsonl(text):
    lines = [json.loads(line) for line in text.splitlines()]
    demand([line["type"] for line in lines] == ["finding"] * (len(lines) - 1) + ["summary"],
           "findings, then a summary")
    for finding in lines[:-1]:
        where = finding["location"]
        line_of(where["file"], where["line"])
        found(where["file"], where["line"], where["column"], finding["check"])


def html_place(data, place):
    """(path, line, column in bytes) of `[file, line, column, end]`; the range lies in its line."""
    number, line, column, end = place
    path = data["files"][number]["name"]
    text = line_of(path, line)
    begin = bytes_before(text, column - 1)
    demand(end == 0 or begin <= bytes_before(text, end - 1), f"{path}: an empty range")
    return path, line, begin + 1


def html(text):
    [document] = re.findall(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    data = json.loads(document)
    keys(data, ["checks", "files", "findings"])
    for file in data["files"]:
        keys(file, ["name", "source"])
        for first, *lines in file["source"]:
            for number, shown in enumerate(lines, first):
                demand(line_of(file["name"], number).decode() == shown, f"{file['name']}:{number}: {shown}")
    for finding in data["findings"]:
        keys(finding, ["id", "check", "severity", "confidence", "message", "at", "column", "function",
                       "trace", "threads", "fixes"], ["state", "reason"])
        demand(finding["check"] in data["checks"], "a finding of no check")
        for step in finding["trace"]:
            html_place(data, step["at"])
        path, line, column = html_place(data, finding["at"])
        demand(column == finding["column"], "columns in bytes and in code units differ")
        demand(f'<li id="id={finding["id"]}">' in text, "a finding that is not in the list")
        found(path, line, column, finding["check"])


FORMATS = {each.__name__: each
           for each in (sarif, github, gitlab, rdjsonl, sonar, junit, checkstyle, jsonl, html)}


def main(name, file):
    sys.stdout.reconfigure(errors="surrogateescape")
    raw = Path(file).read_bytes()
    try:
        text = raw.decode("utf-8")
        demand(not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u2028-\u202e\u2066-\u2069]", text),
               "control characters, or such as turn text around")
        FORMATS[name](text)
    except (Wrong, ValueError, LookupError, OSError, ElementTree.ParseError) as wrong:
        print(f"{file}: no {name}: {wrong!r}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
