#!/usr/bin/env python3
"""The protocol of `maplint lsp`: its life, and what no editor should send."""

import json

from language_server import PATIENCE, span
from lsp_bench import (LOOP, SLOW, children_of, code_of, descendants, eventually, ids, is_running,
                       run)

PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND, INVALID_PARAMS = -32700, -32600, -32601, -32602
NOT_INITIALIZED = -32002


def requests_before_initialize_are_refused(bench):
    with bench.server() as server:
        assert code_of(server.call("textDocument/hover")) == NOT_INITIALIZED
        assert code_of(server.call("no/such/method")) == NOT_INITIALIZED
        server.open(bench.source)  # a notification, which is dropped
        server.initialize()
        assert server.diagnostics(2) is None
        assert code_of(server.call("initialize", {"capabilities": {}})) == INVALID_REQUEST
        assert server.close() == 0


def requests_after_shutdown_are_refused(bench):
    with bench.ready() as server:
        assert server.ask("shutdown") is None
        assert code_of(server.call("textDocument/hover")) == INVALID_REQUEST
        assert code_of(server.call("shutdown")) == INVALID_REQUEST
        server.open(bench.source)
        assert server.diagnostics(2) is None
        server.notify("exit")
        assert server.process.wait(PATIENCE) == 0


def who_leaves_without_a_word_is_told_by_the_status(bench):
    for leave in (lambda s: s.notify("exit"), lambda s: s.process.stdin.close()):
        with bench.ready() as server:
            leave(server)
            assert server.process.wait(PATIENCE) == 1
    with bench.ready() as server:
        server.ask("shutdown")
        server.process.stdin.close()
        assert server.process.wait(PATIENCE) == 0


def a_client_that_vanishes_takes_the_analysis_with_it(bench):
    bench.source.write_text(LOOP + "#include \"slow.h\"\n")
    (bench.folder / "slow.h").write_text(SLOW)
    with bench.ready() as server:
        server.open(bench.source)
        assert eventually(lambda: children_of(server.process.pid))
        family = descendants(server.process.pid)
        server.process.stdin.close()
        assert server.process.wait(PATIENCE) == 1
        assert eventually(lambda: not any(map(is_running, family))), family


def a_client_that_does_not_listen_is_left(bench):
    with bench.ready() as server:
        server.process.stdout.close()
        server.send({"jsonrpc": "2.0", "id": 1, "method": "shutdown"})
        assert server.process.wait(PATIENCE) == 2
        assert b"standard output cannot be written" in server.process.stderr.read()


def unknown_methods(bench):
    with bench.ready() as server:
        assert code_of(server.call("workspace/symbol")) == METHOD_NOT_FOUND
        assert code_of(server.call("$/unknown")) == METHOD_NOT_FOUND
        server.notify("$/setTrace", {"value": "verbose"})
        server.notify("no/such/notification", {"any": "thing"})
        server.notify("$/cancelRequest", {"id": 1})
        server.notify("$/cancelRequest", {"id": "never asked"})
        assert server.close() == 0


def what_is_no_message(bench):
    with bench.server() as server:
        for content in (b"{", b"[1,2", b"\xff\xfe", b"[" * 10**6, b'{"a":' * 10**6):
            server.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
            answer = server.read()
            assert code_of(answer) == PARSE_ERROR and answer["id"] is None, answer
        for content in (b"[]", b"3", b"{}", b'{"id": 7}', b'{"method": 3, "id": 7}'):
            server.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
            answer = server.read()
            assert code_of(answer) == INVALID_REQUEST, answer
        server.send({"jsonrpc": "2.0", "id": 9, "result": None})  # an answer to nothing
        server.initialize()
        assert server.close() == 0


