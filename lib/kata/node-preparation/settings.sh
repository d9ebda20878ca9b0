# shellcheck shell=sh
# What is declared, read as data: every value is checked against a pattern before anything is done with it, and none is
# ever evaluated. So whatever a declaration holds, no shell sees more than letters, digits and harmless signs.

# settings_pattern NAME: the extended regular expression that a value must match whole; none for an unknown name.
settings_pattern() {
  case $1 in
  KATA_VERSION | ARTIFACT) echo '[0-9A-Za-z][0-9A-Za-z.+-]{0,100}' ;;
  FILES_ID) echo '[0-9a-f]{12}' ;;
  ARCHITECTURE) echo 'amd64|arm64|s390x|ppc64le' ;;
  MINIMUM_KERNEL) echo '[0-9]{1,4}(\.[0-9]{1,5}){1,2}' ;;
  MINIMUM_CONTAINERD) echo '([0-9]{1,4}(\.[0-9]{1,5}){1,2})?' ;;
  RUNTIME) echo 'containerd|cri-o' ;;
  DISTRIBUTION) echo 'kubernetes|k3s|rke2|k0s' ;;
  SERVICE) echo '([0-9A-Za-z][0-9A-Za-z@_.-]*( [0-9A-Za-z][0-9A-Za-z@_.-]*)*)?' ;;
  CONFIG | DROP_IN | DROP_IN_2 | SOCKET) echo '(/[0-9A-Za-z_][0-9A-Za-z._-]*)+' ;;
  TEMPLATE_2 | TEMPLATE_3) echo '(/[0-9A-Za-z_][0-9A-Za-z._-]*)*' ;;
  PROGRAM) echo '/?[0-9A-Za-z_][0-9A-Za-z._-]*(/[0-9A-Za-z_][0-9A-Za-z._-]*)*' ;;
  STARTUP_TAINT) echo '(katacontainers\.io/[0-9A-Za-z]([0-9A-Za-z._-]{0,61}[0-9A-Za-z])?)?' ;;
  ARTIFACT_URL) echo '(https://[0-9A-Za-z.:-]+(/[0-9A-Za-z._~%+@=-]+)*(\?[0-9A-Za-z._~%+@=&-]*)?)?' ;;
  ARTIFACT_SHA256) echo '([0-9a-f]{64})?' ;;
  esac
}

# matches VALUE PATTERN: the whole of it. A value of several lines never does.
matches() {
  case $1 in
  *"
"*) return 1 ;;
  esac
  printf '%s\n' "$1" | grep -Eqx -e "$2"
}

# demand_match WHAT VALUE PATTERN
demand_match() {
  matches "$2" "$3" || fail "$1: is not of the form $3"
}

read_settings() {
  for _name in KATA_VERSION ARTIFACT FILES_ID ARCHITECTURE MINIMUM_KERNEL RUNTIME PROGRAM CONFIG DROP_IN SOCKET; do
    grep -q "^$_name=." "$FILES/settings" || fail "$FILES/settings: $_name is missing"
  done
  DISTRIBUTION=kubernetes DROP_IN_2='' TEMPLATE_2='' TEMPLATE_3=''
  MINIMUM_CONTAINERD='' SERVICE='' STARTUP_TAINT='' ARTIFACT_URL='' ARTIFACT_SHA256=''
  _number=0
  while IFS= read -r _line || [ -n "$_line" ]; do
    _number=$((_number + 1))
    case $_line in '' | '#'*) continue ;; esac
    set_one "settings line $_number" "${_line%%=*}" "${_line#*=}"
  done <"$FILES/settings"
  [ -z "$ARTIFACT_URL" ] || [ -n "$ARTIFACT_SHA256" ] || fail 'settings: ARTIFACT_URL without ARTIFACT_SHA256'
  DROP_IN_2=${DROP_IN_2:-$DROP_IN}
  read_handlers
}

# set_one WHERE NAME VALUE
set_one() {
  _pattern=$(settings_pattern "$2")
  [ -n "$_pattern" ] || fail "$1: no such setting"
  demand_match "$1: $2" "$3" "$_pattern"
  case $2 in
  KATA_VERSION) KATA_VERSION=$3 ;;
  ARTIFACT) ARTIFACT=$3 ;;
  FILES_ID) FILES_ID=$3 ;;
  ARCHITECTURE) ARCHITECTURE=$3 ;;
  MINIMUM_KERNEL) MINIMUM_KERNEL=$3 ;;
  MINIMUM_CONTAINERD) MINIMUM_CONTAINERD=$3 ;;
  RUNTIME) RUNTIME=$3 ;;
  DISTRIBUTION) DISTRIBUTION=$3 ;;
  SERVICE) SERVICE=$3 ;;
  CONFIG) CONFIG=$3 ;;
  DROP_IN) DROP_IN=$3 ;;
  DROP_IN_2) DROP_IN_2=$3 ;;
  TEMPLATE_2) TEMPLATE_2=$3 ;;
  TEMPLATE_3) TEMPLATE_3=$3 ;;
  PROGRAM) PROGRAM=$3 ;;
  SOCKET) SOCKET=$3 ;;
  STARTUP_TAINT) STARTUP_TAINT=$3 ;;
  ARTIFACT_URL) ARTIFACT_URL=$3 ;;
  ARTIFACT_SHA256) ARTIFACT_SHA256=$3 ;;
  esac
}

# The handlers that CRI has to answer with, one a line. Names of RuntimeClass handlers are DNS labels.
read_handlers() {
  checked_lines handlers '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?' >"$work/handlers"
  [ -s "$work/handlers" ] || fail "$FILES/handlers names none"
}

# checked_lines FILE PATTERN: the lines of a declared file that say something, all of which must match; none where it is not.
checked_lines() {
  [ -e "$FILES/$1" ] || return 0
  grep -Ev '^[[:space:]]*(#.*)?$' "$FILES/$1" >"$work/lines" || :
  if grep -Evqx -e "$2" "$work/lines"; then fail "$1: a line is not of the form $2"; fi
  cat "$work/lines"
}
