"""What the meta tests ask about the repository: its checks, its fixtures, its files."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FIXTURES = ROOT / "test" / "checks"

sys.path.insert(0, str(ROOT / "test" / "tools"))


def check_ids():
    """The ids of all checks; the folder is the registry."""
    return sorted(path.stem for path in (ROOT / "checks").glob("map-*.cpp"))


def rule_ids():
    """The ids of what is said about comments that silence; no facts are needed to find it."""
    text = (ROOT / "lib" / "triage" / "Rules.h").read_text()
    return sorted(re.findall(r'"(map-[a-z-]+)"', text))


def fixtures():
    """Every fixture of every check."""
    return sorted(path for path in FIXTURES.glob("*/*") if path.suffix in (".cpp", ".c"))


def committed_files():
    """The files git knows or would take; without git, those outside of build folders."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others",
               "--exclude-standard"]
    try:
        listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        files = [ROOT / name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        files = [path for top in ROOT.iterdir() if not top.name.startswith((".git", "build"))
                 for path in ([top] if top.is_file() else top.glob("**/*"))]
    return sorted(path for path in files if path.is_file() and "__pycache__" not in path.parts)


def finish(complaints):
    """Prints the complaints and ends with the status they deserve."""
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    sys.exit(1 if complaints else 0)
