# shellcheck shell=sh
# Step 4 for CRI-O: a drop-in, merged table by table. CRI-O reads every file of the folder, whatever its ending.

crio_targets() {
  case ${1-} in
  none) printf '%s -\n' "$DROP_IN" ;;
  *)
    [ -r "$FILES/crio.conf" ] || fail "$FILES/crio.conf is missing"
    printf '%s %s\n' "$DROP_IN" "$FILES/crio.conf"
    ;;
  esac >"$work/targets"
}

# What it makes of the files as they stand; it refuses those that it cannot read, and programs that are not there.
crio_reads_targets() {
  on_host "$PROGRAM" config >"$work/live" 2>"$work/live.err" || return 1
  while read -r _handler; do
    grep -Eq "^\[crio\.runtime\.runtimes\.[\"']?$_handler[\"']?\]" "$work/live" || return 1
  done <"$work/handlers"
}
