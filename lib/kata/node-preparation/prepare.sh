# shellcheck shell=sh
# The steps in their order. Whatever ends the run in between, the next one does the rest.

prepare() {
  begin_run
  verify
  prepare_modules
  prepare_sysctls
  prepare_vfio
  install_artifact
  write_configurations
  configure_runtime
  point_current
  remember_prepared
  node_is_prepared
  prune
  say 'prepared'
}

begin_run() {
  work_folder
  trap end_run EXIT
  check_access
  read_settings
  demand_no_way_out /opt/kata /etc/kata-containers "$STATE" "$DROP_IN" "$DROP_IN_2" "$TEMPLATE_2" "$TEMPLATE_3"
  lock
}

end_run() {
  _status=$?
  trap - EXIT
  # 3: said already, as a label.
  if [ "$_status" != 0 ] && [ "$_status" != 3 ]; then
    node_is_in_trouble "$(cat "$work/trouble" 2>/dev/null || echo 'see the log of the pod')"
  fi
  rm -rf "$work"
  exit "$_status"
}
