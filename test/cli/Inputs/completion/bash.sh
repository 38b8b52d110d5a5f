# What bash offers behind the words: bash.sh SCRIPT WORD...; the last word is the one being typed.
source "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_maplint
printf '%s\n' "${COMPREPLY[@]}"
