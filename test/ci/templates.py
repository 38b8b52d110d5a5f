#!/usr/bin/env python3
"""Does what a CI system does with the templates: templates.py KIND MAPLINT PROJECT

KIND is `github`, `gitlab` or `pre-commit`; PROJECT a copy of the example, configured in build/. The files must
have the shape that the system demands, the snippet on docs/ci.md must fit them, and their very commands must
find what is in the project.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
FINDINGS = 5  # one of each check
PATIENCE = 300


def demand(holds, what):
    if not holds:
        sys.exit(f"not so: {what}")


def snippet(name):
    """The example on the page that is called so."""
    page = (ROOT / "docs" / "ci.md").read_text()
    return yaml.safe_load(re.search(rf"^```yaml {name}\n(.*?)^```$", page, re.M | re.S)[1])


def run(command, folder, environment, maplint):
    path = os.path.dirname(maplint) + os.pathsep + os.environ["PATH"]
    return subprocess.run(command, cwd=folder, env={**os.environ, "PATH": path, **environment}, text=True,
                          capture_output=True, check=False, timeout=PATIENCE)


def step_environment(step, inputs):
    """As the runner makes it: every value is one expression, of an input."""
    environment = {}
    for name, value in step.get("env", {}).items():
        given = re.fullmatch(r"\$\{\{ inputs\.([a-z]+) \}\}", value)
        demand(given and given[1] in inputs, f"{name}: {value} is an input")
        environment[name] = inputs[given[1]]
    return environment


def github(maplint, project):
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    demand({"name", "description", "inputs", "outputs", "runs"} <= set(action), "what an action must say")
    demand(action["runs"]["using"] == "composite", "composite")
    for name, about in action["inputs"].items():
        demand(about["description"] and isinstance(about["default"], str), f"input {name}")
    job = snippet("github")["jobs"]["maplint"]
    [use] = [step for step in job["steps"] if step.get("uses", "").startswith("maplint/")]
    demand(set(use["with"]) <= set(action["inputs"]), "the page uses inputs that there are")

    inputs = {name: about["default"] for name, about in action["inputs"].items()}
    inputs["options"] = "--fail-on=error --confidence=medium"
    files = {name: project / name.lower() for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT", "GITHUB_PATH")}
    environment = {"GITHUB_ACTION_PATH": str(ROOT), **{name: str(path) for name, path in files.items()}}
    for step in action["runs"]["steps"]:
        demand(step["shell"] == "bash", "each step names its shell")
        script = project / "step.sh"
        script.write_text(step["run"])
        done = run(["bash", "--noprofile", "--norc", "-eo", "pipefail", script], project,
                   {**environment, **step_environment(step, inputs)}, maplint)
    demand(done.returncode == 1, f"status {done.returncode} is 1: {done.stderr}")
    annotations = re.findall(r"^::(?:error|warning) file=src/[a-z_]+\.cpp,line=\d+", done.stdout, re.M)
    demand(len(annotations) == FINDINGS, f"annotations: {done.stdout}")
    demand(files["GITHUB_OUTPUT"].read_text() == "status=1\n", "the output `status`")
    summary = files["GITHUB_STEP_SUMMARY"].read_text()
    demand(summary.startswith("### maplint\n\n    src/") and "    4 errors, 1 warning in 7 files" in summary, summary)
    sarif = json.loads((project / inputs["sarif"]).read_text())
    demand(len(sarif["runs"][0]["results"]) == FINDINGS, "findings in SARIF")


def gitlab(maplint, project):
    template = yaml.safe_load((ROOT / "tools" / "ci" / "gitlab.yml").read_text())
    use = snippet("gitlab")
    job, user = template[".maplint"], use["maplint"]
    demand(use["include"][0]["file"] == "/tools/ci/gitlab.yml", "the page includes the template")
    demand(user["extends"] == ".maplint" and set(user["variables"]) <= set(job["variables"]), "what the page sets")
    demand(job["artifacts"]["when"] == "always", "reports of failed jobs are kept")
    done = run(["bash", "-eo", "pipefail", "-c", "\n".join(job["script"])], project,
               {**job["variables"], "MAPLINT_OPTIONS": "--fail-on=error --quiet"}, maplint)
    demand(done.returncode == 1, f"status {done.returncode} is 1: {done.stderr}")
    reports = job["artifacts"]["reports"]
    demand(set(reports) == {"codequality", "junit"}, "GitLab's own names of reports")
    demand(len(json.loads((project / reports["codequality"]).read_text())) == FINDINGS, "Code Quality")
    demand((project / reports["junit"]).read_text().count("<failure ") == FINDINGS, "JUnit")


def pre_commit(maplint, project):
    """With pre-commit itself; the hooks stand in the project, because `repo` would be cloned."""
    manifest = ROOT / ".pre-commit-hooks.yaml"
    own = {"PRE_COMMIT_HOME": str(project / "cache"), "HOME": str(project)}
    done = run(["pre-commit", "validate-manifest", manifest], project, own, maplint)
    demand(done.returncode == 0, done.stdout + done.stderr)
    hooks = yaml.safe_load(manifest.read_text())
    wanted = snippet("pre-commit")["repos"][0]["hooks"][0]["id"]
    demand(wanted in [hook["id"] for hook in hooks], f"{wanted} is a hook")
    (project / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]}))
    for command in (["git", "init", "-q"], ["git", "add", "src", ".pre-commit-config.yaml"]):
        run(command, project, own, maplint)
    done = run(["pre-commit", "run", "maplint", "--all-files"], project, own, maplint)
    demand(done.returncode == 1 and "- exit code: 1" in done.stdout, done.stdout + done.stderr)
    found = re.findall(r"^src/[a-z_]+\.cpp:\d+:\d+: (?:error|warning): ", done.stdout, re.M)
    demand(len(found) == FINDINGS, done.stdout)
    source = project / "src" / "directory.cpp"
    before = source.read_text()
    done = run(["pre-commit", "run", "maplint-fix", "--files", source], project, own, maplint)
    demand("files were modified by this hook" in done.stdout, done.stdout)
    demand("reserve" in source.read_text().replace(before, ""), "the fix is written")
    done = run(["pre-commit", "run", "maplint", "--files", source], project, own, maplint)
    demand(done.returncode == 0, done.stdout)


KINDS = {"github": github, "gitlab": gitlab, "pre-commit": pre_commit}
KINDS[sys.argv[1]](os.path.abspath(sys.argv[2]), Path(sys.argv[3]).resolve())
