#!/bin/sh
# Prepares the node that it runs on for Kata Containers, or undoes that.
#
#   main.sh install     prepares and looks again every five minutes: what the DaemonSet runs
#   main.sh once        prepares and ends: 0 prepared, 1 failed, 3 the node cannot run Kata
#   main.sh check       changes nothing: 0 when all is as it should be, else 1 and what is not
#   main.sh uninstall   undoes everything; refuses while pods run under Kata
#
# POSIX sh without `local`, as it runs in whatever image is declared: names that begin with _ are a function's own.
# The parts only define functions. Every change of the host is one rename, so that a kill at any line leaves the old or the new.
set -eu
export LC_ALL=C

HOST_ROOT=${HOST_ROOT:-/host}
FILES=${FILES:-/files}
SCRIPTS=${SCRIPTS:-/scripts}
ARTIFACTS=${ARTIFACTS:-/artifact}
POD_FOLDER=${POD_FOLDER:-/run/node-preparation}
# Seconds: between two looks, for CRI to answer, for another run to end.
INTERVAL=${INTERVAL:-300}
CRI_WAIT=${CRI_WAIT:-60}
LOCK_WAIT=${LOCK_WAIT:-600}
mode=${1-}

# shellcheck source=log.sh
. "$SCRIPTS/log.sh"
# shellcheck source=host.sh
. "$SCRIPTS/host.sh"
# shellcheck source=settings.sh
. "$SCRIPTS/settings.sh"
# shellcheck source=api.sh
. "$SCRIPTS/api.sh"
# shellcheck source=node.sh
. "$SCRIPTS/node.sh"
# shellcheck source=verify.sh
. "$SCRIPTS/verify.sh"
# shellcheck source=modules.sh
. "$SCRIPTS/modules.sh"
# shellcheck source=sysctls.sh
. "$SCRIPTS/sysctls.sh"
# shellcheck source=vfio.sh
. "$SCRIPTS/vfio.sh"
# shellcheck source=artifact.sh
. "$SCRIPTS/artifact.sh"
# shellcheck source=configurations.sh
. "$SCRIPTS/configurations.sh"
# shellcheck source=containerd.sh
. "$SCRIPTS/containerd.sh"
# shellcheck source=containerd-trial.sh
. "$SCRIPTS/containerd-trial.sh"
# shellcheck source=crio.sh
. "$SCRIPTS/crio.sh"
# shellcheck source=cri.sh
. "$SCRIPTS/cri.sh"
# shellcheck source=journal.sh
. "$SCRIPTS/journal.sh"
# shellcheck source=runtime.sh
. "$SCRIPTS/runtime.sh"
# shellcheck source=in-use.sh
. "$SCRIPTS/in-use.sh"
# shellcheck source=history.sh
. "$SCRIPTS/history.sh"
# shellcheck source=prepare.sh
. "$SCRIPTS/prepare.sh"
# shellcheck source=check.sh
. "$SCRIPTS/check.sh"
# shellcheck source=uninstall.sh
. "$SCRIPTS/uninstall.sh"
# shellcheck source=watch.sh
. "$SCRIPTS/watch.sh"

case $mode in
install) watch_node ;;
once) prepare ;;
check) check ;;
uninstall) uninstall ;;
*)
  echo 'usage: main.sh install|once|check|uninstall' >&2
  exit 2
  ;;
esac
