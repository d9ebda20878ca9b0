# shellcheck shell=sh
# What the pod's log says, and how a run ends.

say() {
  printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$*"
}

# The liveness probe looks at the age of this file.
alive() {
  touch "$POD_FOLDER/alive" 2>/dev/null || :
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
  while kill -0 "$_job" 2>/dev/null; do
    alive
    sleep 0.2 || sleep 1
  done
  wait "$_job"
}

# A folder of the run's own, removed when it ends: CRI's answer in it may hold passwords of registries.
work_folder() {
  umask 077
  mkdir -p "$POD_FOLDER"
  work=$(mktemp -d "$POD_FOLDER/$mode.XXXXXX")
  umask 022
}
