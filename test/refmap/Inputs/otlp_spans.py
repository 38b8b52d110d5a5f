#!/usr/bin/env python3
"""otlp_spans.py FILE: checks each line against OTLP's JSON encoding of traces and counts the spans.

The encoding: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding - ids in hexadecimal,
64-bit integers as strings, enum values as numbers, field names in lowerCamelCase.
"""

import collections
import json
import re
import sys

ID = {"traceId": re.compile(r"[0-9a-f]{32}\Z"), "spanId": re.compile(r"[0-9a-f]{16}\Z")}
INTEGER = re.compile(r"[0-9]+\Z")


def attributes(owner):
    """{key: value} of a list of KeyValue; every value is of one of the types that are used."""
    found = {}
    for pair in owner["attributes"]:
        assert set(pair) == {"key", "value"}, pair
        (kind, value), = pair["value"].items()
        assert kind in ("stringValue", "intValue") and isinstance(value, str), pair
        assert kind == "stringValue" or INTEGER.match(value), pair
        found[pair["key"]] = value
    return found


def check(span):
    assert set(span) == {"traceId", "spanId", "name", "kind", "startTimeUnixNano",
                         "endTimeUnixNano", "attributes", "events", "status"}, span
    for name, pattern in ID.items():
        assert pattern.match(span[name]) and set(span[name]) != {"0"}, span
    assert span["kind"] == 1 and span["status"] == {}, span
    assert 0 < int(span["startTimeUnixNano"]) <= int(span["endTimeUnixNano"]), span
    for event in span["events"]:
        assert set(event) == {"timeUnixNano", "name"} and INTEGER.match(event["timeUnixNano"])
    found = attributes(span)
    assert found["map.name"] == 'sessions "of" users', found
    assert found["map.heat"] in ("cold", "warm", "hot", "boiling"), found
    assert INTEGER.match(found["map.bucket"]) and INTEGER.match(found["map.entries"]), found


def main():
    operations = collections.Counter()
    growths = 0
    with open(sys.argv[1], encoding="utf-8") as lines:
        for line in lines:
            for resource in json.loads(line)["resourceSpans"]:
                assert attributes(resource["resource"])["service.name"] == "refmap"
                for scope in resource["scopeSpans"]:
                    for span in scope["spans"]:
                        check(span)
                        operations[span["name"].removeprefix("map ")] += 1
                        growths += sum(e["name"].startswith("grow bigger") for e in span["events"])
    print(", ".join(f"{count} {name}" for name, count in sorted(operations.items())))
    print(f"growths: {growths}")


main()
