# How lit finds and runs the tests; the build's own paths come from lit.site.cfg.py.

import importlib.util
import os
import shutil
import subprocess
import sys

import lit.formats

source = config.maplint_source_dir
build = config.maplint_build_dir
tests = os.path.join(source, "test")
tools = os.path.join(tests, "tools")
stubs = os.path.join(tests, "stubs")

config.name = "maplint"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".cpp", ".c", ".test"]
config.excludes = ["unit", "stubs", "tools", "Inputs"]
config.test_source_root = tests
config.test_exec_root = os.path.join(build, "test")

path = [os.path.join(build, "bin"), os.path.join(build, "tools"), config.llvm_tools_dir,
        config.environment.get("PATH", "")]
config.environment["PATH"] = os.pathsep.join(path)
# A user's own settings must not decide how a test ends.
for name in ("CLICOLOR_FORCE", "FORCE_COLOR", "MAPLINT_BLESS", "MAPLINT_CONFIG"):
    config.environment.pop(name, None)
config.environment["MAPLINT_SOURCE_DIR"] = source
config.environment["LC_ALL"] = "C.UTF-8"

maplint = os.path.join(build, "bin", "maplint")
clang = os.path.join(config.llvm_tools_dir, "clang++")


def script(name):
    return "python3 " + os.path.join(tools, name)


# Regular expressions, replaced in this order: a longer name before its own prefix.
config.substitutions += [
    ("%maplint", maplint),
    ("%tidy", os.path.join(build, "bin", "maplint-clang-tidy") + " --config={}"),
    ("%verify", f"{script('verify.py')} {maplint}"),
    ("%check-fix", f"{script('check_fix.py')} {maplint} {clang}"),
    ("%prove", f"python3 {os.path.join(tests, 'proof', 'prove.py')} --clang {clang} --build "
               + os.path.join(build, "proofs")),
    # %exits 2 COMMAND: the command must end with just that status.
    ("%exits", script("status.py")),
    ("%FileCheck", os.path.join(config.llvm_tools_dir, "FileCheck")),
    ("%clangxx", clang),
    ("%plugin", os.path.join(build, "lib", "maplint-tidy.so")),
    ("%llvm-include", config.llvm_include_dir),
    ("%stubs", stubs),
    ("%tools", tools),
    ("%run-clang-tidy", "run-clang-tidy-" + config.llvm_major),
    ("%python", "python3"),
    ("%root", source),
    ("%build", build),
]

config.available_features.add("llvm-" + config.llvm_major)
if lit_config.params.get("nightly"):
    config.available_features.add("nightly")
if config.has_lsp:
    config.available_features.add("lsp")
for program in ("clangd", "dpkg-shlibdeps", "file", "fish", "git", "groff", "npm", "nvim", "pre-commit", "promtool",
                "tidy", "tmux", "zsh"):
    if shutil.which(program, path=config.environment["PATH"]):
        config.available_features.add(program)
if os.geteuid() == 0 and shutil.which("debootstrap", path=config.environment["PATH"]):
    config.available_features.add("debootstrap")
if importlib.util.find_spec("yaml"):
    config.available_features.add("pyyaml")
if shutil.which("chromium", path=config.environment["PATH"]):
    # Some containers let it be installed and not run; that says nothing about the reports.
    started = subprocess.run([sys.executable, os.path.join(tools, "browser.py")], check=False,
                             capture_output=True, text=True, env=config.environment)
    if started.returncode == 0:
        config.available_features.add("chromium")
    else:
        lit_config.note("chromium does not start here, reports are not looked at: "
                           + (started.stderr.strip().splitlines() or ["no reason given"])[-1])
ale = "/usr/share/vim-ale"  # where Debian puts it
config.substitutions.append(("%ale", ale))
if os.path.isdir(ale) and shutil.which("vim", path=config.environment["PATH"]):
    config.available_features.add("ale")
if shutil.which("emacs", path=config.environment["PATH"]):
    loaded = subprocess.run(["emacs", "-q", "--batch", "--eval", "(require 'eglot)"], check=False,
                            capture_output=True, env=config.environment)
    if loaded.returncode == 0:
        config.available_features.add("eglot")
if config.sanitized:
    config.available_features.add("sanitizer")
    # LLVM's own libraries are not instrumented: a vector they grew looks wrong from here.
    config.environment["ASAN_OPTIONS"] = "detect_container_overflow=0"
