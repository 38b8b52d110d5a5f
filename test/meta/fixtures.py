#!/usr/bin/env python3
"""Every check has its fixtures and its page, and every fixture is really looked at."""

import re

from repository import FIXTURES, ROOT, check_ids, finish, fixtures, rule_ids

SPEAKS = re.compile(r"expected-(error|warning)\b")
SILENT = "expected-no-diagnostics"
RUN_LINES = re.compile(r"RUN:(.*)")


def about_check(check):
    folder = FIXTURES / check
    texts = [path.read_text() for path in fixtures() if path.parent == folder]
    if not any(SPEAKS.search(text) for text in texts):
        yield f"test/checks/{check}: no fixture expects a finding"
    if not any(SILENT in text for text in texts):
        yield f"test/checks/{check}: no fixture with `// {SILENT}`"
    if not (ROOT / "docs" / "checks" / f"{check}.md").is_file():
        yield f"docs/checks/{check}.md: missing; ./dev bless writes it"


def about_fixture(path):
    name = path.relative_to(ROOT)
    runs = " ".join(RUN_LINES.findall(path.read_text()))
    if "%verify" not in runs:
        yield f"{name}: no RUN line with %verify"
    fixed = path.with_name(path.name + ".fixed").exists()
    if fixed != ("%check-fix" in runs):
        yield f"{name}: a .fixed file and a RUN line with %check-fix belong together"


def main():
    ids = check_ids()
    complaints = [text for check in ids for text in about_check(check)]
    complaints += [text for path in fixtures() for text in about_fixture(path)]
    strays = {path.name for path in FIXTURES.iterdir() if path.is_dir()} - set(ids)
    complaints += [f"test/checks/{stray}: there is no such check" for stray in sorted(strays)]
    pages = {path.stem for path in (ROOT / "docs" / "checks").glob("map-*.md")} - {*ids, *rule_ids()}
    complaints += [f"docs/checks/{page}.md: there is no such check" for page in sorted(pages)]
    finish(complaints)


main()
