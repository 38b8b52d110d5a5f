#!/usr/bin/env python3
"""Prints the first code block of a language in a page: what documentation says is what a test runs."""

import argparse
import re
import sys
from pathlib import Path


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", type=Path)
    parser.add_argument("language")
    parser.add_argument("--with", dest="holds", default="", help="the first one that has this in it")
    arguments = parser.parse_args()
    blocks = re.findall(r"^```(\S+)\n(.*?)^```$", arguments.page.read_text(), re.MULTILINE | re.DOTALL)
    found = [text for language, text in blocks
             if language == arguments.language and arguments.holds in text]
    if not found:
        sys.exit(f"{arguments.page} has no such block of {arguments.language}")
    sys.stdout.write(found[0])


main()
