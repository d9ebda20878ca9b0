# shellcheck shell=sh
# What the DaemonSet runs: prepares, then looks again now and then, as packages and people change hosts.
#
# A label of the node asks for something else: katacontainers.io/node-preparation-mode=uninstall undoes everything as soon as
# no pod runs under Kata, =paused leaves the node as it is. Without it, the node is prepared.

watch_node() {
  stopping='' failures=0
  trap 'stopping=1' TERM INT
  mkdir -p "$POD_FOLDER"
  # What runs before left when they were killed.
  rm -rf "$POD_FOLDER"/once.* "$POD_FOLDER"/uninstall.* "$POD_FOLDER"/install.*
  while [ -z "$stopping" ]; do
    alive
    if look; then failures=0; else failures=$((failures + 1)); fi
    pause "$(pause_after "$failures")"
  done
}

# Ready lets the rollout go on to the next node: also when this one cannot run Kata, or is to be left alone.
look() {
  if ! _asked=$(asked_mode); then
    say 'the node cannot be read: nothing is done, as somebody may have asked to leave it alone'
    return 1
  fi
  case $_asked in
  uninstall) run uninstall ;;
  paused) say 'paused by a label of the node' ;;
  '') run once ;;
  *)
    # Somebody meant something by it, and it may be to leave the node alone.
    rm -f "$POD_FOLDER/ready"
    return
    ;;
  esac
  case $? in
  0 | 3) touch "$POD_FOLDER/ready" ;;
  *)
    rm -f "$POD_FOLDER/ready"
    return 1
    ;;
  esac
}

asked_mode() {
  (
    work_folder
    trap 'rm -rf "$work"' EXIT
    check_access >&2
    _mode=$(node_mode) || exit 1
    case $_mode in
    '' | paused | uninstall) ;;
    *)
      _text="the label katacontainers.io/node-preparation-mode is $_mode, allowed are paused and uninstall: nothing is done"
      say "failed: $_text" >&2
      node_is_in_trouble "$_text" >&2
      ;;
    esac
    printf '%s\n' "$_mode"
  )
}

# In a process of its own, which a signal to this one does not end: a change that is begun is finished if there is time.
run() {
  sh "$SCRIPTS/main.sh" "$1" &
  _run=$!
  while :; do
    _status=0
    wait "$_run" || _status=$?
    kill -0 "$_run" 2>/dev/null || return "$_status"
  done
}

# A restart of the runtime that fails disturbs the node: not more than once an hour in the long run.
pause_after() {
  case $1 in
  0) echo "$INTERVAL" ;;
  1 | 2 | 3 | 4 | 5) echo $((60 << ($1 - 1))) ;;
  *) echo 3600 ;;
  esac
}

pause() {
  _until=$(($(date +%s) + $1))
  while [ -z "$stopping" ] && [ "$(date +%s)" -lt "$_until" ]; do
    alive
    sleep 5 &
    wait "$!" || :
  done
}
