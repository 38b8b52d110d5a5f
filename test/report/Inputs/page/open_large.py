"""Measures how long a reader of a large HTML report waits: open_large.py TOOLS HTML JSON

What is measured is processor time of the page, on a machine that may have other things to do.
"""

import sys
from pathlib import Path

sys.path.insert(0, sys.argv[1])
from browser import Browser  # noqa: E402
from page import FINDINGS, PAGE, same  # noqa: E402

ORDERS = ["chosen.query = 'forget'; settle()", "chosen.query = ''; settle()",
          "chosen.values.get('severity').add('warning'); settle()", "chosen.values.get('severity').clear(); settle()",
          "chosen.group = 'check'; settle()", "chosen.group = 'file'; settle()", "step(1)", "step(1)"]


def seconds(browser):
    """Processor time of the page so far."""
    metrics = browser.call("Performance.getMetrics")["metrics"]
    return next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")


def main():
    with Browser() as browser:
        browser.call("Performance.enable", timeDomain="threadTicks")
        browser.open(PAGE)
        browser.settle()
        opened = seconds(browser)
        same(browser.run("shown.length"), len(FINDINGS), "findings in the list")
        times = []
        for order in ORDERS:
            before = seconds(browser)
            browser.run(order)
            browser.settle()
            times.append(seconds(browser) - before)
        same(browser.complaints(), [], "console")
    size = Path(PAGE).stat().st_size // 1000
    print(f"{len(FINDINGS)} findings, {size} kB: open {opened:.2f} s, then at most {max(times):.2f} s "
          "for a search, a filter, groups, the next finding")
    assert opened < 10 and max(times) < 5, "too slow"


main()
