"""A client of `maplint lsp` for tests: speaks JSON-RPC with it, byte by byte where a test wants to."""

import json
import os
import select
import subprocess
import time
from pathlib import Path

PATIENCE = 60  # seconds for anything the server is asked

ALL_ABILITIES = {"textDocument": {
    "publishDiagnostics": {"relatedInformation": True},
    "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}},
    "hover": {"contentFormat": ["markdown", "plaintext"]}}}


class Server:
    """Use it in a `with` statement; with its end the server is gone."""

    def __init__(self, command, cwd=None):
        self.process = subprocess.Popen(command, cwd=cwd, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.notifications = []
        self._number = 0
        self._received = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            try:
                stream.close()
            except BrokenPipeError:
                pass  # it did not read all that was written

    def write(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message):
        body = json.dumps(message).encode()
        self.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def notify(self, method, params=None):
        self.send({"jsonrpc": "2.0", "method": method, "params": params or {}})

    def call(self, method, params=None):
        """The answer to a request, whole; notifications that come before it are kept."""
        self._number += 1
        self.send({"jsonrpc": "2.0", "id": self._number, "method": method, "params": params or {}})
        return self.answer(self._number)

    def ask(self, method, params=None):
        """The result of a request that must succeed."""
        answer = self.call(method, params)
        assert "result" in answer, answer
        return answer["result"]

    def answer(self, number):
        while True:
            message = self.read()
            assert message is not None, f"no answer to request {number}"
            if "method" not in message:
                assert message["id"] == number, message
                return message
            self.notifications.append(message)

    def read(self, seconds=PATIENCE):
        """The next message; None when there is none in that time. A server that ends is an error."""
        until = time.monotonic() + seconds
        while True:
            head, found, rest = self._received.partition(b"\r\n\r\n")
            if found:
                length = int(head.rpartition(b":")[2])
                if len(rest) >= length:
                    self._received = rest[length:]
                    return json.loads(rest[:length])
            left = until - time.monotonic()
            if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
                return None
            some = os.read(self.process.stdout.fileno(), 1 << 16)
            if not some:
                raise EOFError(f"the server has ended with status {self.process.wait()}")
            self._received += some

    def next(self, method, seconds=PATIENCE):
        """The params of the next notification called `method`; None when none comes."""
        until = time.monotonic() + seconds
        while True:
            for i, message in enumerate(self.notifications):
                if message["method"] == method:
                    return self.notifications.pop(i)["params"]
            message = self.read(max(0, until - time.monotonic()))
            if message is None:
                return None
            self.notifications.append(message)

    def diagnostics(self, seconds=PATIENCE):
        return self.next("textDocument/publishDiagnostics", seconds)

    def initialize(self, capabilities=ALL_ABILITIES):
        result = self.ask("initialize", {"processId": None, "rootUri": None,
                                         "capabilities": capabilities})
        self.notify("initialized")
        return result

    def open(self, path, text=None, version=1, uri=None):
        uri = uri or Path(path).as_uri()
        text = Path(path).read_bytes().decode() if text is None else text
        self.notify("textDocument/didOpen", {"textDocument": {
            "uri": uri, "languageId": "cpp", "version": version, "text": text}})
        return uri

    def change(self, uri, version, *changes):
        """A change is a text, or a text with the range that it replaces."""
        self.notify("textDocument/didChange", {
            "textDocument": {"uri": uri, "version": version},
            "contentChanges": [{"text": each} if isinstance(each, str) else
                               {"range": span(*each[0]), "text": each[1]} for each in changes]})

    def actions(self, uri, where, only=None):
        return self.ask("textDocument/codeAction", {
            "textDocument": {"uri": uri}, "range": where,
            "context": {"diagnostics": [], **({"only": only} if only else {})}})

    def close(self):
        """Takes leave; returns the exit status."""
        self.ask("shutdown")
        self.notify("exit")
        return self.process.wait(PATIENCE)


def span(line, character, end_line=None, end_character=None):
    """A range; of one position without an end."""
    return {"start": {"line": line, "character": character},
            "end": {"line": line if end_line is None else end_line,
                    "character": character if end_character is None else end_character}}


def applied(text, edits):
    """`text` with the edits of a code action; for texts without anything beyond the BMP."""
    lines = text.splitlines(keepends=True) + [""]

    def offset(position):
        return sum(map(len, lines[:position["line"]])) + position["character"]

    placed = sorted(((offset(edit["range"]["start"]), offset(edit["range"]["end"]), edit["newText"])
                     for edit in edits), reverse=True)
    for begin, end, new in placed:
        text = text[:begin] + new + text[end:]
    return text
