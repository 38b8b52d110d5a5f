"""A headless Chromium to look at a page with: real clicks and keys, and an account of what the page
asked for and complained about.

Speaks the DevTools protocol over a pipe, so that neither a driver nor a package beyond Python's own is
needed: https://chromedevtools.github.io/devtools-protocol/
"""

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

PATIENCE = 60  # seconds for anything the browser is asked


class Browser:
    """Use it in a `with` statement; `with` its end the browser is gone."""

    def __init__(self, width=1440, height=900):
        self.events = []
        self._number = 0
        self._session = None
        self._profile = tempfile.mkdtemp(prefix="browser-")
        to_browser, self._write = os.pipe()
        read, from_browser = os.pipe()
        self._read = read
        self._received = bytearray()
        # The browser reads orders from descriptor 3 and answers on 4. It refuses its sandbox to the
        # superuser, and what is opened is this build's own report.
        self._process = subprocess.Popen(
            ["sh", "-c", f'exec "$@" 3<&{to_browser} 4>&{from_browser}', "sh", "chromium", "--headless",
             "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
             "--remote-debugging-pipe", f"--user-data-dir={self._profile}", "about:blank"],
            pass_fds=(to_browser, from_browser), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        targets = self.call("Target.getTargets")["targetInfos"]
        page = next(target for target in targets if target["type"] == "page")
        self._session = self.call("Target.attachToTarget", targetId=page["targetId"],
                                  flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")
        self.resize(width, height)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait(PATIENCE)
        os.close(self._write)
        os.close(self._read)
        shutil.rmtree(self._profile, ignore_errors=True)

    def _next(self):
        """The next message of the browser; a browser that keeps silent is an error."""
        while b"\0" not in self._received:
            if not select.select([self._read], [], [], PATIENCE)[0]:
                raise TimeoutError("the browser does not answer")
            some = os.read(self._read, 1 << 16)
            if not some:
                raise EOFError("the browser is gone")
            self._received += some
        message, _, rest = self._received.partition(b"\0")
        self._received = rest
        return json.loads(message)

    def call(self, method, **parameters):
        self._number += 1
        order = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            order["sessionId"] = self._session
        os.write(self._write, json.dumps(order).encode() + b"\0")
        while True:
            message = self._next()
            if message.get("id") == order["id"]:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']['message']}")
                return message["result"]
            self.events.append(message)

    def open(self, address):
        """Opens a file or a URL and waits until it is loaded."""
        url = address if "://" in address else Path(address).resolve().as_uri()
        # From elsewhere: an address that differs behind its # alone is no new page.
        for each in ("about:blank", url):
            loaded = sum(event.get("method") == "Page.loadEventFired" for event in self.events)
            self.call("Page.navigate", url=each)
            while sum(event.get("method") == "Page.loadEventFired" for event in self.events) == loaded:
                self.events.append(self._next())

    def run(self, script):
        """The value of a JavaScript expression."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise RuntimeError(details.get("exception", {}).get("description", details["text"]))
        return answer["result"].get("value")

    def until(self, script):
        """Waits for a JavaScript expression to become true."""
        end = time.monotonic() + PATIENCE
        while not self.run(script):
            if time.monotonic() > end:
                raise TimeoutError(script)
            time.sleep(0.02)

    def settle(self):
        """Waits until what was asked for is drawn."""
        self.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))")

    def click(self, selector):
        """Presses the mouse in the middle of an element, which must be what lies on top there."""
        spot = self.run(f"""(() => {{
            const element = document.querySelector({json.dumps(selector)});
            if (!element) return null;
            element.scrollIntoView({{block: "center", behavior: "instant"}});
            const box = element.getClientRects()[0];
            const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
            const top = document.elementFromPoint(x, y);
            return {{x, y, hit: element === top || element.contains(top) || top.contains(element)}};
        }})()""")
        if not spot or not spot["hit"]:
            raise RuntimeError(f"nothing to click on at {selector}: {spot}")
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=spot["x"], y=spot["y"], button="left",
                      clickCount=1)
        self.settle()

    def press(self, *names):
        """Presses keys by their name: "j", "Escape", "Tab"."""
        codes = {"Escape": 27, "Tab": 9, "Enter": 13, "ArrowDown": 40, " ": 32}
        for name in names:
            text = {"Enter": "\r"}.get(name, name if len(name) == 1 else "")
            self.call("Input.dispatchKeyEvent", type="keyDown", key=name, text=text,
                      windowsVirtualKeyCode=codes.get(name, 0))
            self.call("Input.dispatchKeyEvent", type="keyUp", key=name,
                      windowsVirtualKeyCode=codes.get(name, 0))
        self.settle()

    def type(self, text):
        self.call("Input.insertText", text=text)
        self.settle()

    def resize(self, width, height, mobile=False):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=mobile)

    def scheme(self, name):
        """"light" or "dark"."""
        self.call("Emulation.setEmulatedMedia",
                  features=[{"name": "prefers-color-scheme", "value": name}])

    def screenshot(self, path):
        self.settle()
        picture = self.call("Page.captureScreenshot", format="png")["data"]
        Path(path).write_bytes(base64.b64decode(picture))

    def pdf(self, path):
        printed = self.call("Page.printToPDF", printBackground=True, preferCSSPageSize=True)["data"]
        Path(path).write_bytes(base64.b64decode(printed))

    def requests(self):
        """What was asked for since the start, but for about:blank."""
        return [event["params"]["request"]["url"] for event in self.events
                if event.get("method") == "Network.requestWillBeSent"]

    def complaints(self):
        """Errors, warnings and messages of the page."""
        found = []
        for event in self.events:
            what = event.get("params", {})
            if event.get("method") == "Runtime.exceptionThrown":
                details = what["exceptionDetails"]
                found.append(details.get("exception", {}).get("description", details["text"]))
            elif event.get("method") == "Log.entryAdded":
                found.append(what["entry"]["text"])
            elif event.get("method") == "Runtime.consoleAPICalled":
                found.append(str([argument.get("value") for argument in what["args"]]))
        return found


if __name__ == "__main__":  # does one start here at all?
    with Browser() as browser:
        browser.open("about:blank")
