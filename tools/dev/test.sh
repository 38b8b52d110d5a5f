# ./dev test: the unit tests and the lit tests, and one line that adds them up. Sourced by ./dev.
# shellcheck disable=SC2154 # $build, $llvm and use_llvm are those of ./dev

run_tests() {
  local nightly= filter=
  while [ $# -gt 0 ]; do
    case $1 in
    --nightly) nightly=1 ;;
    --llvm=*) use_llvm "${1#*=}" ;;
    --llvm)
      use_llvm "${2:?a version behind --llvm}"
      shift
      ;;
    -*)
      say "dev test: unknown option $1"
      return 2
      ;;
    *) filter=$1 ;;
    esac
    shift
  done
  build || {
    echo "0 passed, 1 failed" # the build
    return 1
  }

  if [ "$nightly" = 1 ]; then
    local libraries
    mapfile -t libraries < <(nightly_packages)
    install_missing "${libraries[@]}" || say "dev: the tests of other libraries will fail"
  fi

  install_browser
  install_editors
  install_ci

  local results=$build/test-results
  rm -rf "$results"
  mkdir -p "$results"
  run_unit_tests maplint_unit_tests "$filter" "$results/unit.json"
  run_unit_tests refmap_tests "$filter" "$results/refmap.json"
  run_lit_tests "$nightly" "$filter" "$results/lit.json"
  python3 tools/dev/sum_tests.py "$results/unit.json" "$results/refmap.json" "$results/lit.json"
}

# The runners' own exit status is not asked: a runner that dies leaves no result file, and
# sum_tests.py counts that as a failure.
run_unit_tests() {
  local tests=$build/bin/$1
  # Only read by a build with sanitizers: LLVM's own libraries have none.
  ASAN_OPTIONS=detect_container_overflow=0 "$tests" --gtest_brief=1 ${2:+"--gtest_filter=*$2*"} --gtest_output="json:$3" </dev/null || true
}

run_lit_tests() {
  local lit=lit-$llvm
  command -v "$lit" >/dev/null || lit="python3 /usr/lib/llvm-$llvm/build/utils/lit/lit.py"
  # shellcheck disable=SC2086 # a command and its script
  $lit -sv --no-progress-bar ${1:+-Dnightly="$1"} ${2:+--filter="$2" --allow-empty-runs} -o "$3" "$build/test" \
    </dev/null || true
}
