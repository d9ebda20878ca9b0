# shellcheck shell=sh
# Step 1: whether this node can run Kata at all. Nothing of the host is changed; but where /dev/kvm is missing, the kvm module
# is loaded, as it is what makes it.

verify() {
  step 'verify the node'
  # The kernel is the host's.
  _machine=$(uname -m)
  case $_machine in
  x86_64) _architecture=amd64 ;;
  aarch64) _architecture=arm64 ;;
  *) _architecture=$_machine ;;
  esac
  [ "$_architecture" = "$ARCHITECTURE" ] ||
    node_cannot architecture "its architecture is $_architecture, the artifact is for $ARCHITECTURE"
  read -r _kernel <"$HOST_ROOT/proc/sys/kernel/osrelease"
  at_least "$MINIMUM_KERNEL" "$_kernel" || node_cannot kernel "its kernel is $_kernel, needed is $MINIMUM_KERNEL"
  verify_virtualization
  verify_runtime
}

verify_virtualization() {
  if [ "$ARCHITECTURE" = amd64 ] && [ -z "$(kvm_module)" ]; then
    node_cannot cpu 'its CPU has neither vmx nor svm: virtualization is off in the firmware, or not nested'
  fi
  if [ ! -c "$HOST_ROOT/dev/kvm" ]; then
    for _module in kvm $(kvm_module); do load_module "$_module" || :; done
  fi
  [ -c "$HOST_ROOT/dev/kvm" ] || node_cannot kvm 'it has no /dev/kvm'
  (: <>"$HOST_ROOT/dev/kvm") 2>/dev/null || node_cannot kvm 'its /dev/kvm cannot be opened'
}

# The module for this CPU; none elsewhere than on amd64, where it is part of the kernel.
kvm_module() {
  while read -r _field _flags; do
    [ "$_field" = flags ] || continue
    case "$_flags " in
    *' vmx '*) echo kvm_intel ;;
    *' svm '*) echo kvm_amd ;;
    esac
    return
  done <"$HOST_ROOT/proc/cpuinfo"
}

verify_runtime() {
  [ "$RUNTIME" = containerd ] || return 0
  read_containerd_version
  [ -n "$containerd_version" ] || node_cannot containerd 'it has no containerd that says its version'
  at_least "$MINIMUM_CONTAINERD" "$containerd_version" ||
    node_cannot containerd "its containerd is $containerd_version, needed is $MINIMUM_CONTAINERD"
}

# at_least MINIMUM VERSION: compares up to three numbers; what follows them (5.10.0-28-amd64) does not count.
at_least() {
  _minimum=$1. _found=$2.
  for _ in 1 2 3; do
    _needed=${_minimum%%[!0-9]*} _has=${_found%%[!0-9]*}
    if [ "${_has:-0}" -ne "${_needed:-0}" ]; then
      [ "${_has:-0}" -gt "${_needed:-0}" ]
      return
    fi
    _minimum=${_minimum#*[!0-9]} _found=${_found#*[!0-9]}
  done
}
