"""Compiles the programs of proofs. What was compiled before, from the same text, is taken again."""

import fcntl
import hashlib
import os
import subprocess
from pathlib import Path

import cases
import fixture

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
INCLUDE = HERE / "include"

COMMON = ["-w", "-pthread", "-fno-delete-null-pointer-checks", f"-I{ROOT}"]
# -O0: the code is short, compiling takes the time, and null stays null. A pointer that nothing sets
# is null on every run, not what happens to lie on the stack.
RUNTIME = ["-O0", "-g0", "-ftrivial-auto-var-init=zero", f"-I{INCLUDE}", f"-I{fixture.STUBS}"]
WITNESS = ["-O0", "-gline-tables-only", "-DPROOF_WITNESS", f"-I{fixture.STUBS}", f"-I{INCLUDE}"]
MEMORY = ["-fsanitize=address,undefined", "-fno-sanitize-recover=undefined", "-D_GLIBCXX_DEBUG"]
RACES = ["-fsanitize=thread"]


def flags_of(path, mode):
    """The compiler's flags for the fixture `path`: C++20 at least, whatever else it asks for."""
    own = [flag for flag in fixture.compile_flags(path)[len(fixture.DEFAULT_FLAGS):]
           if flag not in COMMON and (not flag.startswith("-std=") or flag >= "-std=c++20")]
    standard = [] if any(flag.startswith("-std=") for flag in own) else ["-std=c++20"]
    modes = {"runtime": RUNTIME, "memory": WITNESS + MEMORY, "races": WITNESS + RACES}
    return standard + sorted(own) + COMMON + modes[mode]


def digest(*parts):
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def headers():
    """The text of all headers a proof is compiled against."""
    folders = [ROOT / "lib" / "refmap", INCLUDE, fixture.STUBS]
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    return "".join(f"{path}\0{path.read_text()}" for path in files)


class Builder:
    """Compiles into `folder` with `clang`."""

    def __init__(self, clang, folder):
        self.clang = clang
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.headers = digest(headers(), str(clang))

    def executable(self, path, text, mode):
        """The program of the text, for the fixture `path`."""
        flags = flags_of(path, mode)
        name = f"{path.parent.name}-{path.name.replace('.', '-')}-{mode}"
        program = self.folder / f"{name}-{digest(self.headers, text, *flags)}"
        if program.exists():
            return program
        for old in self.folder.glob(f"{name}-*"):
            old.unlink(missing_ok=True)
        prelude = self.prelude(flags)
        source, object_file = Path(f"{program}.cpp"), Path(f"{program}.o")
        source.write_text(text)
        self.run([*flags, "-include-pch", prelude, "-c", source, "-o", object_file])
        # Linked without -fopenmp: its runtime is proof/OpenMp.h.
        link = [flag for flag in flags if flag != "-fopenmp"]
        self.run([*link, object_file, prelude.with_suffix(".o"), "-o", f"{program}.new"])
        object_file.unlink()
        os.rename(f"{program}.new", program)
        return program

    def prelude(self, flags):
        """The precompiled header for these flags; what it instantiates is compiled beside it."""
        header = INCLUDE / "proof" / "Prelude.h"
        compiled = self.folder / f"prelude-{digest(self.headers, *flags)}.pch"
        with open(compiled.with_suffix(".lock"), "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not compiled.exists():
                fresh = f"{compiled}.new.pch"
                self.run([*flags, "-fpch-instantiate-templates", "-fpch-codegen", "-x",
                          "c++-header", header, "-o", fresh])
                code = [flag for flag in flags if flag.startswith(("-O", "-g", "-f"))]
                self.run([*code, "-c", fresh, "-o", compiled.with_suffix(".o")])
                os.rename(fresh, compiled)
        return compiled

    def run(self, arguments):
        command = [str(word) for word in [self.clang, *arguments]]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise cases.Malformed(f"does not compile:\n{done.stderr}")
