#!/bin/sh
# bind-vfio.sh ADDRESS: gives a virtual function to vfio-pci. Runs on the host: called by udev when the function appears, and
# by the pod. Refuses to take an interface that somebody uses.
set -eu
device=/sys/bus/pci/devices/$1

refuse() {
  echo "$1" >&2
  exit 1
}

[ -d "$device" ] || refuse 'there is no such PCI function'
[ -e "$device/physfn" ] || refuse 'it is not a virtual function'
driver=none
if [ -e "$device/driver" ]; then driver=$(basename "$(readlink -f "$device/driver")"); fi
[ "$driver" != vfio-pci ] || exit 0
if [ "$driver" != none ]; then
  for interface in "$device"/net/*; do
    if [ -e "$interface/flags" ] && [ $(($(cat "$interface/flags") & 1)) = 1 ]; then
      refuse "its interface ${interface##*/} is up: somebody uses it"
    fi
  done
  # A driver of network cards whose interface is not here: it was moved into a pod.
  case $(cat "$device/class") in
  0x02*) [ -d "$device/net" ] || refuse 'its interface is in a network namespace of its own: a pod uses it' ;;
  esac
fi
echo vfio-pci >"$device/driver_override"
if [ "$driver" != none ]; then echo "$1" >"$device/driver/unbind"; fi
echo "$1" >/sys/bus/pci/drivers_probe
