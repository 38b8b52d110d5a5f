# The Debian packages that building and testing need. Sourced by ./dev.

packages_for() {
  local llvm=$1
  printf '%s\n' \
    "clang-$llvm" "clang-tidy-$llvm" "libclang-$llvm-dev" "libclang-rt-$llvm-dev" \
    "llvm-$llvm-dev" "llvm-$llvm-tools" \
    nlohmann-json3-dev libgtest-dev \
    cmake ninja-build ccache python3 patch dpkg-dev file
}

# What the nightly tests compile against, beside that.
nightly_packages() {
  printf '%s\n' \
    debootstrap libabsl-dev libboost-dev libtbb-dev qtbase5-dev pkg-config \
    robin-map-dev libtsl-hopscotch-map-dev libtsl-ordered-map-dev
  command -v npm >/dev/null || echo npm
}

# What HTML reports are looked at with. No other test needs them.
install_browser() {
  install_missing chromium tidy || say "dev: no chromium or tidy; the tests that ask them are skipped"
}

# What `maplint lsp` is tried with. No other test needs them. Whoever has a vim or an emacs keeps it: some
# of Debian's exclude each other.
install_editors() {
  local editors=(neovim vim-ale elpa-eglot tmux)
  command -v vim >/dev/null || editors+=(vim)
  command -v emacs >/dev/null || editors+=(emacs-nox)
  install_missing "${editors[@]}" || say "dev: editors are missing; the tests that ask them are skipped"
}

# What the CI templates are tried with; pre-commit brings Python's YAML.
install_ci() {
  install_missing pre-commit || say "dev: no pre-commit; tests of CI templates are skipped"
}

# What one query says is missing is installed; a second run asks once and does nothing.
install_missing_packages() {
  local wanted
  mapfile -t wanted < <(packages_for "$1")
  install_missing "${wanted[@]}"
}

install_missing() {
  command -v dpkg-query >/dev/null || return 0 # not Debian: the reader has brought the tools
  local wanted=("$@") missing
  missing=$(comm -23 <(printf '%s\n' "${wanted[@]}" | sort) <(installed_of "${wanted[@]}" | sort))
  [ -n "$missing" ] || return 0
  say "dev: installing" "${missing//$'\n'/ }"
  as_root apt-get update -q >&2 || return
  # shellcheck disable=SC2086 # one word a package
  as_root apt-get install -q -y --no-install-recommends $missing >&2
}

# promtool judges the metrics of the reference runtime. Its package brings a service that nobody asked
# for, so the one program is taken out of it and nothing is installed.
fetch_promtool() {
  local into=$1/tools
  ! command -v promtool >/dev/null && [ ! -x "$into/promtool" ] || return 0
  command -v apt-get >/dev/null || return 0
  say "dev: fetching promtool"
  rm -rf "$into/promtool-package" && mkdir -p "$into/promtool-package"
  (
    cd "$into/promtool-package"
    apt-get download -q prometheus || { as_root apt-get update -q && apt-get download -q prometheus; }
    dpkg-deb -x prometheus_*.deb . && mv usr/bin/promtool ..
  ) >&2 || say "dev: no promtool; the tests that ask it are skipped"
  rm -rf "$into/promtool-package"
}

installed_of() {
  dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null |
    awk '$1 == "installed" { print $2 }'
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    DEBIAN_FRONTEND=noninteractive "$@" </dev/null
  elif command -v sudo >/dev/null; then
    sudo DEBIAN_FRONTEND=noninteractive "$@" </dev/null
  else
    say "dev: cannot install packages without root or sudo; please run: $*"
    return 1
  fi
}
