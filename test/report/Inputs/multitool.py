"""Validates a SARIF file by the standard's and GitHub's rules: multitool.py NODE_MODULES FILE"""

import os
import subprocess
import sys
from pathlib import Path

modules, file = sys.argv[1:]
tool = Path(modules) / "@microsoft/sarif-multitool-linux/Sarif.Multitool"
subprocess.run([tool, "validate", file, "--rule-kind", "Sarif;Ghas", "--level", "Error"], check=True,
               env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"})
