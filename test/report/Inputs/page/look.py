"""Looks at each finding of an HTML report: its picture, its steps and arrows in the source, its diff."""

from collections import Counter
from pathlib import Path

from page import FINDINGS, open_finding, same

PICTURE = """(() => {
    const picture = document.querySelector('#detail svg.picture');
    if (!picture) return null;
    const box = element => { const {left, right, top, bottom} = element.getBoundingClientRect();
                             return {left, right, top, bottom}; };
    const all = (root, selector) => [...root.querySelectorAll(selector)];
    return {
        frame: box(picture),
        named: picture.querySelector('title').textContent && picture.querySelector('desc').textContent,
        columns: all(picture, '.column').map(column => ({
            time: box(column.querySelector('.time')),
            starts: all(column, '.event.start circle').map(box),
            events: all(column, '.event, .access').map(event => event.querySelector('.label').textContent),
            bars: all(column, '.lock').map(bar => ({...box(bar), shared: bar.matches('.shared')})),
            access: box(column.querySelector('.access rect')),
            links: all(column, 'a').length})),
        conflict: all(picture, '.conflict .line').map(box),
        spawns: all(picture, '.spawns').length};
})()"""


def inside(inner, outer):
    return (outer["left"] - 1 <= inner["left"] and inner["right"] <= outer["right"] + 1
            and outer["top"] - 1 <= inner["top"] and inner["bottom"] <= outer["bottom"] + 1)


def look_at_picture(finding, picture):
    """Two columns of time, their events, locks as bars through the accesses, the conflict between."""
    first, second = picture["columns"]
    for column, thread in zip((first, second), finding["threads"]):
        events = thread["events"]
        same(len(column["events"]), len(events), "events")
        same(column["links"], sum("location" in event for event in events), "links to the source")
        same(len(column["starts"]), sum(event["kind"] == "start" for event in events), "starts")
        same([bar["shared"] for bar in column["bars"]],
             [event["kind"] == "acquire-shared" for event in events if event["kind"].startswith("acquire")], "bars")
        assert inside(column["access"], picture["frame"]), "an access outside of the picture"
        released = any(event["kind"] == "release" for event in events)
        for bar in column["bars"]:
            assert bar["top"] < column["access"]["top"], "a lock is taken before the access"
            assert (bar["bottom"] > column["access"]["bottom"]) != released, "how long a lock is held"
    assert first["access"]["right"] < second["access"]["left"], "columns overlap"
    same(first["access"]["top"], second["access"]["top"], "the accesses are at one time")
    [conflict] = picture["conflict"]
    assert first["access"]["right"] <= conflict["left"] < conflict["right"] <= second["access"]["left"], conflict
    assert first["access"]["top"] < conflict["top"] < first["access"]["bottom"], conflict
    assert picture["named"], "no words for who cannot see it"


def look_at_pictures(browser):
    for finding in FINDINGS:
        open_finding(browser, finding)
        picture = browser.run(PICTURE)
        same(picture is not None, "threads" in finding, "a picture of what is a race")
        if not picture:
            continue
        look_at_picture(finding, picture)
        told = [f"{name}[{len(column['events'])} events, {len(column['bars'])} locks]"
                for name, column in zip("AB", picture["columns"])]
        place = finding["location"]
        print(f"{place['file']}:{place['line']}: {' '.join(told)} spawn {picture['spawns']}")
        browser.click("#detail svg.picture .column.b .access a")
        line = finding["threads"][1]["events"][-1]["location"]["line"]
        row = "document.activeElement.previousElementSibling"
        while not browser.run(f"{row}.matches('.line')"):
            row += ".previousElementSibling"
        same(browser.run(f"+{row}.querySelector('.number').textContent"), line, "where the link leads")


def expected_steps(finding):
    """Places that must be marked: (line, column of the first byte)."""
    places = [finding["location"]] + [step["location"] for step in finding["trace"]]
    for thread in finding.get("threads", []):
        places += [event["location"] for event in thread["events"]]
    return {(place["file"], place["line"], place["column"]) for place in places}


STEPS = """(() => {
    let file, line;
    const found = [];
    for (const row of document.querySelectorAll('#detail article > .source > .row')) {
        if (row.matches('.file')) file = row.textContent;
        if (!row.matches('.line')) continue;
        line = +row.querySelector('.number').textContent;
        const code = row.querySelector(':scope > code');
        let column = 1, before = null;
        for (const piece of code.childNodes) {
            const mark = piece.nodeName === 'MARK';
            if (mark && before !== 'MARK') found.push([file, line, column]);
            before = piece.nodeName;
            column += piece.textContent.length;
        }
    }
    return found;
})()"""


