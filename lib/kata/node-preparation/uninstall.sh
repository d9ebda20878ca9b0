# shellcheck shell=sh
# Undoes everything, in the order that keeps pods from coming here while it is undone: the label, the runtime's configuration
# with a restart, then what nobody points to any more. Can be cut off and run again like everything else.

uninstall() {
  if [ ! -d "$HOST_ROOT$STATE" ]; then
    say 'nothing is installed'
    say_uninstalled
    return
  fi
  begin_run
  if [ "$RUNTIME" = containerd ]; then read_containerd_version; fi
  refuse_in_use
  step 'take the label off the node'
  take_label uninstalling
  # A pod that came in between would lose its shim.
  if [ -n "$(kata_processes)" ]; then
    give_label_back "prepared: Kata $KATA_VERSION, artifact $ARTIFACT, files $FILES_ID"
    refuse_in_use
  fi
  : >"$work/handlers"
  configure_runtime none
  step 'remove what was installed'
  restore_sysctls
  drop "$MODULES"
  forget_vfio
  drop "$CONFIGURATIONS" "$CURRENT" "$VERSIONS"
  for _folder in /etc/kata-containers /opt/kata; do rmdir "$HOST_ROOT$_folder" 2>/dev/null || :; done
  if [ -n "$SERVICE" ]; then
    drop "$(guard_file)"
    rmdir "$HOST_ROOT/etc/systemd/system/$unit.d" 2>/dev/null || :
    on_host systemctl daemon-reload || :
  fi
  forget_node
  drop "$STATE"
  rmdir "$HOST_ROOT/var/lib/bulkhead" 2>/dev/null || :
  say 'uninstalled'
}

# Also where an agent never came to anything: people wait for it on all nodes.
say_uninstalled() {
  work_folder
  trap 'rm -rf "$work"' EXIT
  check_access
  api GET || fail 'the node cannot be read'
  tr -d ' \t\n' <"$work/answer" | grep -qF '"katacontainers.io/node-preparation":"uninstalled"' || forget_node
}

refuse_in_use() {
  _processes=$(kata_processes | tr '\n' ' ')
  [ -z "$_processes" ] || fail "pods run under Kata: drain the node first (processes $_processes)"
}
