# ./dev demo: what maplint says about examples/, and what its fixes change. Sourced by ./dev.
# shellcheck disable=SC2154 # $build is that of ./dev

demo() {
  build
  local maplint=$build/bin/maplint work
  work=$(mktemp -d)
  # shellcheck disable=SC2064 # the folder of now, not of then
  trap "rm -rf '$work'" EXIT
  cp examples/*.cpp "$work"

  show maplint examples/sessions.cpp
  found "$maplint" examples/sessions.cpp -- -std=c++20

  show maplint --fix=suggested sessions.cpp
  (cd "$work" && found "$maplint" --fix=suggested sessions.cpp -- -std=c++20 >/dev/null)
  diff -u --label before --label after examples/sessions.cpp "$work/sessions.cpp" || true

  show maplint list
  "$maplint" list
}

show() {
  printf '\n$ %s\n\n' "$*"
}

# Findings are what the demonstration is for: 0 and 1 are answers, anything else is trouble.
found() {
  local status=0
  "$@" || status=$?
  [ "$status" -le 1 ]
}
