"""What stands on zsh's command line after TAB: zsh.py FOLDER-OF-FPATH TEXT"""

import os
import pty
import re
import select
import sys
import time

SETUP = ("fpath=({folder} $fpath); autoload -Uz compinit; compinit -u -D; PS1=; PROMPT=; "
         "unsetopt prompt_cr prompt_sp; show() {{ print -r -- \"LINE<$BUFFER>\"; zle kill-buffer }}; "
         "zle -N show; bindkey '^O' show; print READY\n")


def until(descriptor, mark, seconds=30):
    text = ""
    end = time.monotonic() + seconds
    while mark not in text and time.monotonic() < end:
        if select.select([descriptor], [], [], 0.2)[0]:
            try:
                text += os.read(descriptor, 4096).decode(errors="replace")
            except OSError:
                break
    return text


def main(folder, text):
    child, descriptor = pty.fork()
    if child == 0:
        os.environ["TERM"] = "dumb"
        os.execvp("zsh", ["zsh", "-f", "-i"])
    os.write(descriptor, SETUP.format(folder=folder).encode())
    until(descriptor, "\nREADY")
    os.write(descriptor, text.encode() + b"\t\x0f")
    said = until(descriptor, ">")
    os.write(descriptor, b"exit\n")
    os.close(descriptor)
    os.waitpid(child, 0)
    print(*re.findall(r"LINE<(.*?)>", said, re.S))


main(*sys.argv[1:])
