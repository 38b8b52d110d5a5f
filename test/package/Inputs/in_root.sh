#!/usr/bin/env bash
# A bash inside of ROOT: in_root.sh ROOT ARGUMENT... What is mounted goes away with it.
set -euo pipefail

root=$1
shift
# shellcheck disable=SC2016 # expanded by the inner shell
exec unshare --mount --fork sh -c '
  root=$1
  shift
  mount -t proc proc "$root/proc"
  exec env -i HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive TERM=dumb \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    chroot "$root" /bin/bash "$@"' sh "$root" "$@" </dev/null
