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
  _kept_artifact='' _kept_files=''
  if [ -e "$HOST_ROOT$BEFORE" ]; then read -r _kept_artifact _kept_files <"$HOST_ROOT$BEFORE" || :; fi
  for _folder in "$HOST_ROOT$VERSIONS"/*; do
    _name=${_folder##*/}
    case $_name in "$ARTIFACT" | "$_kept_artifact") continue ;; esac
    [ -d "$_folder" ] || continue
    artifacts_in_use >"$work/in-use"
    if grep -qFx -e "$_name" "$work/in-use"; then continue; fi
    drop "$VERSIONS/$_name"
  done
  for _folder in "$HOST_ROOT$CONFIGURATIONS"/*; do
    _name=${_folder##*/}
    case $_name in "$FILES_ID" | "$_kept_files") continue ;; esac
    # A sandbox may have been started from any of them.
    if [ ! -d "$_folder" ] || [ -n "$(kata_processes)" ]; then continue; fi
    drop "$CONFIGURATIONS/$_name"
  done
}
