#!/usr/bin/env python3
"""Time and memory of `maplint link` over 1, 2, 4, 8... times the facts of a project.

usage: scale.py [--maplint BIN] [--copies BIN] [--sizes 1,2,4,8] [--json FILE] [--svg FILE] FACTS...

The copies have the sizes of FACTS and other names (`ninja -C build link_copies` makes the tool that
writes them). CPU time is user plus system time of the process and its children, as the kernel
accounts it; memory is the largest resident set of one of them. A link that takes linear time shows
the same milliseconds a unit in each line. Options of `link` may follow after `--`.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]


def measured(command):
    """(seconds of CPU, MiB, what it wrote to stderr) of one run."""
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        said = errors.read().decode(errors="replace").strip()
    if process.returncode not in (0, 1):
        sys.exit(f"scale.py: {command[0]} link ended with {process.returncode}: {said}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said


def plot(rows, path):
    """CPU time over units, with the straight line through the first point."""
    width, height, margin = 480, 300, 50
    most_units = rows[-1]["units"]
    most = max(max(row["cpu_s"] for row in rows),
               rows[0]["cpu_s"] * most_units / rows[0]["units"])

    def at(units, seconds):
        return (margin + (width - 2 * margin) * units / most_units,
                height - margin - (height - 2 * margin) * seconds / most)

    points = [at(row["units"], row["cpu_s"]) for row in rows]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x0, y0 = at(0, 0)
    x1, y1 = at(most_units, rows[0]["cpu_s"] * most_units / rows[0]["units"])
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
           'font-family="sans-serif" font-size="11">',
           f'<rect width="{width}" height="{height}" fill="white"/>',
           f'<path d="M{x0},{margin} V{y0} H{width - margin}" fill="none" stroke="#555"/>',
           f'<line x1="{x0:.1f}" y1="{y0:.1f}" x2="{x1:.1f}" y2="{y1:.1f}" stroke="#aaa" '
           'stroke-dasharray="4"/>',
           f'<polyline points="{line}" fill="none" stroke="#1664a8" stroke-width="2"/>']
    for (x, y), row in zip(points, rows):
        out.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="#1664a8"/>'
                   f'<text x="{x:.1f}" y="{height - margin + 14}" text-anchor="middle">'
                   f'{row["units"]}</text>'
                   f'<text x="{x - 6:.1f}" y="{y - 6:.1f}" text-anchor="end">'
                   f'{row["cpu_s"]:.1f} s</text>')
    out += [f'<text x="{width / 2}" y="{height - 14}" text-anchor="middle">translation units</text>',
            f'<text x="{margin}" y="{margin - 14}">CPU time of the link; dashed: the first point, '
            'times its multiple</text>', "</svg>"]
    path.write_text("\n".join(out) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--maplint", default=str(HERE / "build/bin/maplint"))
    parser.add_argument("--copies", default=str(HERE / "build/bin/link-copies"))
    parser.add_argument("--sizes", default="1,2,4,8")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--svg", type=Path)
    parser.add_argument("facts", nargs="+", type=Path)
    own, rest = sys.argv[1:], []
    if "--" in own:
        own, rest = own[:own.index("--")], own[own.index("--") + 1:]
    options = parser.parse_args(own)
    sizes = sorted(int(size) for size in options.sizes.split(","))

    rows = []
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([options.copies, str(sizes[-1]), folder, *map(str, options.facts)],
                       check=True)
        print("  copies    units    facts MB     CPU s    ms/unit   peak MiB")
        for size in sizes:
            facts = sorted(path for path in Path(folder).glob("*.facts")
                           if int(path.name.split("-")[0]) <= size)
            cpu, memory, said = measured([options.maplint, "link", "--format", "json", "-o",
                                          str(Path(folder, "report.json")), *rest,
                                          *map(str, facts)])
            row = {"copies": size, "units": len(facts), "cpu_s": round(cpu, 2),
                   "facts_mb": round(sum(path.stat().st_size for path in facts) / 1e6, 1),
                   "peak_mib": round(memory), "together": "file by file" not in said}
            rows.append(row)
            print(f'{size:8} {row["units"]:8} {row["facts_mb"]:11.1f} {cpu:9.2f} '
                  f'{1000 * cpu / row["units"]:10.2f} {memory:10.0f}'
                  + ("" if row["together"] else "   (too much for one link)"), flush=True)
    if options.json:
        options.json.write_text(json.dumps(rows, indent=2) + "\n")
    if options.svg:
        plot(rows, options.svg)


if __name__ == "__main__":
    main()
