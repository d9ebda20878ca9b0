# shellcheck shell=sh
# Which pods run under Kata: their shims, virtual machine monitors and virtiofsd, by the programs that they were started from.
# The kubelet knows pods too, but this pod may ask the API server about its node only, and only the host knows what still runs.

# Brackets, so that grep does not find itself.
kata_processes() {
  grep -laE '^(/[^ ]*/)?[c]ontainerd-shim-kata|^/opt/kata/[v]ersions/' "$HOST_ROOT"/proc/[0-9]*/cmdline 2>/dev/null |
    sed 's|/cmdline$||; s|.*/||'
}

artifacts_in_use() {
  grep -aohE '/opt/kata/[v]ersions/[0-9A-Za-z][0-9A-Za-z.+-]*' "$HOST_ROOT"/proc/[0-9]*/cmdline 2>/dev/null |
    sed 's|.*/||' | sort -u
}
