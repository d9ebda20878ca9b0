# shellcheck shell=sh
# Step 4 for containerd: before anything counts, containerd itself reads what is to be, and says what comes out. All that is
# there now must be in it, except for handlers of ours.

try_containerd_targets() {
  # Only k0s knows what comes out of its folder.
  [ "$DISTRIBUTION" != k0s ] || return 0
  step 'try the configuration'
  trial=$(aside "$main_file" trial)
  dump_config "$main_file" before ||
    fail "the configuration of containerd is broken as it stands; nothing was changed: $(cat "$work/before.err")"
  our_handlers
  demand_free_handlers
  if read -r _path _text <"$work/targets" && [ "$_path" = "$drop_in" ]; then
    stage "$_text" "$STATE/trial-drop-in.toml" "$STATE/trial-drop-in.toml"
    printf 'version = %s\nimports = ["%s", "%s"]\n' "$config_version" "$main_file" "$STATE/trial-drop-in.toml" >"$work/trial"
  else
    with_block "$work/main" "$tables" >"$work/trial"
  fi
  # Beside the main file, as what it imports may be relative to that.
  stage "$work/trial" "$trial" "$main_file"
  # So that uninstall can tell.
  [ -e "$HOST_ROOT$block_file" ] || mark created
  if dump_config "$trial" after; then _read=1; else _read=; fi
  drop_trial
  [ -n "$_read" ] || fail "containerd refuses the new configuration; nothing was changed: $(cat "$work/after.err")"
  demand_handlers "$work/after"
  demand_nothing_lost
}

drop_trial() {
  rm -f "$HOST_ROOT$trial" "$HOST_ROOT$STATE/trial-drop-in.toml"
}

# After the renames: what the daemon is going to read.
containerd_reads_targets() {
  # The distributions have yet to write the main file.
  [ "$DISTRIBUTION" = kubernetes ] || return 0
  dump_config "$main_file" live && (demand_handlers "$work/live")
}

# dump_config PATH NAME: all that containerd makes of a configuration, to $work/NAME. Where there is none, its defaults.
dump_config() {
  if [ -e "$HOST_ROOT$1" ]; then set -- "$2" --config "$1" config dump; else set -- "$2" config default; fi
  _name=$1
  shift
  on_host "$PROGRAM" "$@" >"$work/$_name" 2>"$work/$_name.err"
}

# An extended regular expression for the names of handlers that are ours, or were before.
our_handlers() {
  set --
  [ ! -e "$HOST_ROOT$drop_in" ] || set -- all=1 "$HOST_ROOT$drop_in"
  [ ! -e "$HOST_ROOT$block_file" ] || set -- "$@" all=0 "$HOST_ROOT$block_file"
  awk -v begin="$BLOCK_BEGIN" -v end="$BLOCK_END" '$0 == end { on = 0 } all || on { print } $0 == begin { on = 1 }' \
    "$@" </dev/null | sed -n "s/^\[.*\.runtimes\.[\"']\{0,1\}\([a-z0-9-]*\)[]\"'.].*/\1/p" |
    grep -vx runc >"$work/earlier-handlers" || :
  ours=
  for _file in handlers earlier-handlers; do
    while read -r _handler; do ours=$ours${ours:+|}$_handler; done <"$work/$_file"
  done
}

# A handler that another file configures too would be a mixture of both.
demand_free_handlers() {
  grep -vxFf "$work/earlier-handlers" "$work/handlers" >"$work/new-handlers" || :
  while read -r _handler; do
    if has_handler "$work/before" "$_handler"; then
      fail "the handler $_handler is configured already by $CONFIG or a file that it imports: remove it there first"
    fi
  done <"$work/new-handlers"
}

demand_handlers() {
  while read -r _handler; do
    has_handler "$1" "$_handler" || fail "containerd does not find the handler $_handler in the new configuration"
  done <"$work/handlers"
}

has_handler() {
  grep -Eq "\.runtimes\.[\"']?$2[\"']?\]" "$1"
}

demand_nothing_lost() {
  lines_without "$work/after" "$work/before" >"$work/lost"
  [ ! -s "$work/lost" ] || fail "the new configuration would lose what is there: $(head -n 3 "$work/lost" | tr '\n\t' '; ')"
}

# lines_without AFTER BEFORE: the lines of BEFORE, each with its table before it, that AFTER does not have; but for tables of
# our handlers and the list of files that were read.
lines_without() {
  awk -v ours="\\.(runtimes|runtime_platforms)\\.[\"']?($ours)[\"']?[].]" '
    FNR == 1 { table = "" }
    { sub(/^[ \t]+/, "") }
    /^\[/ { table = line = $0 }
    !/^\[/ { line = table "\t" $0 }
    !NF || (table == "" && /^imports/) || table ~ ours { next }
    FILENAME == ARGV[1] { after[line]; next }
    !(line in after) { print line }' "$1" "$2"
}
