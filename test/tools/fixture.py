"""What the test tools know about a fixture: its flags, and how to ask maplint about it."""

import json
import os
import re
import subprocess
from pathlib import Path

STUBS = Path(__file__).resolve().parent.parent / "stubs"
DEFAULT_FLAGS = ["-std=c++20", "-I", str(STUBS)]
FLAGS_LINE = re.compile(r"^//\s*FLAGS:(.*)$", re.MULTILINE)

# Nothing here takes long; a test that hangs must not hang the whole run.
TIMEOUT = 120

NOTHING_FOUND, FINDINGS = 0, 1


class ToolFailure(Exception):
    """maplint or the compiler did not do its work; the text says what it said."""


def compile_flags(source):
    """The flags of the fixture `source`: the defaults, then those of its `// FLAGS:` lines."""
    lines = FLAGS_LINE.findall(Path(source).read_text())
    return DEFAULT_FLAGS + [flag for line in lines for flag in line.split()]


def run(command, cwd=None):
    """Runs a command to its end, without input; a command that cannot run is a failure."""
    command = [str(word) for word in command]
    try:
        return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=TIMEOUT,
                              stdin=subprocess.DEVNULL, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ToolFailure(f"cannot run {' '.join(command)}: {error}") from error


def run_maplint(maplint, options, source, flags, cwd=None):
    """Runs maplint on one file; exit statuses other than 0 and 1 are a failure."""
    command = [maplint, *options, str(source), "--", *flags]
    done = run(command, cwd)
    if done.returncode not in (NOTHING_FOUND, FINDINGS):
        raise ToolFailure(f"exit status {done.returncode} of: {' '.join(command)}\n{done.stderr}")
    return done.stdout


def report_of(maplint, source, flags, options=(), cwd=None):
    """The JSON report of one file; a file that could not be analysed is a failure."""
    output = run_maplint(maplint, ["--format=json", *options], source, flags, cwd)
    try:
        report = json.loads(output)
    except ValueError as error:
        raise ToolFailure(f"no JSON report: {error}\n{output[:2000]}") from error
    failed = report.get("files", {}).get("failed", [])
    if failed:
        raise ToolFailure("\n".join(f"{f['file']}: {f['reason']}" for f in failed))
    return report


def reported_path(name, cwd=None):
    """The real path of a file a report names: absolute, or relative to where maplint ran."""
    base = Path(cwd or os.getcwd())
    roots = [base, *base.parents, Path(os.environ.get("MAPLINT_SOURCE_DIR", base))]
    for root in roots:
        if (root / name).exists():
            return (root / name).resolve()
    return Path(name)


def compile_only(clang, source, flags, cwd=None):
    """Compiles without output; raises ToolFailure with the compiler's own words."""
    command = [clang, *flags, "-fsyntax-only", str(source)]
    done = run(command, cwd)
    if done.returncode:
        raise ToolFailure(f"does not compile: {' '.join(command)}\n{done.stderr}")
