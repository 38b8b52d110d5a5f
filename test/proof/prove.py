#!/usr/bin/env python3
"""Proves what fixtures say on their proof lines by running their cases.

usage: prove.py [--clang CLANG] [--build FOLDER] [--witness] [--table] [--repeat N] FIXTURE...

What a line may say stands in cases.py.

Each fixture is compiled against the reference runtime, which swaps the containers, and each case runs
in processes of its own: with the usual growth of hash tables, with growth at every chance the standard
gives, and, when it starts threads, under many interleavings. A case that claims a fault must fault
with that text in one of them; one that claims to be clean must end well in all. If FIXTURE.fixed is
there, its cases must all end well and compute what the author of the unfixed ones meant.
"""

import argparse
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import build
import cases
import judge
import table


def parse(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("fixtures", nargs="+", type=Path)
    parser.add_argument("--clang", default="clang++")
    parser.add_argument("--build", default="build/proofs", type=Path)
    parser.add_argument("--witness", action="store_true",
                        help="run the real containers under the sanitizers, too")
    parser.add_argument("--table", action="store_true", help="print every case, not only failures")
    parser.add_argument("--repeat", type=int, default=1, metavar="N",
                        help="run the cases that claim a race N times")
    return parser.parse_args(arguments)


def main(arguments):
    options = parse(arguments)
    builder = build.Builder(options.clang, options.build)

    def prove(path):
        try:
            return judge.prove(builder, path.resolve(), options.witness, options.repeat)
        except (cases.Malformed, ValueError) as failure:
            return judge.broken(path, str(failure))

    with ThreadPoolExecutor(2) as pool:
        verdicts = list(pool.map(prove, options.fixtures))
    if options.table:
        table.write(verdicts, sys.stdout)
    complaints = [text for verdict in verdicts for text in verdict.complaints]
    print("".join(f"{text}\n" for text in complaints), end="", file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
