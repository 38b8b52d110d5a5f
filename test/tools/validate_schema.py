#!/usr/bin/env python3
"""Validates JSON files against a schema: validate_schema.py SCHEMA FILE...

Knows the part of JSON Schema 2020-12 that maplint's own schema uses, and refuses a schema that uses
more: what it does not understand it must not call valid.
"""

import json
import sys

KNOWN = {"$schema", "$defs", "$ref", "title", "description", "type", "properties", "required",
         "additionalProperties", "items", "enum", "const", "minimum", "maximum", "default"}
TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}


class Invalid(Exception):
    """A value that is not what the schema says; the text says where."""


def resolve(schema, root):
    """The schema behind a reference."""
    if "$ref" not in schema:
        return schema
    target = root
    for part in schema["$ref"].removeprefix("#/").split("/"):
        target = target[part]
    return target


def demand(condition, where, what):
    if not condition:
        raise Invalid(f"{where or '/'}: {what}")


def check_object(value, schema, root, where):
    properties = schema.get("properties", {})
    for key in schema.get("required", []):
        demand(key in value, where, f"lacks {key}")
    for key, member in value.items():
        if key in properties:
            check(member, properties[key], root, f"{where}/{key}")
        else:
            others = schema.get("additionalProperties", True)
            demand(others, where, f"does not allow {key}")
            if isinstance(others, dict):
                check(member, others, root, f"{where}/{key}")


def check(value, schema, root, where=""):
    """Raises Invalid at the first place where `value` breaks `schema`."""
    schema = resolve(schema, root)
    unknown = set(schema) - KNOWN
    demand(not unknown, where, f"the schema uses {', '.join(unknown)}")
    if "type" in schema:
        is_bool = isinstance(value, bool)
        demand(isinstance(value, TYPES[schema["type"]]) and is_bool == (schema["type"] == "boolean"),
               where, f"is no {schema['type']}")
    demand("enum" not in schema or value in schema["enum"], where, f"{value!r} is not allowed")
    demand("const" not in schema or value == schema["const"], where, f"{value!r} is not allowed")
    demand("minimum" not in schema or value >= schema["minimum"], where, f"{value!r} is too small")
    demand("maximum" not in schema or value <= schema["maximum"], where, f"{value!r} is too large")
    if isinstance(value, dict):
        check_object(value, schema, root, where)
    if isinstance(value, list):
        for index, item in enumerate(value):
            check(item, schema.get("items", {}), root, f"{where}/{index}")


def main(schema_file, *files):
    with open(schema_file, encoding="utf-8") as text:
        schema = json.load(text)
    status = 0
    for file in files:
        try:
            with open(file, encoding="utf-8") as text:
                check(json.load(text), schema, schema)
        except (Invalid, ValueError) as wrong:
            print(f"{file}: {wrong}", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
