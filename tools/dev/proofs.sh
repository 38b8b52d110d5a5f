# ./dev proofs: the table of proofs. Sourced by ./dev.
# shellcheck disable=SC2154 # $build and $llvm are those of ./dev

proofs() {
  local options=() filter=
  while [ $# -gt 0 ]; do
    case $1 in
    --repeat)
      options+=(--repeat "${2:?--repeat needs a number}")
      shift
      ;;
    -*)
      say "dev proofs: unknown option $1"
      return 2
      ;;
    *) filter=$1 ;;
    esac
    shift
  done
  install_missing_packages "$llvm" || return
  local fixtures
  mapfile -t fixtures < <(find test/checks -name '*.cpp' | grep -F -- "$filter" | sort)
  [ ${#fixtures[@]} -gt 0 ] || {
    say "dev proofs: no fixture whose path has $filter"
    return 2
  }
  python3 test/proof/prove.py --clang "/usr/lib/llvm-$llvm/bin/clang++" --build "$build/proofs" \
    --witness --table "${options[@]}" "${fixtures[@]}"
}
