#!/usr/bin/env python3
"""What `maplint lsp` says while somebody types."""

import time

from language_server import span
from lsp_bench import CLEAN, LOOP, SLOW, children_of, eventually, ids, run



def blanks_and_umlauts_in_names(bench):
    folder = bench.folder / "größe 100% [x]"
    folder.mkdir()
    source = folder / "a ü.cpp"
    source.write_text(LOOP)
    with bench.ready() as server:
        uri = server.open(source)
        published = server.diagnostics()
        assert published["uri"] == uri and ids(published) == ["map-erase-while-iterating"]
        assert published["diagnostics"][0]["relatedInformation"][0]["location"]["uri"] == uri


def a_huge_document(bench):
    filler = "// " + "x" * 96 + "\n"
    text = LOOP + filler * 200000  # 20 MB
    with bench.ready() as server:
        uri = server.open(bench.source, text)
        assert ids(server.diagnostics()) == ["map-erase-while-iterating"]
        line = LOOP.count("\n") + 199999
        server.change(uri, 2, ((line, 0, line, 2), "/* */ //"), CLEAN)
        assert server.diagnostics() == {"uri": uri, "version": 2, "diagnostics": []}
        assert server.close() == 0


def the_newest_text_wins(bench):
    with bench.ready() as server:
        uri = server.open(bench.source)
        for version in range(2, 60):
            server.change(uri, version, CLEAN if version % 2 else LOOP)
        server.change(uri, 60, CLEAN)
        said = []
        while not said or said[-1]["version"] != 60:
            said.append(server.diagnostics())
            has_loop = said[-1]["version"] == 1 or said[-1]["version"] % 2 == 0 and said[-1]["version"] < 60
            assert bool(said[-1]["diagnostics"]) == has_loop, ("of another text", said[-1])
        assert server.diagnostics(1) is None
        # A busy machine may let one of them stand for long enough, but not each.
        assert len(said) < 10, said


def a_running_analysis_does_not_hold_the_server_up(bench):
    (bench.folder / "slow.h").write_text(SLOW)
    with bench.ready() as server:
        uri = server.open(bench.source, '#include "slow.h"\n' + LOOP)
        assert eventually(lambda: children_of(server.process.pid))
        start = time.monotonic()
        assert server.actions(uri, span(6, 8)) == []
        assert time.monotonic() - start < 10
        server.change(uri, 2, LOOP)
        published = server.diagnostics()
        assert published["version"] == 2 and ids(published) == ["map-erase-while-iterating"]
        assert time.monotonic() - start < 30, "the analysis of the old text was waited for"


def limits_hold(bench):
    (bench.folder / "slow.h").write_text(SLOW)
    with bench.ready("--timeout=5") as server:
        uri = server.open(bench.source, '#include "slow.h"\n' + LOOP)
        said = server.next("window/logMessage")["message"]
        assert "takes longer than 5 s" in said, said
        server.change(uri, 2, "int x;\n")  # which takes no time, also on a busy machine
        assert server.diagnostics() == {"uri": uri, "version": 2, "diagnostics": []}


def code_that_does_not_compile_keeps_what_was_said(bench):
    with bench.ready() as server:
        uri = server.open(bench.source)
        assert ids(server.diagnostics()) == ["map-erase-while-iterating"]
        server.change(uri, 2, LOOP + "int broken = ;\n")
        assert "expected expression" in server.next("window/logMessage")["message"]
        assert server.diagnostics(1) is None
        # What was found in another text is explained, but not repaired.
        assert server.actions(uri, span(5, 8)) == []
        hover = {"textDocument": {"uri": uri}, "position": {"line": 5, "character": 8}}
        assert "map-erase-while-iterating" in server.ask("textDocument/hover", hover)["contents"]["value"]
        server.change(uri, 3, LOOP)
        assert server.diagnostics()["version"] == 3
        assert len(server.actions(uri, span(5, 8))) == 1


def closing_takes_the_findings_away(bench):
    with bench.ready() as server:
        uri = server.open(bench.source)
        assert server.diagnostics()["diagnostics"]
        server.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        assert server.diagnostics()["diagnostics"] == []
        server.change(uri, 3, LOOP)  # not open: nobody's text
        assert server.actions(uri, span(5, 8)) == []
        assert server.diagnostics(2) is None
        server.open(bench.source, version=1)
        assert server.diagnostics()["diagnostics"]


def columns_are_counted_as_agreed(bench):
    lead = "/* ü€😀 */ "
    text = LOOP.replace("      cache.erase", lead + "cache.erase")
    for offered, agreed, column in (([], "utf-16", len(lead) + 1), (["utf-8"], "utf-8",
                                    len(lead.encode())), (["utf-32", "utf-16"], "utf-16",
                                    len(lead) + 1)):
        with bench.server() as server:
            result = server.initialize({"general": {"positionEncodings": offered}})
            assert result["capabilities"]["positionEncoding"] == agreed
            uri = server.open(bench.source, text)
            start = server.diagnostics()["diagnostics"][0]["range"]["start"]
            assert start == {"line": 5, "character": column}, start
            # What the editor says is counted in the same way: this takes the umlauts away.
            server.change(uri, 2, ((5, 0, 5, column), ""))
            start = server.diagnostics()["diagnostics"][0]["range"]["start"]
            assert start == {"line": 5, "character": 0}, start


def a_modest_client_is_told_in_words(bench):
    with bench.server() as server:
        server.initialize({})
        uri = server.open(bench.source)
        found = server.diagnostics()["diagnostics"][0]
        assert "relatedInformation" not in found
        assert found["message"].endswith("a.cpp:4:3: note: the loop over 'cache' starts here"), found
        assert server.actions(uri, span(5, 8)) == []
        hover = server.ask("textDocument/hover", {"textDocument": {"uri": uri},
                                                  "position": {"line": 5, "character": 8}})
        assert hover["contents"]["kind"] == "plaintext"
        assert hover["contents"]["value"].startswith("map-erase-while-iterating: ")


run([
    blanks_and_umlauts_in_names,
    a_huge_document,
    the_newest_text_wins,
    a_running_analysis_does_not_hold_the_server_up,
    limits_hold,
    code_that_does_not_compile_keeps_what_was_said,
    closing_takes_the_findings_away,
    columns_are_counted_as_agreed,
    a_modest_client_is_told_in_words], __doc__)