def look_at_steps(browser):
    for finding in FINDINGS:
        open_finding(browser, finding)
        marked = {tuple(each) for each in browser.run(STEPS)}
        expected = expected_steps(finding)
        # What is marked begins where a step begins; of two in one another the outer begins first.
        assert marked <= expected, marked - expected
        lines = {place[:2] for place in expected}
        same({place[:2] for place in marked}, lines, "lines with steps")
        for file, line, _ in expected:
            text = Path(file).read_text().split("\n")[line - 1]
            shown = browser.run(f"""[...document.querySelectorAll('#detail .row.here')].filter(row =>
                row.querySelector('.number').textContent === '{line}').map(row =>
                row.querySelector(':scope > code').textContent)""")
            assert text in shown, (text, shown)
    print(f"steps: {len(FINDINGS)} findings, each marked where JSON says")


LINKS = """(() => {
    const finding = data.findings.find(each => each.id === chosen.id);
    const steps = stepsOf(finding);
    return linksOf(finding, steps).map(({from, to, kind}) => ({kind,
        from: steps[from].label, to: steps[to].label,
        ends: [from, to].map(n => document.getElementById(stepId(finding, steps[n])).getBoundingClientRect().top)}));
})()"""
HEADS = """[...document.querySelectorAll('#detail .row.step')].map(row => ({
    top: row.getBoundingClientRect().top, label: row.querySelector('.badge').textContent,
    title: row.querySelector('.lanes title')?.textContent ?? '',
    heads: row.querySelectorAll('.lanes .head').length,
    lanes: [...row.querySelectorAll('.lanes line')].length}))"""


def look_at_arrows(browser):
    """Each link has a head at its end, and a lane in every row between its ends."""
    count = 0
    for finding in FINDINGS:
        open_finding(browser, finding)
        links = browser.run(LINKS)
        rows = {row["label"]: row for row in browser.run(HEADS)}
        steps = len(rows)
        assert len(links) >= steps - 1 - ("threads" in finding), "a step without an arrow"
        for link in links:
            count += 1
            assert rows[link["to"]]["heads"] >= 1, f"no head at {link}"
            assert link["from"] in rows[link["to"]]["title"], rows[link["to"]]
            low, high = sorted(link["ends"])
            between = browser.run(f"""[...document.querySelectorAll('#detail article > .source > .row')]
                .filter(row => row.getBoundingClientRect().top > {low} && row.getBoundingClientRect().top < {high})
                .every(row => row.querySelector('.lanes line.{link["kind"]}'))""")
            assert between, f"a gap in {link}"
        pairs = [(set(link["from"].split()), set(link["to"].split())) for link in links]
        for name in {label for row in rows for label in row.split() if label[0] in "AB" and label[1:] != "1"}:
            before = f"{name[0]}{int(name[1:]) - 1}"
            assert any(before in start and name in end for start, end in pairs), f"no arrow from {before} to {name}"
        if "threads" in finding and len({str(t["events"][-1]["location"]) for t in finding["threads"]}) == 2:
            same([link["kind"] for link in links].count("conflict"), 1, "arrows of a conflict")
    print(f"arrows: {count} links, each from its step to its step")


def look_at_fixes(browser):
    diffs = 0
    for finding in FINDINGS:
        open_finding(browser, finding)
        seen = browser.run("""[...document.querySelectorAll('.diff')].map(diff => ['removed', 'added'].map(kind =>
            [...diff.querySelectorAll('.' + kind + ' > code')].map(code => code.textContent.replace('\\u200b', ''))))""")
        expected = []
        for fix in finding["fixes"]:
            for file in sorted({edit["file"] for edit in fix["edits"]}):
                before = after = Path(file).read_text()
                for edit in sorted(fix["edits"], key=lambda edit: -edit["offset"]):
                    if edit["file"] == file:
                        end = edit["offset"] + edit["length"]
                        after = after[:edit["offset"]] + edit["replacement"] + after[end:]
                old, new = Counter(before.split("\n")), Counter(after.split("\n"))
                expected.append([sorted((old - new).elements()), sorted((new - old).elements())])
        same([[sorted(part) for part in diff] for diff in seen], expected, "diff")
        diffs += len(seen)
    print(f"fixes: {diffs} diffs, each with the lines that --fix would write")
