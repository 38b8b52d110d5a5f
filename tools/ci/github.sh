#!/usr/bin/env bash
# What action.yml does: findings become annotations, a summary of the job and a SARIF report.
set -euo pipefail

text=$(mktemp)
trap 'rm -f "$text"' EXIT
options=(-p "$MAPLINT_BUILD" --format=github --report "text=$text")
[ -z "${MAPLINT_SARIF:-}" ] || options+=(--report "sarif=$MAPLINT_SARIF")
[ -z "${MAPLINT_SINCE:-}" ] || options+=(--since "$MAPLINT_SINCE")
[ -z "${MAPLINT_BASELINE:-}" ] || options+=(--baseline "$MAPLINT_BASELINE")
read -r -a more <<<"${MAPLINT_OPTIONS:-}"

status=0
maplint "${options[@]}" "${more[@]}" || status=$?

# Indented, because a fence could be closed by what stands in the sources.
{
  printf '### maplint\n\n'
  sed 's/^/    /' "$text"
} >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
echo "status=$status" >>"${GITHUB_OUTPUT:-/dev/null}"
exit "$status"
