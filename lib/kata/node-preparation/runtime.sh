# shellcheck shell=sh
# Steps 4 and 5: the runtime's configuration is changed, the daemon restarted if that changed anything, and all is put back
# when it does not come up with every handler.

RESTORE=$STATE/restore.sh

runtime_targets() {
  case $RUNTIME in
  containerd) containerd_targets "$@" ;;
  cri-o) crio_targets "$@" ;;
  esac
}

try_targets() {
  # CRI-O can be asked only about files where they count.
  [ "$RUNTIME" != containerd ] || try_containerd_targets
}

runtime_reads_targets() {
  case $RUNTIME in
  containerd) containerd_reads_targets ;;
  cri-o) crio_reads_targets ;;
  esac
}

# configure_runtime [none]
configure_runtime() {
  step "configure $RUNTIME"
  if [ -n "$SERVICE" ]; then
    choose_unit
    guard_start
  fi
  runtime_targets "$@"
  if marked pending; then
    settle_earlier_change
    runtime_targets "$@"
  fi
  if marked undone; then say 'the host has taken back an earlier change, with which the daemon did not come up'; fi
  if ! targets_are_there; then
    try_targets
    begin_change
    if ! make_change || ! runtime_reads_targets; then
      take_change_back
      unmark undone
      fail "$RUNTIME does not take its new configuration, which was put back: $(cat "$work/live.err" 2>/dev/null)"
    fi
  elif ! marked restart && await cri_is_complete; then
    say 'nothing to change'
    # What a run that was cut off near its end has left.
    keep_change
    return
  fi
  if restart_runtime && await cri_is_complete; then
    keep_change
    say "$RUNTIME answers with every handler"
    return
  fi
  go_back
}

# An earlier run was cut off between writing and knowing. If all is well by now, that was its end, else it begins anew.
settle_earlier_change() {
  if marked started && targets_are_there && cri_is_complete; then
    say 'an earlier run was cut off after the restart, which went well'
    keep_change
    return
  fi
  say 'an earlier run was cut off: its change is taken back first'
  # The daemon may run with what is taken back.
  if marked started || [ -z "$SERVICE" ]; then mark restart; fi
  take_change_back
  unmark undone
}

go_back() {
  say "$RUNTIME does not answer with every handler: putting back what was there before"
  [ -z "$SERVICE" ] || on_host journalctl --no-pager --lines 20 --unit "$unit" 2>/dev/null || :
  if ! marked pending && ! marked undone; then
    fail "$RUNTIME does not answer with every handler, though nothing was changed"
  fi
  _undone_by_host=
  if marked undone; then _undone_by_host=1; fi
  take_change_back
  if [ -z "$_undone_by_host" ]; then restart_runtime || :; fi
  unmark undone
  await cri_answers || fail "$RUNTIME does not answer, with the configuration that was there before either"
  keep_change
  fail "$RUNTIME did not answer with every handler; it runs with the configuration that was there before"
}

# k0s restarts containerd by itself.
restart_runtime() {
  [ -n "$SERVICE" ] || return 0
  say "restarting $unit"
  mark restart
  on_host timeout 180 systemctl restart "$unit" && return
  say "$unit does not start"
  return 1
}

# Of the units that may run it, a node has one.
choose_unit() {
  unit=
  for _name in $SERVICE; do
    _unit=${_name%.service}.service
    if on_host systemctl is-active --quiet "$_unit"; then unit=$_unit; fi
    [ -n "$unit" ] || [ -z "$(on_host systemctl list-unit-files --no-legend "$_unit" 2>/dev/null)" ] || unit=$_unit
  done
  [ -n "$unit" ] || fail "the node has none of the units that run $RUNTIME: $SERVICE"
}

# Before each start of the daemon, systemd asks whether to put its configuration back.
guard_start() {
  put "$SCRIPTS/restore.sh" "$RESTORE"
  printf '%s\n' '# Puts back a configuration with which the daemon does not come up.' '[Service]' \
    "ExecStartPre=-/bin/sh $RESTORE before-start" >"$work/guard"
  if cmp -s "$work/guard" "$HOST_ROOT$(guard_file)"; then return; fi
  put "$work/guard" "$(guard_file)"
  on_host systemctl daemon-reload || fail 'systemd does not read its units anew'
}

guard_file() {
  echo "/etc/systemd/system/$unit.d/bulkhead-restore.conf"
}
