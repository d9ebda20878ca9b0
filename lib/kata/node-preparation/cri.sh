# shellcheck shell=sh
# What the running daemon says of itself. CRI is gRPC over HTTP/2, and the question is two bytes, so that curl can ask it:
# no crictl is needed on the host, and containerd 1 answers too, which tells the kubelet nothing about handlers.

# A length-prefixed StatusRequest{verbose: true} (k8s.io/cri-api/pkg/apis/runtime/v1/api.proto).
cri_status() {
  [ ! -e "$work/cri" ] || rm -f "$work/cri"
  printf '\000\000\000\000\002\010\001' |
    curl --silent --max-time 10 --http2-prior-knowledge --unix-socket "$HOST_ROOT$SOCKET" --output "$work/cri" \
      --header 'Content-Type: application/grpc' --header 'TE: trailers' --data-binary @- \
      http://localhost/runtime.v1.RuntimeService/Status 2>/dev/null
}

# The conditions that every runtime answers with begin with RuntimeReady.
cri_answers() {
  cri_status && grep -aq RuntimeReady "$work/cri"
}

# Every handler, with the configuration that is declared now.
cri_is_complete() {
  cri_answers || return 1
  while read -r _handler; do
    cri_has_handler "$_handler" || return 1
  done <"$work/handlers"
}

# containerd shows its configuration as JSON; the configurations of Kata are in a folder named after what is declared.
cri_has_handler() {
  # CRI-O shows the names only, and before 1.31 not even these; it has read them, or it would not have started.
  [ "$RUNTIME" = containerd ] || return 0
  grep -aqF "\"$1\":{" "$work/cri" || return 1
  [ ! -e "$FILES/configuration-$1.toml" ] || grep -aqF "$CONFIGURATIONS/$FILES_ID/configuration-$1.toml\"" "$work/cri"
}

# await QUESTION...: asks until it is so, or CRI_WAIT is over, or the host has put the configuration back by itself.
await() {
  # A daemon that was just started is well before a second is over.
  for _pause in 0.1 0.2 0.3 0.4; do
    if "$@"; then return; fi
    if marked undone; then return 1; fi
    sleep "$_pause" 2>/dev/null || sleep 1
  done
  _left=$((CRI_WAIT - 1))
  until "$@"; do
    [ "$_left" -gt 0 ] || return 1
    if marked undone; then return 1; fi
    _left=$((_left - 1))
    alive
    sleep 1
  done
}
