# shellcheck shell=sh
# The API server, asked about this node and nothing else.

check_access() {
  demand_match NODE_NAME "${NODE_NAME-}" '[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?'
  demand_match API_SERVER "${API_SERVER-}" 'https://[0-9A-Za-z.:[]+[]]?(:[0-9]+)?'
  [ -r "${TOKEN_FILE-}" ] || fail "TOKEN_FILE cannot be read: '${TOKEN_FILE-}'"
  [ -r "${CA_FILE-}" ] || fail "CA_FILE cannot be read: '${CA_FILE-}'"
  has_access=1
}

# api METHOD [TYPE BODY]: what is answered, the node as it is then, goes to $work/answer. The token is renewed now and then, so it is read each time,
# and goes through a pipe: arguments can be read by everybody on the node.
api() {
  _token=$(cat "$TOKEN_FILE") || return 1
  case $_token in
  '' | *[!0-9A-Za-z._~+/=-]*) fail 'the token in TOKEN_FILE is none' ;;
  esac
  _url=$API_SERVER/api/v1/nodes/$NODE_NAME
  if [ $# = 1 ]; then set -- "$1" application/json ''; fi
  printf 'header = "Authorization: Bearer %s"\n' "$_token" |
    curl --config - --silent --show-error --fail --max-time 30 --cacert "$CA_FILE" --output "$work/answer" \
      --request "$1" --header "Content-Type: $2" --header 'Accept: application/json' ${3:+--data-binary "$3"} "$_url"
}

# json_text WORDS: as a JSON string may hold it. What is not a letter, a digit or a harmless sign becomes a question mark.
json_text() {
  case $* in
  *[!0-9A-Za-z' .,:;/_=+()%@'-]*) ;;
  *)
    printf '%.500s' "$*"
    return
    ;;
  esac
  printf '%s' "$*" | tr '\n' ' ' | tr -c '0-9A-Za-z .,:;/_=+()%@-' '?' | cut -c1-500
}
