# shellcheck shell=sh
# What is declared, read as data: every value is checked against a pattern before anything is done with it, and none is
# ever evaluated. So whatever a declaration holds, no shell sees more than letters, digits and harmless signs.

# The forms of the settings, as extended regular expressions for whole lines.
SETTINGS_FORMS='KATA_VERSION=[0-9A-Za-z][0-9A-Za-z.+-]{0,100}
ARTIFACT=[0-9A-Za-z][0-9A-Za-z.+-]{0,100}
ARTIFACT_URL=(https://([0-9A-Za-z.-]+|\[[0-9A-Fa-f:.]+])(:[0-9]+)?(/[0-9A-Za-z._~%+@=-]+)*(\?[0-9A-Za-z._~%+@=&-]*)?)?
ARTIFACT_SHA256=([0-9a-f]{64})?
FILES_ID=[0-9a-f]{12}
ARCHITECTURE=(amd64|arm64|s390x|ppc64le)
MINIMUM_KERNEL=[0-9]{1,4}(\.[0-9]{1,5}){1,2}
MINIMUM_CONTAINERD=[0-9]{1,4}(\.[0-9]{1,5}){1,2}
RUNTIME=(containerd|cri-o)
DISTRIBUTION=(kubernetes|k3s|rke2|k0s)
SERVICE=([0-9A-Za-z][0-9A-Za-z@_.-]*( [0-9A-Za-z][0-9A-Za-z@_.-]*)*)?
PROGRAM=/?[0-9A-Za-z_][0-9A-Za-z._-]*(/[0-9A-Za-z_][0-9A-Za-z._-]*)*
CONFIG=(/[0-9A-Za-z_][0-9A-Za-z._-]*)+
DROP_IN=(/[0-9A-Za-z_][0-9A-Za-z._-]*)+
DROP_IN_2=(/[0-9A-Za-z_][0-9A-Za-z._-]*)+
TEMPLATE_2=(/[0-9A-Za-z_][0-9A-Za-z._-]*)*
TEMPLATE_3=(/[0-9A-Za-z_][0-9A-Za-z._-]*)*
SOCKET=(/[0-9A-Za-z_][0-9A-Za-z._-]*)+
STARTUP_TAINT=(katacontainers\.io/[0-9A-Za-z]([0-9A-Za-z._-]{0,61}[0-9A-Za-z])?)?'

# matches VALUE PATTERN: the whole of it. A value of several lines never does.
matches() {
  case $1 in
  *"
"*) return 1 ;;
  esac
  grep -Eqx -e "$2" <<EOF
$1
EOF
}

# demand_match WHAT VALUE PATTERN
demand_match() {
  matches "$2" "$3" || fail "$1: is not of the form $3"
}

read_settings() {
  _line=$(grep -m1 -Evnx -e "$SETTINGS_FORMS" "$FILES/settings") || :
  if [ -n "$_line" ]; then
    _name=$(printf '%s' "$_line" | sed -n 's/^[0-9]*:\([A-Z0-9_]*\)=.*/\1/p')
    fail "settings line ${_line%%:*} is not $(printf '%s\n' "$SETTINGS_FORMS" | grep "^$_name=" || echo 'a setting')"
  fi
  _names=' '
  while IFS= read -r _line; do
    set_one "${_line%%=*}" "${_line#*=}"
    _names="$_names${_line%%=*} "
  done <"$FILES/settings"
  while IFS='=' read -r _name _form; do
    case $_names in *" $_name "*) ;; *) fail "settings: $_name is missing" ;; esac
  done <<EOF
$SETTINGS_FORMS
EOF
  [ -z "$ARTIFACT_URL" ] || [ -n "$ARTIFACT_SHA256" ] || fail 'settings: ARTIFACT_URL without ARTIFACT_SHA256'
  read_handlers
}

set_one() {
  case $1 in
  KATA_VERSION) KATA_VERSION=$2 ;;
  ARTIFACT) ARTIFACT=$2 ;;
  ARTIFACT_URL) ARTIFACT_URL=$2 ;;
  ARTIFACT_SHA256) ARTIFACT_SHA256=$2 ;;
  FILES_ID) FILES_ID=$2 ;;
  ARCHITECTURE) ARCHITECTURE=$2 ;;
  MINIMUM_KERNEL) MINIMUM_KERNEL=$2 ;;
  MINIMUM_CONTAINERD) MINIMUM_CONTAINERD=$2 ;;
  RUNTIME) RUNTIME=$2 ;;
  DISTRIBUTION) DISTRIBUTION=$2 ;;
  SERVICE) SERVICE=$2 ;;
  PROGRAM) PROGRAM=$2 ;;
  CONFIG) CONFIG=$2 ;;
  DROP_IN) DROP_IN=$2 ;;
  DROP_IN_2) DROP_IN_2=$2 ;;
  TEMPLATE_2) TEMPLATE_2=$2 ;;
  TEMPLATE_3) TEMPLATE_3=$2 ;;
  SOCKET) SOCKET=$2 ;;
  STARTUP_TAINT) STARTUP_TAINT=$2 ;;
  esac
}

# The handlers that CRI has to answer with, one a line. Names of RuntimeClass handlers are DNS labels.
read_handlers() {
  checked_lines handlers '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?' >"$work/handlers"
  [ -s "$work/handlers" ] || fail "$FILES/handlers names none"
}

# checked_lines FILE PATTERN: the lines of a declared file that say something, all of which must match; none where it is not.
checked_lines() {
  [ -s "$FILES/$1" ] || return 0
  if grep -Evqx -e "[[:space:]]*(#.*)?|$2" "$FILES/$1"; then fail "$1: a line is not of the form $2"; fi
  grep -Ev '^[[:space:]]*(#.*)?$' "$FILES/$1" || :
}
