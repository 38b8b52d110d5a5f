"""Copies a file to names that nobody should have to print."""

import shutil
import sys

NAMES = [b"::error::x.cpp", b"colour\x1b[31m.cpp", b"line\nbreak.cpp",
         "right\u202eleft.cpp".encode(), b"wrong\xff\xfe.cpp"]

for name in NAMES:
    shutil.copy(sys.argv[1], name)
with open(b"text.cpp", "wb") as text:
    text.write(open(sys.argv[1], "rb").read().replace(b"= 2;", b"= 2; // \x1b[2J\xff"))
    # Every byte that does not end the comment's line (a carriage return does).
    text.write(b"// " + bytes(set(range(256)) - set(b"\r\n")))
