# shellcheck shell=sh
# What is not as it should be; nothing is changed, and no other run waited for.

check() {
  work_folder
  trap 'rm -rf "$work"' EXIT
  read_settings
  wanted_modules
  wanted_sysctls
  wanted_vfio
  if [ "$RUNTIME" = containerd ]; then read_containerd_version; fi
  runtime_targets
  {
    differs "$work/modules" "$MODULES"
    differs "$work/sysctl.conf" "$SYSCTLS"
    while read -r _key _value; do
      [ "$(read_sysctl "$_key")" = "$_value" ] || echo "$_key is not $_value in the kernel"
    done <"$work/sysctls"
    [ ! -s "$work/vfio" ] || differs "$work/vfio.rules" "$VFIO_RULES"
    [ -d "$HOST_ROOT$VERSIONS/$ARTIFACT" ] || echo "$VERSIONS/$ARTIFACT is missing"
    for _file in "$FILES"/configuration-*.toml; do
      [ ! -e "$_file" ] || differs "$_file" "$CONFIGURATIONS/$FILES_ID/${_file##*/}"
    done
    targets_are_there || echo "the configuration of $RUNTIME is not as declared"
    if marked pending; then echo 'a change was not finished'; fi
    if marked restart; then echo "$RUNTIME has yet to be restarted"; fi
    cri_is_complete || echo "$RUNTIME does not answer with every handler"
  } >"$work/findings"
  cat "$work/findings"
  [ ! -s "$work/findings" ]
}

differs() {
  cmp -s "$1" "$HOST_ROOT$2" || echo "$2 is not as declared"
}