def what_is_no_header(bench):
    with bench.server() as server:
        for header in (b"\x00\x01garbage\r\n\r\n", b"Content-Type: x\r\n\r\n",
                       b"Content-Length: many\r\n\r\n", b"Content-Length: -5\r\n\r\n",
                       b"Content-Length: 0\r\n\r\n", b"Content-Length: 99999999999999999999\r\n\r\n",
                       b"x" * 100000):
            server.write(header)
            answer = server.read()
            assert answer and code_of(answer) == PARSE_ERROR, (header[:40], answer)
        server.write(b"\r\n\r\n")  # nothing at all is no error
        # A length that is too short: the rest of the message stands where a header should.
        server.write(b'Content-Length: 2\r\n\r\n{} {"jsonrpc": "2.0"}')
        assert code_of(server.read()) == INVALID_REQUEST
        server.initialize()
        assert code_of(server.call("workspace/symbol")) == METHOD_NOT_FOUND
        assert server.close() == 0


def headers_in_any_case_and_in_pieces(bench):
    with bench.server() as server:
        body = json.dumps({"jsonrpc": "2.0", "id": "x", "method": "initialize",
                           "params": {"capabilities": {}}}).encode()
        whole = (b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n"
                 b"content-length:%d\r\n\r\n" % len(body) + body)
        for i in range(len(whole)):
            server.write(whole[i:i + 1])
        answer = server.read()
        assert answer["id"] == "x" and "capabilities" in answer["result"], answer


def params_of_the_wrong_shape(bench):
    with bench.ready() as server:
        uri = server.open(bench.source)
        assert ids(server.diagnostics()) == ["map-erase-while-iterating"]
        for params in (None, [], {"textDocument": 3}, {"textDocument": {"uri": uri}},
                       {"textDocument": {"uri": uri}, "range": span(-1, "x")}):
            assert code_of(server.call("textDocument/codeAction", params)) == INVALID_PARAMS
            assert code_of(server.call("textDocument/hover", params)) == INVALID_PARAMS
        for method in ("didOpen", "didChange", "didSave", "didClose"):
            server.notify("textDocument/" + method, {"textDocument": None})
        # Places that are not there.
        for where in (span(10**9, 10**9), span(-5, -5), span(5, 9, 0, 0)):
            assert server.actions(uri, where) == []
        server.change(uri, 2, ((10**6, 0, 10**6, 5), "// end\n"), ((5, 22, 5, 3), ""))
        assert ids(server.diagnostics()) == ["map-erase-while-iterating"]
        assert server.close() == 0


def strange_names(bench):
    with bench.ready() as server:
        for uri in ("untitled:Untitled-1", "git:/a.cpp?ref", "http://example.org/a.cpp", "a.cpp", "",
                    "file:", "file://", "file:///%zz", "file:///a%00b.cpp", "file:///" + "x" * 5000,
                    "file:///..%2F..%2Fetc%2Fpasswd", "file:///nowhere/a.cpp", "file:///",
                    "file:///%F0%28%8C%28.cpp"):
            server.open(bench.source, uri=uri)
            answer = server.call("textDocument/hover", {"textDocument": {"uri": uri},
                                                        "position": {"line": 5, "character": 8}})
            assert answer.get("result", 0) is None or code_of(answer) == INVALID_PARAMS, answer
            server.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        # Escapes are another way to write the same file; the client hears its own spelling.
        uri = bench.source.as_uri().replace("/a.cpp", "/%61%2Ecpp")
        server.open(bench.source, uri=uri)
        while (published := server.diagnostics())["uri"] != uri:
            assert published["diagnostics"] == [], published
        assert ids(published) == ["map-erase-while-iterating"]
        assert list(server.actions(uri, span(5, 8))[0]["edit"]["changes"]) == [uri]
        assert server.close() == 0


run([
    requests_before_initialize_are_refused,
    requests_after_shutdown_are_refused,
    who_leaves_without_a_word_is_told_by_the_status,
    a_client_that_vanishes_takes_the_analysis_with_it,
    a_client_that_does_not_listen_is_left,
    unknown_methods,
    what_is_no_message,
    what_is_no_header,
    headers_in_any_case_and_in_pieces,
    params_of_the_wrong_shape,
    strange_names], __doc__)
