"""Uses an HTML report as a person does, and says what was seen: use_report.py TOOLS HTML JSON

The JSON report of the same run says what must be there. Ends with a traceback where it is not.
"""

import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, sys.argv[1])
from browser import Browser  # noqa: E402
from look import look_at_arrows, look_at_fixes, look_at_pictures, look_at_steps  # noqa: E402
from page import FINDINGS, PAGE, same  # noqa: E402

VISIBLE = "[...document.querySelectorAll('#list section > ol > li')].filter(item => item.checkVisibility())"


def visible(browser):
    """The findings in the list, by the number of their place in the report."""
    ids = browser.run(f"{VISIBLE}.map(item => item.id.slice(3))")
    names = [finding["fingerprint"] for finding in FINDINGS]
    return [names.index(each) for each in ids]


def numbers_of(key, *values):
    return [n for n, finding in enumerate(FINDINGS) if finding[key] in values]


def box(facet, value):
    return f"fieldset.{facet} input[value='{value}']"


def title(browser):
    return browser.run("document.querySelector('#detail h2')?.textContent ?? ''")


def says(browser, finding):
    """The detail is about `finding`; what its message quotes is code without quotes there."""
    same(title(browser), f"{finding['severity']} {finding['message'].replace(chr(39), '')}", "title")


def use_filters(browser):
    everything = list(range(len(FINDINGS)))
    same(visible(browser), everything, "at first")
    severities = Counter(finding["severity"] for finding in FINDINGS)
    for severity in severities:
        browser.click(box("severity", severity))
        same(visible(browser), numbers_of("severity", severity), severity)
        same(browser.run("document.getElementById('tally').textContent"),
             f"{severities[severity]} of {len(FINDINGS)} findings", "tally")
        browser.click(box("severity", severity))
    for check in {finding["check"] for finding in FINDINGS}:
        browser.click(box("check", check))
        same(visible(browser), numbers_of("check", check), check)
        browser.click(box("check", check))
    for confidence in {finding["confidence"] for finding in FINDINGS}:
        browser.click(box("confidence", confidence))
        same(visible(browser), numbers_of("confidence", confidence), confidence)
        browser.click(box("confidence", confidence))
    for file in {finding["location"]["file"] for finding in FINDINGS}:
        browser.click(box("file", file))
        expected = [n for n, each in enumerate(FINDINGS) if each["location"]["file"] == file]
        same(visible(browser), expected, file)
        browser.click(box("file", file))
    # Two values of one facet add up; two facets narrow down.
    browser.click(box("check", "map-missing-reserve"))
    browser.click(box("check", "map-concurrent-write"))
    both = numbers_of("check", "map-missing-reserve", "map-concurrent-write")
    same(visible(browser), both, "two checks")
    browser.click(box("severity", "warning"))
    same(visible(browser), [n for n in both if FINDINGS[n]["severity"] == "warning"], "and a severity")
    browser.click("#reset")
    same(visible(browser), everything, "reset")
    browser.click("#search")
    browser.type("ROUTES_ guards")
    found = visible(browser)
    same(found, [n for n, each in enumerate(FINDINGS) if "routes_" in each["message"]], "search")
    browser.run("document.getElementById('search').select()")
    browser.type("nowhere to be found")
    same(visible(browser), [], "search for nothing")
    browser.click("#reset")
    print(f"filters: {len(FINDINGS)} findings, {severities['error']} error, "
          f"{severities['warning']} warning, {len(found)} of the search")


def use_address(browser):
    browser.click(box("severity", "error"))
    browser.click("#search")
    browser.type("sums")
    browser.click("#list li:not([hidden]) > a")
    browser.until("location.hash.includes('id=')")
    finding = next(each for each in FINDINGS if "sums" in each["message"])
    says(browser, finding)
    address = browser.run("location.href")
    for part in (f"id={finding['fingerprint']}", "severity=error", "q=sums"):
        assert part in address, address
    browser.open(address)
    same([FINDINGS[n] for n in visible(browser)], [finding], "the list of an address")
    says(browser, finding)
    browser.open(PAGE)
    browser.click("#list li:nth-child(2) > a")
    says(browser, FINDINGS[1])
    browser.click("#list li:nth-child(1) > a")
    browser.run("history.back()")
    browser.until("document.getElementById('position').textContent.startsWith('2 of')")
    says(browser, FINDINGS[1])
    print("address: filters and finding come back")


def use_groups(browser):
    browser.open(PAGE)
    names = {"file": lambda finding: finding["location"]["file"]}
    browser.run("document.getElementById('group').focus()")
    seen = []
    for _ in range(4):
        key = browser.run("document.getElementById('group').value")
        seen.append(key)
        groups = browser.run("[...document.querySelectorAll('#list section')].map(section => "
                             "[section.querySelector('h2').firstChild.data.trim(), "
                             "+section.querySelector('small').textContent, section.querySelectorAll('ol > li[id]').length])")
        counts = Counter(names.get(key, lambda finding, key=key: finding[key])(finding) for finding in FINDINGS)
        same({name: count for name, count, _ in groups}, dict(counts), f"groups by {key}")
        same([count for _, count, _ in groups], [count for _, _, count in groups], f"members by {key}")
        browser.press("ArrowDown")
    print(f"groups: {', '.join(seen)}")


