#!/usr/bin/env python3
"""Plays a recorded session: play.py SESSION COMMAND...

Runs the command in a terminal of 80 columns (tmux) and does what the lines of SESSION say:

  > keys WORD...      types them, as `tmux send-keys` takes them: text, or names such as Enter and Escape
  > screen            waits until the screen shows the lines that follow, each behind `|`
  > run WORD...       runs another command beside it
  > end STATUS        waits until the command has ended with that status

Other lines are for people. When a screen never comes, the difference to the last one is printed. With
MAPLINT_BLESS=1 the screens are written into SESSION as they are once nothing has moved for a while.
"""

import difflib
import os
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COLUMNS, ROWS = 80, 16
PATIENCE = 90  # seconds for one screen
STEADY = 4  # seconds without a change, when a session is recorded


class Terminal:
    def __init__(self, command, folder):
        self.tmux = ["tmux", "-S", str(Path(folder) / "socket"), "-f", "/dev/null"]
        self.ended = Path(folder) / "status"  # tmux itself forgets it now and then
        script = shlex.join(command) + f"; echo $? > {shlex.quote(str(self.ended))}; sleep 1000"
        self.ask("new-session", "-d", "-x", str(COLUMNS), "-y", str(ROWS), "sleep 1000",
                 ";", "set", "-g", "status", "off", ";", "set", "-g", "escape-time", "0",
                 ";", "respawn-pane", "-k", "-c", os.getcwd(), script)

    def ask(self, *words):
        return subprocess.run([*self.tmux, *words], check=True, text=True, capture_output=True).stdout

    def screen(self):
        lines = [line.rstrip() for line in self.ask("capture-pane", "-p").split("\n")]
        while lines and not lines[-1]:
            lines.pop()
        return lines

    def type(self, words):
        self.ask("send-keys", *words)

    def status(self):
        """Of the command when it has ended."""
        text = self.ended.read_text() if self.ended.exists() else ""
        return int(text) if text.endswith("\n") else None

    def close(self):
        subprocess.run([*self.tmux, "kill-server"], check=False, capture_output=True)


def eventually(holds, patience=PATIENCE):
    until = time.monotonic() + patience
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


def settled(terminal):
    """The screen once nothing moves on it any more."""
    seen, since = terminal.screen(), time.monotonic()
    while time.monotonic() - since < STEADY:
        time.sleep(0.2)
        now = terminal.screen()
        if now != seen:
            seen, since = now, time.monotonic()
    return seen


def steps_of(lines):
    """Words of each step, with the lines of the screen that belongs to it, and where they stand."""
    for at, line in enumerate(lines):
        if not line.startswith("> "):
            continue
        end = at + 1
        while end < len(lines) and lines[end].startswith("|"):
            end += 1
        yield shlex.split(line[2:]), [each[1:].rstrip() for each in lines[at + 1:end]], (at + 1, end)


def play(terminal, lines, blessed):
    """Why the session is not as recorded, or nothing."""
    for (what, *words), wanted, (begin, end) in steps_of(lines):
        if what == "keys":
            terminal.type(words)
        elif what == "run":
            subprocess.run(words, check=True)
        elif what == "screen" and blessed is not None:
            blessed.append((begin, end, ["|" + line for line in settled(terminal)]))
        elif what == "screen":
            if not eventually(lambda: terminal.screen() == wanted):
                return "\n".join(difflib.unified_diff(wanted, terminal.screen(), "recorded", "shown",
                                                      lineterm=""))
        elif what == "end":
            if not eventually(lambda: terminal.status() is not None) or terminal.status() != int(words[0]):
                shown = "\n".join(terminal.screen())
                return f"status {terminal.status()} instead of {words[0]}\n{shown}"
        else:
            return f"unknown step {what}"
    return None


def main(session, *command):
    path = Path(session)
    lines = path.read_text().splitlines()
    blessed = [] if os.environ.get("MAPLINT_BLESS") else None
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TERM"] = "screen"
        terminal = Terminal(command, folder)
        try:
            why = play(terminal, lines, blessed)
        finally:
            terminal.close()
    for begin, end, screen in reversed(blessed or []):
        lines[begin:end] = screen
    if blessed:
        path.write_text("\n".join(lines) + "\n")
    sys.exit(why)


main(*sys.argv[1:])
