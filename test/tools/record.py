#!/usr/bin/env python3
"""Runs a command in a terminal and prints what it wrote there, with what moves the cursor or colours text
made visible: <CR>, <EL>, <1;31m>. Each redrawn line stands on a line of its own, once if only its figures
change. Then `exit N`.

usage: record.py [--columns N] [--replace REGEX TEXT]... COMMAND...
"""

import argparse
import fcntl
import os
import pty
import re
import struct
import sys
import termios

ROWS = 40
SPEED = r"\d+(\.\d+)? files/s, (\d+ (s|min|h) ?)+left"
DURATION = r"(?<=, )(\d+ (s|min|h) ?)+(?=<EL>)"


def run(command, columns):
    """What the command wrote, and its exit status."""
    child, terminal = pty.fork()
    if child == 0:
        size = struct.pack("HHHH", ROWS, columns, 0, 0)
        fcntl.ioctl(sys.stdout.fileno(), termios.TIOCSWINSZ, size)
        os.execvp(command[0], command)
    written = b""
    while True:
        try:
            read = os.read(terminal, 65536)
        except OSError:  # how Linux says that nobody holds the other end
            read = b""
        if not read:
            break
        written += read
    return written, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def visible(written):
    text = written.decode("utf-8", "backslashreplace").replace("\r\n", "\n")
    text = text.replace("\x1b[K", "<EL>").replace("\r", "<CR>")
    text = re.sub(r"\x1b\[([0-9;]*[A-Za-z])", r"<\1>", text).replace("\x1b", "<ESC>")
    return re.sub(r"(<EL>(<CR>)?)(?=.)", r"\1\n", text)


def normalised(text, replacements):
    for pattern, by in replacements:
        text = re.sub(pattern, by, text)
    lines = []
    for line in text.splitlines():
        if not (lines and line == lines[-1] and "<EL>" in line):
            lines.append(line)
    return "".join(line + "\n" for line in lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--columns", type=int, default=80)
    parser.add_argument("--replace", nargs=2, action="append", default=[])
    parser.add_argument("command", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    written, status = run(arguments.command, arguments.columns)
    figures = [(SPEED, "N files/s, N s left"), (DURATION, "N s")]
    sys.stdout.write(normalised(visible(written), figures + arguments.replace))
    print("exit", status)


main()