def use_keys(browser):
    browser.open(PAGE)
    browser.press("j")
    says(browser, FINDINGS[0])
    browser.press("j", "j", "k")
    says(browser, FINDINGS[1])
    same(browser.run("document.activeElement.closest('li').id"), f"id={FINDINGS[1]['fingerprint']}", "focus")
    for _ in FINDINGS:
        browser.press("j")
    says(browser, FINDINGS[-1])
    browser.press("/")
    same(browser.run("document.activeElement.id"), "search", "/")
    browser.type("j/k")
    same(browser.run("document.getElementById('search').value"), "j/k", "keys in the search")
    browser.press("Escape")
    same(browser.run("document.activeElement === document.body"), True, "out of the search")
    browser.press("Escape")
    browser.until("!location.hash.includes('id=')")
    browser.press("?")
    same(browser.run("document.getElementById('help').open"), True, "help")
    browser.press("Escape")
    same(browser.run("document.getElementById('help').open"), False, "out of the help")
    print("keys: j k / Escape ?")


def use_narrow(browser):
    browser.resize(390, 800, mobile=True)
    browser.open(PAGE)
    shows = "[...document.querySelectorAll('#list, #detail')].filter(e => e.checkVisibility()).map(e => e.id).join()"
    fits = "document.documentElement.scrollWidth <= innerWidth"
    seen = [browser.run(shows)]
    browser.click("#list section:nth-child(2) li:nth-child(1) > a")
    says(browser, FINDINGS[3])
    seen.append(browser.run(shows))
    assert browser.run(fits), "the page is wider than the screen"
    browser.click("#back")
    browser.until("!location.hash.includes('id=')")
    browser.settle()
    seen.append(browser.run(shows))
    same(seen, ["list", "detail", "list"], "narrow")
    browser.resize(1440, 900)
    print("narrow: the list, the finding, the list")


def print_it(browser):
    browser.open(PAGE)
    browser.run("addEventListener('beforeprint', () => window.printed = [...document.querySelectorAll("
                "'#paper article')].map(each => [each.querySelector('h2').textContent, "
                "each.querySelectorAll('svg.picture').length]))")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.pdf"
        browser.pdf(file)
        assert len(re.findall(rb"/Type\s*/Page\b", file.read_bytes())) >= 2, "no pages"
    printed = browser.run("window.printed")
    same([has == 1 for _, has in printed], ["threads" in finding for finding in FINDINGS], "pictures on paper")
    same(browser.run("document.getElementById('paper').childElementCount"), 0, "afterwards")
    print(f"paper: {len(printed)} findings")


def without_script(browser):
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(PAGE)
    texts = browser.run(f"{VISIBLE}.map(item => item.textContent)")
    same(len(texts), len(FINDINGS), "findings without a script")
    hidden = "getComputedStyle(steps).display === 'none'"
    same(browser.run(f"[...document.querySelectorAll('.steps')].some(steps => {hidden})"), False, "hidden traces")
    for text, finding in zip(texts, FINDINGS):
        for message in [finding["message"], *(step["message"] for step in finding["trace"])]:
            assert message in text, (message, text)
    browser.call("Emulation.setScriptExecutionDisabled", value=False)
    print(f"without a script: {len(texts)} findings with their traces")


def try_to_break_out(browser):
    browser.open(PAGE)
    browser.run("""(() => {
        const script = document.createElement('script');
        script.textContent = 'window.broken = 1';
        document.body.append(script);
        const image = document.createElement('img');
        image.src = 'http://127.0.0.1:9/image.png';
        document.body.append(image);
        return new Promise(done => { image.onerror = image.onload = done; });
    })()""")
    same(browser.run("window.broken === undefined"), True, "an injected script")
    assert any("Content Security Policy" in text for text in browser.complaints()), "no policy"
    print("policy: a script put in does not run, an image is not loaded")


def main():
    with Browser() as browser:
        browser.open(PAGE)
        for use in (use_filters, use_address, use_groups, use_keys, use_narrow, look_at_pictures, look_at_steps,
                    look_at_arrows, look_at_fixes, print_it, without_script):
            use(browser)
        page = Path(PAGE).resolve().as_uri()
        asked = {url for url in browser.requests() if url.split("#")[0] not in (page, "about:blank")}
        same(asked, set(), "network")
        same(browser.complaints(), [], "console")
        print("network: nothing but the page; console: silent")
        try_to_break_out(browser)


main()
