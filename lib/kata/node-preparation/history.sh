# shellcheck shell=sh
# What is prepared, what was prepared before, and what nobody needs any more. The version before stays on the node: going
# back to it is a change of the declaration and needs no download.

PREPARED=$STATE/prepared
BEFORE=$STATE/prepared-before

remember_prepared() {
  printf '%s %s\n' "$ARTIFACT" "$FILES_ID" >"$work/prepared"
  if cmp -s "$work/prepared" "$HOST_ROOT$PREPARED"; then return; fi
  if [ -e "$HOST_ROOT$PREPARED" ]; then put "$HOST_ROOT$PREPARED" "$BEFORE"; fi
  put "$work/prepared" "$PREPARED"
}

# The artifact and the configurations of before, each if it was another one.
prune() {
  { printf '%s %s\n' "$ARTIFACT" "$FILES_ID"; cat "$HOST_ROOT$BEFORE" 2>/dev/null || :; } >"$work/kept"
  artifacts_in_use >"$work/in-use"
  for _folder in "$HOST_ROOT$VERSIONS"/*; do
    [ -d "$_folder" ] || continue
    _name=${_folder##*/}
    if grep -qFx -e "$_name" "$work/in-use" || grep -q "^$_name " "$work/kept"; then continue; fi
    drop "$VERSIONS/$_name"
  done
  # A sandbox may have been started from any of them.
  [ -z "$(kata_processes)" ] || return 0
  for _folder in "$HOST_ROOT$CONFIGURATIONS"/*; do
    [ -d "$_folder" ] || continue
    _name=${_folder##*/}
    if grep -q " $_name\$" "$work/kept"; then continue; fi
    drop "$CONFIGURATIONS/$_name"
  done
}
