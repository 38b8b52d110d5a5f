#!/usr/bin/env python3
"""What `maplint lsp` says in a project: compile commands, headers, configuration, fixes."""

import json
import subprocess

from language_server import applied, span
from lsp_bench import LOOP, ids, run

HEADER = """#pragma once
#include <map>

inline void drop(std::map<int, int> &cache) {
  for (auto it = cache.begin(); it != cache.end(); ++it)
    if (it->second == WANTED)
      cache.erase(it);
}
"""


def write_database(bench, *sources, into="build"):
    folder = bench.folder / into
    folder.mkdir(exist_ok=True)
    (folder / "compile_commands.json").write_text(json.dumps(
        [{"directory": str(bench.folder), "file": name,
          "command": f"c++ -std=c++20 -DWANTED=0 -Iinclude -c {name}"} for name in sources]))


def the_compile_command_is_found_near_the_file(bench):
    bench.source.write_text(LOOP.replace("== 0", "== WANTED"))
    write_database(bench, "a.cpp")
    with bench.ready(flags=None) as server:
        server.open(bench.source)
        assert ids(server.diagnostics()) == ["map-erase-while-iterating"]
    write_database(bench, "a.cpp", into="elsewhere")
    (bench.folder / "build/compile_commands.json").unlink()
    with bench.ready(flags=None) as server:
        server.open(bench.source)
        said = server.next("window/logMessage")["message"]
        assert "no compile_commands.json in" in said, said
        assert server.next("window/showMessage", 0) is None, "a file without a build is no mistake"
    with bench.ready("-p", "elsewhere", flags=None) as server:
        server.open(bench.source)
        assert ids(server.diagnostics()) == ["map-erase-while-iterating"]


def a_header_is_read_as_a_part_of_a_source(bench):
    include = bench.folder / "include"
    include.mkdir()
    header = include / "drop.h"
    header.write_text(HEADER)
    (bench.folder / "none.cpp").write_text("#include HIDDEN\n")
    (bench.folder / "first.cpp").write_text('#undef WANTED\n#define WANTED broken\n#include "drop.h"\n')
    (bench.folder / "drop.cpp").write_text('#include "drop.h"\n')
    write_database(bench, "none.cpp", "first.cpp", "drop.cpp")
    with bench.ready(flags=None) as server:
        uri = server.open(header)
        published = server.diagnostics()
        assert published["uri"] == uri and ids(published) == ["map-erase-while-iterating"]
        # Its own text counts, not what is saved.
        server.change(uri, 2, HEADER.replace("      cache.erase(it);", "      return;"))
        assert ids(server.diagnostics()) == []
        server.change(uri, 3, HEADER)
        assert ids(server.diagnostics()) == ["map-erase-while-iterating"]
        lonely = server.open(include / "lonely.h", "int x;\n")
        assert "lonely.h: " in server.next("window/logMessage")["message"]
        assert server.actions(lonely, span(0, 0)) == []
        # Without its namesake the first that includes it will do.
        (bench.folder / "first.cpp").write_text('#include "drop.h"\n')
        write_database(bench, "none.cpp", "first.cpp")
        server.change(uri, 4, HEADER + "\n")
        assert server.diagnostics()["version"] == 4


def the_texts_of_open_headers_count(bench):
    header = bench.folder / "erasing.h"
    saved = "#pragma once\n#include <map>\ninline void dropOne(std::map<int, int> &, int) {}\n"
    header.write_text(saved)
    bench.source.write_text("""#include "erasing.h"

void drop(std::map<int, int> &cache) {
  for (const auto &[key, value] : cache)
    dropOne(cache, key);
}
""")
    with bench.ready() as server:
        source = server.open(bench.source)
        assert server.diagnostics() == {"uri": source, "version": 1, "diagnostics": []}
        other = server.open(header, saved.replace("int) {}", "int key) { cache.erase(key); }").replace(
            "&,", "&cache,"))
        assert server.diagnostics()["uri"] == other
        # Other documents follow when it is saved, also when the editor has not written it yet.
        server.notify("textDocument/didSave", {"textDocument": {"uri": other}})
        found = {each["uri"]: each for each in (server.diagnostics(), server.diagnostics())}
        assert ids(found[source]) == ["map-erase-while-iterating"], found
        related = found[source]["diagnostics"][0]["relatedInformation"]
        assert [other] == sorted({each["location"]["uri"] for each in related} - {source}), related


def configuration_and_comments_count(bench):
    config = bench.folder / ".maplint.yaml"
    with bench.ready() as server:
        uri = server.open(bench.source, LOOP.replace(
            "(it);", "(it); // NOLINT(map-erase-while-iterating): never mind"))
        assert ids(server.diagnostics()) == []
        config.write_text("checks: ['-map-erase-*']\n")
        server.change(uri, 2, LOOP)
        assert ids(server.diagnostics()) == []
        config.write_text("severity:\n  map-erase-while-iterating: note\n")
        server.notify("workspace/didChangeWatchedFiles", {"changes": []})
        assert [each["severity"] for each in server.diagnostics()["diagnostics"]] == [3]
        config.write_text("chekcs: []\n")
        server.notify("workspace/didChangeConfiguration", {"settings": {}})
        shown = server.next("window/showMessage")
        assert shown["type"] == 1 and "chekcs" in shown["message"], shown
        server.notify("workspace/didChangeConfiguration", {"settings": {}})
        assert server.next("window/showMessage", 2) is None, "once is enough"
        config.unlink()
        server.notify("workspace/didChangeWatchedFiles", {"changes": []})
        assert [each["severity"] for each in server.diagnostics()["diagnostics"]] == [1]


