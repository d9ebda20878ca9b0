# shellcheck shell=sh
# Step 2: kernel modules, now and at each boot. They are not unloaded by uninstall: others may have come to use them.

MODULES=/etc/modules-load.d/bulkhead-kata.conf

prepare_modules() {
  step 'load kernel modules'
  wanted_modules
  while read -r _module; do
    is_loaded "$_module" || load_module "$_module" || fail "the kernel module $_module cannot be loaded: $(cat "$work/modprobe")"
  done <"$work/modules"
  put "$work/modules" "$MODULES"
}

# The declaration is for a pool, whose CPUs may be of two makers: each node has the module of its own.
wanted_modules() {
  checked_lines modules '[0-9a-z][0-9a-z_-]{0,63}' >"$work/declared-modules"
  {
    grep -vxE 'kvm_(intel|amd)' "$work/declared-modules" || :
    kvm_module
  } >"$work/modules"
}

# The kernel writes all names with underscores.
is_loaded() {
  exchange "$1" - _
  [ -d "$HOST_ROOT/sys/module/$exchanged" ]
}

load_module() {
  on_host modprobe "$1" </dev/null 2>"$work/modprobe"
}
