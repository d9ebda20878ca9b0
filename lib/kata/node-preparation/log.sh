# shellcheck shell=sh
# What the pod's log says, and how a run ends.

say() {
  printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$*"
}

# The liveness probe looks at the age of this file.
alive() {
  { printf '' >"$POD_FOLDER/alive"; } 2>/dev/null || :
}

step() {
  alive
  say "== $*"
}

# Ends the run. Its text becomes the node's annotation.
fail() {
  say "failed: $*" >&2
  printf '%s\n' "$*" >"$work/trouble" 2>/dev/null || :
  exit 1
}

# Something that may take longer than the liveness probe waits.
at_length() {
  "$@" &
  _job=$!
  for _pause in 0.02 0.05 0.1 0.2 0.5; do
    ! kill -0 "$_job" 2>/dev/null || sleep "$_pause" 2>/dev/null || :
  done
  while kill -0 "$_job" 2>/dev/null; do
    alive
    sleep 1
  done
  wait "$_job"
}

# exchange TEXT THIS THAT: to $exchanged, as tr would.
exchange() {
  exchanged=$1
  while :; do
    case $exchanged in
    *"$2"*) exchanged=${exchanged%%"$2"*}$3${exchanged#*"$2"} ;;
    *) return 0 ;;
    esac
  done
}

# A folder of the run's own, removed when it ends: CRI's answer in it may hold passwords of registries.
work_folder() {
  umask 077
  [ -d "$POD_FOLDER" ] || mkdir -p "$POD_FOLDER"
  work=$(mktemp -d "$POD_FOLDER/$mode.XXXXXX")
  umask 022
}
