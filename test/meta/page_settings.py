#!/usr/bin/env python3
"""Each block of YAML on a page is a configuration: page_settings.py MAPLINT FOLDER PAGE"""

import re
import subprocess
import sys
from pathlib import Path

from repository import finish


def main(maplint, folder, page):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "a.cpp").write_text("int x;\n")
    complaints = []
    blocks = re.findall(r"^```yaml\n(.*?)^```$", Path(page).read_text(), re.MULTILINE | re.DOTALL)
    for block in blocks:
        (folder / ".maplint.yaml").write_text(block)
        done = subprocess.run([maplint, "config", "a.cpp"], cwd=folder, capture_output=True, text=True,
                              check=False)
        if done.returncode or not done.stdout:
            complaints.append(f"{page}: {done.stderr}{block}")
    finish(complaints or ([] if blocks else [f"{page}: no YAML"]))


main(*sys.argv[1:])
