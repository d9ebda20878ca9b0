#!/bin/sh
# bind-vfio.sh ADDRESS: gives a PCI function to vfio-pci: a virtual one, or a whole GPU, accelerator or network card. Runs on
# the host: called by udev when the function appears, and by the pod. Refuses to take what the machine or somebody on it uses.
set -eu
device=/sys/bus/pci/devices/$1

refuse() {
  echo "$1" >&2
  exit 1
}

driver() {
  if [ -e "$device/driver" ]; then basename "$(readlink -f "$device/driver")"; else echo none; fi
}

# The first two digits are the base class (PCI Code and ID Assignment Specification). Audio is there for that of GPUs.
demand_class() {
  if [ -e "$device/physfn" ]; then return; fi
  case $class in
  0x02* | 0x03* | 0x04* | 0x0b* | 0x12*) ;;
  *) refuse "the machine itself may need it: it is neither a virtual function nor a network card, a GPU or an accelerator (class $class)" ;;
  esac
  if [ "$(cat "$device/sriov_numvfs" 2>/dev/null || echo 0)" != 0 ]; then refuse 'it has virtual functions, which would go with it'; fi
}

demand_idle_network() {
  for interface in "$device"/net/*; do
    if [ -e "$interface/flags" ] && [ $(($(cat "$interface/flags") & 1)) = 1 ]; then
      refuse "its interface ${interface##*/} is up: somebody uses it"
    fi
  done
  # A driver of network cards whose interface is not here: it was moved into a pod.
  case $class in
  0x02*) [ -d "$device/net" ] || refuse 'its interface is in a network namespace of its own: a pod uses it' ;;
  esac
}

# Whoever computes on a GPU has one of these open, and its driver would wait for him before it lets go.
nodes_of_gpu() {
  for node in "$device"/drm/*; do [ ! -e "$node" ] || echo "/dev/dri/${node##*/}"; done
  sed -n 's|^Device Minor:[[:space:]]*|/dev/nvidia|p' "/proc/driver/nvidia/gpus/$1/information" 2>/dev/null || :
}

demand_idle_gpu() {
  for node in $(nodes_of_gpu "$1"); do
    # shellcheck disable=SC2010
    if ls -l /proc/[0-9]*/fd 2>/dev/null | grep -q -e "-> $node\$"; then refuse "$node is open: somebody uses it"; fi
  done
}

[ -d "$device" ] || refuse 'there is no such PCI function'
driver=$(driver)
[ "$driver" != vfio-pci ] || exit 0
class=$(cat "$device/class")
demand_class
if [ "$driver" != none ]; then
  demand_idle_network
  demand_idle_gpu "$1"
fi
echo vfio-pci >"$device/driver_override"
if [ "$driver" != none ]; then echo "$1" >"$device/driver/unbind"; fi
echo "$1" >/sys/bus/pci/drivers_probe
[ "$(driver)" != vfio-pci ] || exit 0
# Whatever drove it before may have it again.
echo >"$device/driver_override"
echo "$1" >/sys/bus/pci/drivers_probe
refuse 'vfio-pci does not take it: is the IOMMU on (intel_iommu=on or amd_iommu=on)?'
