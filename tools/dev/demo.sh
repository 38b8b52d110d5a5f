# ./dev demo: what maplint says about the example project. Sourced by ./dev.
# shellcheck disable=SC2154 # $build is that of ./dev

demo() {
  build bin/maplint
  local project=$build/demo/session-service report=$build/demo/report.json
  if [ ! -f "$project/compile_commands.json" ]; then
    cmake -G Ninja -S examples/session-service -B "$project" -DCMAKE_EXPORT_COMPILE_COMMANDS=ON \
      -DCMAKE_CXX_COMPILER="clang++-$llvm" >&2
  fi
  found "$build/bin/maplint" -p "$project" --format=json --output="$report"
  printf '$ maplint -p %s\n\n' "$project"
  found "$build/bin/maplint" -p "$project"
  printf '\nThe same as JSON: %s\n' "$report"
}

# Findings are what the demonstration is for: 0 and 1 are answers, anything else is trouble.
found() {
  local status=0
  "$@" || status=$?
  [ "$status" -le 1 ]
}
