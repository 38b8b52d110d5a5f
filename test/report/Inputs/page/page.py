"""What the parts of the browser tests of HTML reports share: the page, and what must stand in it."""

import json
import sys
from pathlib import Path

PAGE, DOCUMENT = sys.argv[2:]
FINDINGS = json.loads(Path(DOCUMENT).read_text())["findings"]


def same(seen, expected, what):
    assert seen == expected, f"{what}: {seen!r} instead of {expected!r}"


def open_finding(browser, finding):
    browser.open(f"{Path(PAGE).resolve().as_uri()}#id={finding['fingerprint']}")
