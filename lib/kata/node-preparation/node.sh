# shellcheck shell=sh
# What is said of the node in the cluster: labels, an annotation and the startup taint, all below katacontainers.io/, which
# is all that the admission policy lets this pod write. Bodies are made of constants and of values that were checked.

# patch_node LABELS TEXT: the inner part of a JSON object of labels, and the text of the annotation.
patch_node() {
  api PATCH application/merge-patch+json \
    "{\"metadata\":{\"labels\":{$1},\"annotations\":{\"katacontainers.io/node-preparation\":\"$(json_text "$2")\"}}}"
}

node_is_prepared() {
  step 'label the node'
  patch_node '"katacontainers.io/kata-runtime":"true","katacontainers.io/unsupported":null' \
    "prepared: Kata $KATA_VERSION, artifact $ARTIFACT, files $FILES_ID" || fail 'the node cannot be labelled'
  lift_startup_taint
}

# What ran before keeps its label: the node has been put back to it.
node_is_in_trouble() {
  [ -n "${has_access-}" ] || return 0
  patch_node '' "failed: $1" || say 'nor can the node be annotated'
}

# node_cannot REASON TEXT: no new pods come here; those that run are left alone.
node_cannot() {
  say "this node cannot run Kata: $2" >&2
  printf '%s\n' "$2" >"$work/trouble"
  patch_node "\"katacontainers.io/kata-runtime\":null,\"katacontainers.io/unsupported\":\"$1\"" "unsupported: $2" ||
    fail 'the node cannot be labelled'
  exit 3
}

take_label() {
  patch_node '"katacontainers.io/kata-runtime":null' "$1" || fail 'the label cannot be taken off the node'
}

give_label_back() {
  patch_node '"katacontainers.io/kata-runtime":"true"' "$1" || say 'the label cannot be given back'
}

forget_node() {
  patch_node '"katacontainers.io/kata-runtime":null,"katacontainers.io/unsupported":null' uninstalled ||
    fail 'the node cannot be annotated'
}

# node_mode: what somebody has asked for by a label of the node, or nothing.
node_mode() {
  api GET || return 1
  tr -d ' \t\n' <"$work/answer" | sed -n 's/.*"katacontainers\.io\/node-preparation-mode":"\([^"]*\)".*/\1/p'
}

# A list has no keys to patch by, so an entry is removed by its place, provided that it still stands there. What the patch
# before was answered with tells the place.
lift_startup_taint() {
  [ -n "$STARTUP_TAINT" ] || return 0
  _place=$(place_of_taint "$STARTUP_TAINT" <"$work/answer")
  while [ -n "$_place" ]; do
    say "lifting the taint $STARTUP_TAINT"
    _at=/spec/taints/$_place
    api PATCH application/json-patch+json \
      "[{\"op\":\"test\",\"path\":\"$_at/key\",\"value\":\"$STARTUP_TAINT\"},{\"op\":\"remove\",\"path\":\"$_at\"}]" ||
      fail "the taint $STARTUP_TAINT cannot be lifted"
    _place=$(place_of_taint "$STARTUP_TAINT" <"$work/answer")
  done
}

# The place of the first taint with that key in a Node, or nothing. Taints hold no brackets, and quotes within strings are
# escaped in JSON, so that no annotation looks like the list.
place_of_taint() {
  awk -v key="\"key\":\"$1\"" '
    { gsub(/[ \t]/, ""); node = node $0 }
    END {
      if (!match(node, /[{,]"taints":\[[^]]*]/)) exit
      n = split(substr(node, RSTART, RLENGTH), taints, /[}],/)
      for (i = 1; i <= n; i++) if (index(taints[i], key)) { print i - 1; exit }
    }'
}
