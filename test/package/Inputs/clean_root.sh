#!/usr/bin/env bash
# Makes a Debian in ROOT that holds nothing but the base system, and installs packages in it:
#
#   clean_root.sh ROOT FILE.deb...
#
# From the archive that this machine's apt uses. For root; nothing stays mounted.
set -euo pipefail

root=$1
shift
inside() { "$(dirname "${BASH_SOURCE[0]}")/in_root.sh" "$root" -c "$1"; }

archives=$(apt-get indextargets --format '$(ORIGIN) $(REPO_URI) $(CODENAME) $(COMPONENT)' 'Created-By: Packages' |
  awk '$1 == "Debian" { print "deb", $2, $3, $4 }' | sort -u)
# shellcheck source=/dev/null
codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
mirror=$(awk -v name="$codename" '$3 == name { print $2; exit }' <<<"$archives")

debootstrap --variant=minbase "$codename" "$root" "$mirror"
echo "$archives" >"$root/etc/apt/sources.list"
mkdir -p "$root/packages"
cp "$@" "$root/packages"
inside 'apt-get update -q'

# Unpacked, then what they say they need, and nothing else; then they must install without a word.
inside 'dpkg --unpack /packages/*.deb'
inside 'apt-get install -q -y --no-install-recommends --fix-broken'
inside 'dpkg -i /packages/*.deb'
inside '[ -z "$(dpkg --audit)" ]'
inside 'maplint --version && maplint-clang-tidy --checks="-*,map-*" --list-checks | grep map-nil-write'

# What docs/getting-started.md uses besides.
inside 'apt-get install -q -y --no-install-recommends g++ cmake make git'
