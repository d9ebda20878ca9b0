# shellcheck shell=sh
# How the host is reached: its files below HOST_ROOT, its programs by chroot.
#
# chroot and not nsenter into the mount namespace of process 1: it needs nothing but the root that is mounted (which brings
# the host's /proc, /run and /dev along), no hostPID, and a test can give it any folder. systemctl does nothing where it
# finds itself in a chroot unless SYSTEMD_IGNORE_CHROOT says otherwise (systemd, docs/ENVIRONMENT.md).

# Where distributions keep containerd: k3s and rke2 bring their own.
HOST_PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/var/lib/rancher/rke2/bin
HOST_PATH=$HOST_PATH:/var/lib/rancher/k3s/data/current/bin:/var/lib/k0s/bin:/opt/bin

STATE=/var/lib/bulkhead/node-preparation

# Without the lock (9): a daemon that is started would hold it for ever.
on_host() {
  chroot "$HOST_ROOT" env -i PATH="$HOST_PATH" LC_ALL=C SYSTEMD_IGNORE_CHROOT=1 "$@" 9>&-
}

# Many settings of the network belong to a network namespace, and this pod has one of its own.
in_host_network() {
  on_host nsenter --net=/proc/1/ns/net -- "$@"
}

# One run at a time. The kernel lets go of the lock when its holder dies, however that happens.
lock() {
  exec 9>"$HOST_ROOT/run/bulkhead-node-preparation.lock"
  _waited=0
  until flock -n 9; do
    [ "$_waited" -lt "$LOCK_WAIT" ] || fail "another run has held the lock for $LOCK_WAIT s"
    [ "$_waited" -gt 0 ] || say 'another run is at work: waiting for it'
    _waited=$((_waited + 1))
    alive
    sleep 1
  done
  make_folder "$STATE" || fail "$STATE cannot be created"
}

# demand_no_way_out PATH...: a link to an absolute path would lead from HOST_ROOT into this pod's own files.
demand_no_way_out() {
  for _path in "$@"; do
    while [ -n "$_path" ]; do
      if [ -L "$HOST_ROOT$_path" ]; then
        case $(readlink "$HOST_ROOT$_path") in
        /*) fail "$_path is a link to an absolute path, which does not lead there from this pod: use mount --bind, or a relative link" ;;
        esac
      fi
      _path=${_path%/*}
    done
  done
}

# real_path PATH: as the host itself resolves it.
real_path() {
  _path=$1
  while [ -n "$_path" ]; do
    if [ -L "$HOST_ROOT$_path" ]; then
      on_host readlink -f "$1" || echo "$1"
      return
    fi
    _path=${_path%/*}
  done
  echo "$1"
}

# The shell looks before it starts a program: nearly all is as it should be, on every run but the first.
is_there() {
  [ -e "$HOST_ROOT$1" ] || [ -L "$HOST_ROOT$1" ]
}

make_folder() {
  [ -d "$HOST_ROOT$1" ] || mkdir -p "$HOST_ROOT$1"
}

# clear_away PATH: a file that is there is removed.
clear_away() {
  ! is_there "$1" || rm -f "$HOST_ROOT$1"
}

# stage TEXT PATH LIKE: a whole file of the host under a name that nobody reads, to be renamed to where it counts. With the
# owner and mode of LIKE if that is there: only root may read a configuration that holds passwords.
stage() {
  clear_away "$2"
  if make_folder "${2%/*}" && copy_mode "$3" "$2" && cat "$1" >"$HOST_ROOT$2"; then
    # On the disk before the rename that makes it count.
    sync "$HOST_ROOT$2" 2>/dev/null || sync
    return
  fi
  rm -f "$HOST_ROOT$2"
  fail "$2 cannot be written"
}

copy_mode() {
  [ ! -f "$HOST_ROOT$1" ] || cp -p "$HOST_ROOT$1" "$HOST_ROOT$2"
}

# settle PATH: that something was renamed to it, or is gone from it, is on the disk before what comes next.
settle() {
  sync "$HOST_ROOT${1%/*}" 2>/dev/null || sync
}

# put TEXT PATH: a file of the host is this text afterwards, or what it was. For folders whose readers look at endings.
put() {
  if cmp -s "$1" "$HOST_ROOT$2"; then return; fi
  stage "$1" "$2.bulkhead-new" "$2"
  mv -f "$HOST_ROOT$2.bulkhead-new" "$HOST_ROOT$2" || fail "$2 cannot be replaced"
  say "wrote $2"
}

# drop PATH...: what is there is removed, and said.
drop() {
  for _path in "$@"; do
    # Of a run that was cut off.
    clear_away "$_path.bulkhead-new"
    is_there "$_path" || continue
    rm -rf "${HOST_ROOT:?}$_path" || fail "$_path cannot be removed"
    say "removed $_path"
  done
}

# A marker survives the run that set it.
mark() {
  printf '' >"$HOST_ROOT$STATE/$1" || fail "$STATE/$1 cannot be written"
}
marked() {
  [ -e "$HOST_ROOT$STATE/$1" ]
}
unmark() {
  clear_away "$STATE/$1" || fail "$STATE/$1 cannot be removed"
}
