#!/bin/sh
# boot.sh ROOT CONTAINERD...: process 1 of a throw-away machine, in a mount and a PID namespace of its own. Its root is a
# folder with an /etc, /opt and /var of its own and this machine's programs; what it has to look like a node lies in ROOT/fake.
set -eu
root=$1
shift

for folder in usr bin sbin lib lib32 lib64; do
  if [ -L "/$folder" ]; then
    [ -L "$root/$folder" ] || cp -P "/$folder" "$root/$folder"
  elif [ -d "/$folder" ]; then
    mkdir -p "$root/$folder"
    mount --bind "/$folder" "$root/$folder"
  fi
done
mkdir -p "$root/proc" "$root/sys" "$root/dev" "$root/run" "$root/tmp" "$root/srv/containerd" "$root/var/log" "$root/opt"
rm -rf "$root/fake/sys/module"
mount --bind "$root/fake/sbin" "$root/usr/local/sbin"
mount --bind "$1" "$root/srv/containerd"
mount -t proc proc "$root/proc"
mount --bind "$root/fake/cpuinfo" "$root/proc/cpuinfo"
mount --bind "$root/fake/proc-sys" "$root/proc/sys"
mount --bind "$root/fake/sys" "$root/sys"
mount -t tmpfs tmpfs "$root/dev"
mount -t tmpfs tmpfs "$root/run"
mount -t tmpfs tmpfs "$root/tmp"
for device in null zero urandom; do
  : >"$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
if [ -e "$root/fake/kvm" ]; then
  : >"$root/dev/kvm"
  mount --bind /dev/null "$root/dev/kvm"
fi
# Small disks, for tests that fill them.
if [ -e "$root/fake/disks" ]; then
  for folder in etc var opt; do
    mkdir -p "$root/saved"
    cp -a "$root/$folder" "$root/saved/"
    mount -t tmpfs -o size="$(cat "$root/fake/disks")" tmpfs "$root/$folder"
    cp -a "$root/saved/$folder/." "$root/$folder/"
  done
fi

chroot "$root" /usr/local/sbin/systemctl daemon-reload
chroot "$root" /usr/local/sbin/systemctl start containerd.service || :
: >"$root/run/booted"
# The shell reaps what is left to process 1.
while :; do sleep 1; done
