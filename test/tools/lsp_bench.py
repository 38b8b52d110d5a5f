"""Cases for scripts that test `maplint lsp`: functions of a Bench, run one after the other."""

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from language_server import Server

LOOP = """#include <map>

void drop(std::map<int, int> &cache) {
  for (auto it = cache.begin(); it != cache.end(); ++it)
    if (it->second == 0)
      cache.erase(it);
}
"""
CLEAN = "#include <map>\n\nvoid drop(std::map<int, int> &cache) { cache.clear(); }\n"

# Takes Clang a minute or more.
SLOW = "constexpr int spin(int n) { return n < 2 ? n : spin(n - 1) + spin(n - 2); }\n" + "".join(
    f"constexpr int s{i} = spin(22);\n" for i in range(3000))


class Bench:
    """A folder with a.cpp in it, and the server to start there."""

    def __init__(self, command, folder):
        self.command, self.folder = command, folder
        self.source = folder / "a.cpp"
        self.source.write_text(LOOP)

    def server(self, *options, flags=("-std=c++20",)):
        words = [self.command, "lsp", *options, *(["--", *flags] if flags is not None else [])]
        return Server(words, cwd=self.folder)

    def ready(self, *options, flags=("-std=c++20",)):
        server = self.server(*options, flags=flags)
        server.initialize()
        return server


def ids(published):
    return [each["code"] for each in published["diagnostics"]]


def code_of(answer):
    return answer["error"]["code"]


def eventually(holds, seconds=20):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := holds():
            return found
        time.sleep(0.05)
    return False


def children_of(pid):
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(stat.read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(stat.parent.name))
        except OSError:
            pass  # it is gone
    return found


def descendants(pid):
    found = children_of(pid)
    return found + [each for child in found for each in descendants(child)]


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def run(cases, description):
    """Runs those of `cases` that the command line names. Exits with 1 when one fails."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("maplint")
    parser.add_argument("name", nargs="?", default="", help="run what has this in its name")
    arguments = parser.parse_args()
    failed = 0
    for each in cases:
        if arguments.name not in each.__name__:
            continue
        folder = Path(tempfile.mkdtemp(prefix="lsp-")).resolve()
        try:
            each(Bench(arguments.maplint, folder))
        except (AssertionError, LookupError, TypeError, ValueError, OSError, EOFError) as error:
            failed += 1
            print(f"{each.__name__}, line {line_in(each, error)}: {type(error).__name__} {error}")
        finally:
            shutil.rmtree(folder)
    sys.exit(1 if failed else 0)


def line_in(function, error):
    """The line of `function` that `error` came from."""
    place = error.__traceback__
    while place and place.tb_frame.f_code is not function.__code__:
        place = place.tb_next
    return place.tb_lineno if place else "?"
