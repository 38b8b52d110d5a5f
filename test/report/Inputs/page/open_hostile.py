"""Opens a report on hostile sources, see hostile.py: open_hostile.py TOOLS HTML JSON"""

import sys
import unicodedata

sys.path.insert(0, sys.argv[1])
from browser import Browser  # noqa: E402
from page import FINDINGS, PAGE, open_finding, same  # noqa: E402

LINE = ("      result[i] = i; // </script><img src=x onerror=window.hacked=1> <!-- {{script}} "
        "\\x1b[2J \\u{202e} \\u{2028} &lt; \\u003c \\x00\\xff\\xc3")
NAMES = {"<b>bold&amp;.cpp", "\"><img src=x onerror=window.hacked=1>'.cpp",
         "a</script><script>window.hacked=1;<!--.cpp", "]]>-->{{data}}.cpp", "colour\\x1b[31m.cpp",
         "line\\nbreak\\x0d.cpp", "right\\u{202e}left.cpp", "wrong\\xff\\xfe.cpp"}


def main():
    lines = 0
    with Browser() as browser:
        browser.open(PAGE)
        same(browser.run("items.length"), len(FINDINGS), "items")
        named = browser.run("[...document.querySelectorAll('#list h2')].map(head => head.firstChild.data.trim())")
        same(set(named), NAMES, "names in the list")
        for finding in FINDINGS:
            open_finding(browser, finding)
            named = browser.run("document.querySelector('.source .file').textContent")
            assert named in NAMES, named
            shown = browser.run("[...document.querySelectorAll('.row.here > code')].map(code => code.textContent)")
            lines += LINE in shown
            text = browser.run("document.documentElement.textContent")
            # Whoever reads must see the order that the bytes have.
            same({unicodedata.name(char, hex(ord(char))) for char in text
                  if unicodedata.category(char) in ("Cc", "Cf") and char not in "\n\t\u200b"}, set(), "characters")
            same(browser.run("document.images.length + document.scripts.length"), 2, "elements")
        same(browser.run("window.hacked === undefined"), True, "what has run")
        same({url for url in browser.requests() if not url.endswith(".html") and ".html#" not in url}
             - {"about:blank"}, set(), "network")
        same(browser.complaints(), [], "console")
    print(f"{len(FINDINGS)} findings read, {lines} lines of source as the report escapes them, nothing run, "
          "nothing asked for")


main()
