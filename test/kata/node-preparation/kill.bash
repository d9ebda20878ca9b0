#!/bin/bash
# kill.bash MODE: the program, all of which is killed before the KILL_AT-th command that may change something; the number of
# those is written to COUNT.
set -T
count=0
before() {
  case $1 in
  mv* | rm* | ln* | cp* | cat* | mkdir* | on_host* | in_host_network* | sync* | printf* | touch* | : | exec* | api*) ;;
  *) return 0 ;;
  esac
  count=$((count + 1))
  if [ "$count" = "$KILL_AT" ]; then kill -9 0; fi
  echo "$count" >"$COUNT"
}
trap 'before "$BASH_COMMAND"' DEBUG
. "$SCRIPTS/main.sh"
