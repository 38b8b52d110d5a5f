#!/usr/bin/env bash
# Builds maplint from the sources this file lies in and installs it. For runners on Debian; ccache makes the
# second time quick when its folder is kept.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
prefix=${1:-/usr/local}
"$root/dev" build
cmake --install "${MAPLINT_BUILD:-$root/build}" --prefix "$prefix"
echo "$prefix/bin" >>"${GITHUB_PATH:-/dev/null}"
