# shellcheck shell=sh
# A change of the runtime's configuration: written down before it is made, and crossed out when the daemon is found to be well.
# In STATE: `pending`, a line `SUM PATH PREVIOUS` for each file that changes; `started`, the daemon has been started since;
# `undone`, the change was taken back; `restart`, the daemon may run with something else than the files say;
# `created`, there was no main file (or template) before ours.

# aside PATH KIND: a name for another version of it, in the same file system, that no daemon reads.
aside() {
  case $1 in
  "$DROP_IN" | "$DROP_IN_2")
    _folder=${1%/*}
    echo "${_folder%/*}/.${1##*/}.bulkhead-$2"
    ;;
  *) echo "$1.bulkhead-$2" ;;
  esac
}

is_target() {
  case $2 in
  -) [ ! -e "$HOST_ROOT$1" ] ;;
  *) cmp -s "$2" "$HOST_ROOT$1" ;;
  esac
}

targets_are_there() {
  while read -r _path _text; do
    is_target "$_path" "$_text" || return 1
  done <"$work/targets"
}

begin_change() {
  while read -r _path _text; do
    if is_target "$_path" "$_text"; then continue; fi
    _sum=- _previous=-
    if [ "$_text" != - ]; then
      stage "$_text" "$(aside "$_path" new)" "$_path"
      make_folder "${_path%/*}" || fail "${_path%/*} cannot be written"
      _sum=$(sha256sum <"$_text")
      _sum=${_sum%% *}
    fi
    if [ -e "$HOST_ROOT$_path" ]; then
      _previous=$(aside "$_path" previous)
      ln -f "$HOST_ROOT$_path" "$HOST_ROOT$_previous" || fail "$_previous cannot be written"
    fi
    printf '%s %s %s\n' "$_sum" "$_path" "$_previous"
  done <"$work/targets" >"$work/journal"
  unmark undone
  unmark started
  put "$work/journal" "$STATE/pending"
  # /etc may be another file system, whose renames a power failure could keep without this one.
  settle "$STATE/pending"
}

make_change() {
  while read -r _path _text; do
    if is_target "$_path" "$_text"; then continue; fi
    if [ "$_text" = - ]; then
      rm -f "$HOST_ROOT$_path" || return 1
      say "removed $_path"
    else
      mv -f "$HOST_ROOT$(aside "$_path" new)" "$HOST_ROOT$_path" || return 1
      say "wrote $_path"
    fi
  done <"$work/targets"
}

keep_change() {
  unmark pending
  # Else a power failure could bring it back, and the next boot would undo what is good and labelled.
  settle "$STATE/pending"
  unmark restart
  unmark started
  unmark undone
  while read -r _path _text; do
    _stem=$(aside "$_path" '')
    for _kind in new previous trial; do clear_away "$_stem$_kind"; done
  done <"$work/targets"
}

take_change_back() {
  HOST_ROOT=$HOST_ROOT sh "$SCRIPTS/restore.sh" now
}
