#!/usr/bin/env python3
"""Runs a command and demands an exit status: status.py STATUS COMMAND...

`not` of LLVM takes any failure for an answer; the statuses 1, 2 and 3 of maplint differ.
"""

import subprocess
import sys

wanted = int(sys.argv[1])
got = subprocess.run(sys.argv[2:], check=False).returncode
if got != wanted:
    print(f"exit status {got} instead of {wanted}: {' '.join(sys.argv[2:])}", file=sys.stderr)
sys.exit(got != wanted)