def clients_that_can_are_asked_to_watch_the_settings(bench):
    with bench.server() as server:
        server.initialize({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}})
        [asked] = server.next("client/registerCapability")["registrations"]
        assert asked["method"] == "workspace/didChangeWatchedFiles", asked
        assert {each["globPattern"] for each in asked["registerOptions"]["watchers"]} == {
            "**/.maplint.yaml", "**/compile_commands.json"}, asked
        server.send({"jsonrpc": "2.0", "id": "settings", "result": None})
        assert server.close() == 0
    with bench.ready() as server:
        assert server.next("client/registerCapability", 1) is None
        assert server.close() == 0


def options_of_the_command_line(bench):
    def status(*words):
        done = subprocess.run([bench.command, "lsp", *words], cwd=bench.folder, check=False,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True)
        return done.returncode, done.stderr

    for words in (["a.cpp"], ["--fix"], ["--since=HEAD"], ["--output=x"], ["--report=json=x"],
                  ["--checks=no-such-check"], ["--nonsense"]):
        code, said = status(*words)
        assert code == 2 and said.startswith("maplint: "), (words, code, said)
    with bench.ready("--checks=map-nil-write") as server:
        server.open(bench.source)
        assert ids(server.diagnostics()) == []
    subprocess.run([bench.command, "baseline", "create", "--baseline=known.json", "a.cpp", "--"],
                   cwd=bench.folder, check=True, capture_output=True)
    with bench.ready("--baseline=known.json") as server:
        server.open(bench.source)
        assert ids(server.diagnostics()) == []


def fixed_by_the_command(bench, mode):
    subprocess.run([bench.command, mode, "a.cpp", "--", "-std=c++20"], cwd=bench.folder, check=False,
                   capture_output=True)
    return bench.source.read_bytes().decode()


def a_fix_is_what_the_command_would_write(bench):
    for text in (LOOP, LOOP.replace("\n", "\r\n"), LOOP.replace("  for", "  /* ü */ for")):
        bench.source.write_bytes(text.encode())
        with bench.ready() as server:
            uri = server.open(bench.source)
            server.diagnostics()
            [action] = server.actions(uri, span(5, 8))
            [every] = server.actions(uri, span(0, 0), ["source"])
        assert action["kind"] == "quickfix" and action["isPreferred"] is True, action
        assert [each["code"] for each in action["diagnostics"]] == ["map-erase-while-iterating"]
        assert every["kind"] == "source.fixAll.maplint", every
        wanted = fixed_by_the_command(bench, "--fix")
        assert wanted != text
        for each in (action, every):
            assert applied(text, each["edit"]["changes"][uri]) == wanted, each


SUGGESTED = """#include <unordered_map>

std::unordered_map<int, int> squares(int n) {
  std::unordered_map<int, int> result;
  for (int i = 0; i < n; i++)
    result[i] = i * i;
  return result;
}
"""


def suggested_fixes_are_named_so(bench):
    bench.source.write_text(SUGGESTED)
    with bench.ready() as server:
        uri = server.open(bench.source)
        found = server.diagnostics()["diagnostics"]
        [action] = server.actions(uri, found[0]["range"])
        assert action["title"].endswith(" (suggested: needs a look)"), action
        assert action["isPreferred"] is False
        assert server.actions(uri, found[0]["range"], ["source.fixAll"]) == []
        assert server.actions(uri, found[0]["range"], ["refactor"]) == []
        assert server.actions(uri, found[0]["range"], ["quickfix"]) == [action]
        assert server.actions(uri, span(0, 0)) == []


def lines_that_a_fix_adds_end_like_the_others(bench):
    for text in (SUGGESTED, SUGGESTED.replace("\n", "\r\n")):
        bench.source.write_bytes(text.encode())
        with bench.ready() as server:
            uri = server.open(bench.source)
            found = server.diagnostics()["diagnostics"]
            [action] = server.actions(uri, found[0]["range"])
        fixed = applied(text, action["edit"]["changes"][uri])
        assert fixed.count("\n") > text.count("\n"), fixed
        assert fixed == fixed_by_the_command(bench, "--fix=suggested"), fixed


def offered_fixes_are_of_the_text_that_is_open(bench):
    with bench.ready() as server:
        uri = server.open(bench.source)
        server.diagnostics()
        server.change(uri, 2, ((0, 0), "// one line more\n"))
        assert server.actions(uri, span(0, 0, 9, 0)) == [], "of the text before"
        server.diagnostics()
        [action] = server.actions(uri, span(0, 0, 9, 0))
        assert action["edit"]["changes"][uri][0]["range"]["start"]["line"] == 4, action


run([
    the_compile_command_is_found_near_the_file,
    a_header_is_read_as_a_part_of_a_source,
    the_texts_of_open_headers_count,
    configuration_and_comments_count,
    clients_that_can_are_asked_to_watch_the_settings,
    options_of_the_command_line,
    a_fix_is_what_the_command_would_write,
    suggested_fixes_are_named_so,
    lines_that_a_fix_adds_end_like_the_others,
    offered_fixes_are_of_the_text_that_is_open], __doc__)
