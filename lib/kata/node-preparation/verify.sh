# shellcheck shell=sh
# Step 1: whether this node can run Kata at all. Nothing of the host is changed; but where /dev/kvm is missing, the kvm module
# is loaded, as it is what makes it.

verify() {
  step 'verify the node'
  _machine=$(on_host uname -m)
  case $_machine in
  x86_64) _architecture=amd64 ;;
  aarch64) _architecture=arm64 ;;
  *) _architecture=$_machine ;;
  esac
  [ "$_architecture" = "$ARCHITECTURE" ] ||
    node_cannot architecture "its architecture is $_architecture, the artifact is for $ARCHITECTURE"
  _kernel=$(cat "$HOST_ROOT/proc/sys/kernel/osrelease")
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
  grep -m1 '^flags' "$HOST_ROOT/proc/cpuinfo" | tr -s ' \t' '\n' | sed -n 's/^vmx$/kvm_intel/p; s/^svm$/kvm_amd/p' | head -n 1
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
  printf '%s %s\n' "$1" "$2" | awk '{
    split($1, minimum, /[^0-9]+/); split($2, found, /[^0-9]+/)
    for (i = 1; i <= 3; i++) if (minimum[i] + 0 != found[i] + 0) exit !(found[i] + 0 > minimum[i] + 0)
  }'
}
