# shellcheck shell=sh
# Step 2: virtual functions are bound to vfio-pci ahead of pods, now and whenever they appear (udev): bound while a pod
# starts, they would go through the hands of the host's driver first.

VFIO_RULES=/etc/udev/rules.d/90-bulkhead-vfio.rules
VFIO_BIND=$STATE/bind-vfio.sh

prepare_vfio() {
  wanted_vfio
  if [ ! -s "$work/vfio" ]; then
    forget_vfio
    return
  fi
  step 'bind virtual functions to vfio-pci'
  is_loaded vfio-pci || load_module vfio-pci || fail "the kernel module vfio-pci cannot be loaded: $(cat "$work/modprobe")"
  put "$SCRIPTS/bind-vfio.sh" "$VFIO_BIND"
  put "$work/vfio.rules" "$VFIO_RULES"
  while read -r _device; do
    on_host sh "$VFIO_BIND" "$_device" </dev/null 2>"$work/bind" || fail "$_device: $(cat "$work/bind")"
  done <"$work/vfio"
}

wanted_vfio() {
  checked_lines vfio '[0-9a-f]{4}:[0-9a-f]{2}:[01][0-9a-f]\.[0-7]' >"$work/vfio"
  while read -r _device; do
    printf 'ACTION=="add", SUBSYSTEM=="pci", KERNEL=="%s", RUN+="/bin/sh %s %s"\n' "$_device" "$VFIO_BIND" "$_device"
  done <"$work/vfio" >"$work/vfio.rules"
}

# Functions that are no longer declared stay bound until the next boot: a pod may hold them.
forget_vfio() {
  drop "$VFIO_RULES" "$VFIO_BIND"
}
