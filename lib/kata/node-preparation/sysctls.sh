# shellcheck shell=sh
# Step 2: kernel settings, now and at each boot. What they were before is kept for uninstall.

SYSCTLS=/etc/sysctl.d/90-bulkhead-kata.conf

prepare_sysctls() {
  step 'set kernel settings'
  wanted_sysctls
  while read -r _key _value; do set_sysctl "$_key" "$_value"; done <"$work/sysctls"
  put "$work/sysctl.conf" "$SYSCTLS"
}

# Two forms of the same: for the host's file, and `key value` for this program.
wanted_sysctls() {
  checked_lines sysctl.conf '[0-9a-z_]+([./][0-9A-Za-z_-]+)+ *= *[0-9A-Za-z_.:,+-]+( [0-9A-Za-z_.:,+-]+)*' >"$work/sysctl.conf"
  sed 's/ *= */ /' "$work/sysctl.conf" >"$work/sysctls"
}

set_sysctl() {
  _before=$(read_sysctl "$1") || fail "the kernel has no setting $1"
  [ "$_before" != "$2" ] || return 0
  remember_sysctl "$1" "$_before"
  in_host_network sysctl -q -w "$1=$2" </dev/null || fail "the kernel does not take $1 = $2"
  say "set $1 = $2 (was $_before)"
}

read_sysctl() {
  case $1 in
  net.* | */*) _found=$(in_host_network sysctl -n "$1" </dev/null) || return 1 ;;
  *)
    exchange "$1" . /
    [ -r "$HOST_ROOT/proc/sys/$exchanged" ] && read -r _found <"$HOST_ROOT/proc/sys/$exchanged" || return 1
    ;;
  esac
  # Between its words are tabs.
  set -f
  # shellcheck disable=SC2086
  set -- $_found
  set +f
  printf '%s\n' "$*"
}

# Only the first value that was there: later ones are ours.
remember_sysctl() {
  _known=$HOST_ROOT$STATE/sysctls-before
  if [ -e "$_known" ] && grep -q "^$1 " "$_known"; then return; fi
  { [ ! -e "$_known" ] || cat "$_known"; printf '%s %s\n' "$1" "$2"; } >"$work/sysctls-before"
  put "$work/sysctls-before" "$STATE/sysctls-before"
}

restore_sysctls() {
  drop "$SYSCTLS"
  [ -e "$HOST_ROOT$STATE/sysctls-before" ] || return 0
  while read -r _key _value; do
    in_host_network sysctl -q -w "$_key=$_value" </dev/null || say "$_key cannot be set back to $_value"
  done <"$HOST_ROOT$STATE/sysctls-before"
  drop "$STATE/sysctls-before"
}
