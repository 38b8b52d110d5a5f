"""Every line of the other files stands in the first one: named.py PAGE FILE..."""

import re
import sys
from pathlib import Path

page = re.sub(r"-\n\s*", "-", Path(sys.argv[1]).read_text(encoding="utf-8"))
missing = [word for file in sys.argv[2:] for word in Path(file).read_text(encoding="utf-8").split()
           if not re.search(r"(?<![\w-])" + re.escape(word) + r"(?![\w-])", page)]
print("missing:", *missing)
sys.exit(1 if missing else 0)
