# shellcheck shell=sh
# Step 4 for containerd: which files hold our handlers, and what is to be in them.
#
# containerd 2 merges what it imports, table by table: a drop-in, where the main file imports its folder. containerd 1
# replaces all of a plugin's configuration by an imported one (mergeConfig in services/server/config/config.go), so there
# our tables stand at the end of the main file between two marks, as TOML lets tables stand anywhere. The same is done for
# containerd 2 where nothing imports our drop-in.

BLOCK_BEGIN='# BEGIN Kata handlers: written by node preparation, which replaces what stands between'
BLOCK_END='# END Kata handlers'

read_containerd_version() {
  containerd_version=$(on_host "$PROGRAM" --version | grep -Eo '[0-9]+\.[0-9]+\.[0-9]+' | head -n 1)
}

# containerd_targets [none]: writes $work/targets, a line `PATH TEXT` for each file, `-` for one that is not to be; the first
# is changed first. With `none`, nothing of ours is in them.
containerd_targets() {
  main_file=$(real_path "$CONFIG")
  without_block "$main_file" >"$work/main"
  config_version=$(config_version_of "$work/main")
  case $config_version in
  2) drop_in=$DROP_IN_2 other_drop_in=$DROP_IN block_file=${TEMPLATE_2:-$main_file} ;;
  *) drop_in=$DROP_IN other_drop_in=$DROP_IN_2 block_file=${TEMPLATE_3:-$main_file} ;;
  esac
  _theirs=$work/main
  if [ "$block_file" != "$main_file" ]; then
    _theirs=$work/theirs
    without_block "$block_file" >"$_theirs"
  fi
  tables=/dev/null _drop_in=-
  if [ "${1-}" != none ]; then
    _source=$FILES/containerd-$(containerd_text).toml
    [ -r "$_source" ] || fail "$_source is missing"
    if takes_drop_in; then
      _drop_in=$_source
    else
      { tables_of "$_source"; default_runc; } >"$work/tables"
      tables=$work/tables
    fi
  fi
  with_block "$_theirs" "$tables" >"$work/block-file"
  _block_file=$work/block-file
  if is_ours_alone "$work/block-file"; then _block_file=-; fi
  # The handlers are never in neither file.
  {
    case $_drop_in in
    -) printf '%s %s\n' "$block_file" "$_block_file" "$drop_in" - ;;
    *) printf '%s %s\n' "$drop_in" "$_drop_in" "$block_file" "$_block_file" ;;
    esac
    # k3s and rke2 have a folder for each version: nothing stays in that of the version before.
    [ "$other_drop_in" = "$drop_in" ] || printf '%s -\n' "$other_drop_in"
  } >"$work/targets"
}

# k0s merges what is in its folder by itself, for either containerd (docs.k0sproject.io, "Runtime").
takes_drop_in() {
  [ "$DISTRIBUTION" != k0s ] || return 0
  [ "$(containerd_text)" != 1 ] && imports_drop_in "$work/main" "$main_file"
}

# What an absent file stands for: k3s and rke2 write the main file anew at each start, from a template.
starting_text() {
  case $1:$containerd_version in
  *.tmpl:*) echo '{{ template "base" . }}' ;;
  *:1.*) echo 'version = 2' ;;
  *) echo 'version = 3' ;;
  esac
}

# Whether there is nothing in it but what we began it with, or would.
is_ours_alone() {
  if [ -e "$HOST_ROOT$block_file" ] && ! marked created; then return 1; fi
  [ "$(cat "$1")" = "$(starting_text "$block_file")" ]
}

without_block() {
  if [ ! -e "$HOST_ROOT$1" ]; then
    starting_text "$1"
    return
  fi
  awk -v begin="$BLOCK_BEGIN" -v end="$BLOCK_END" '
    $0 == begin { odd += inside; inside = 1 }
    !inside { print }
    $0 == end { odd += !inside; inside = 0 }
    END { exit (odd + inside > 0) }' "$HOST_ROOT$1" ||
    fail "$1 holds half of what node preparation wrote: remove that, with its marks"
}

# with_block TEXT TABLES: with nothing between the marks there are none.
with_block() {
  cat "$1"
  [ -s "$2" ] || return 0
  printf '%s\n' "$BLOCK_BEGIN"
  cat "$2"
  printf '%s\n' "$BLOCK_END"
}

# The version of a configuration: a line before its first table.
config_version_of() {
  _version=$(awk '/^[ \t]*\[/ { exit } /^[ \t]*version[ \t]*=/ { sub(/#.*/, ""); gsub(/[^0-9]/, ""); print substr($0, 1, 3); exit }' "$1")
  case $_version in
  2 | 3 | 4) echo "$_version" ;;
  *) fail "$CONFIG has no line \`version = 2\` (or 3): migrate it, with \`containerd config migrate\` or by hand" ;;
  esac
}

# Which of the declared texts: a file that is imported may not have a higher version than the main file.
containerd_text() {
  case $containerd_version:$config_version:$DISTRIBUTION in
  1.*:k0s) echo 2 ;;
  1.*) echo 1 ;;
  *:2:*) echo 2 ;;
  *) echo 3 ;;
  esac
}

tables_of() {
  awk '/^\[/ { on = 1 } on' "$1"
}

# imports_drop_in TEXT PATH: whether what it imports, a list of globs relative to its folder, covers our drop-in.
imports_drop_in() {
  awk '
    /^[ \t]*\[/ { exit }
    /^[ \t]*imports[ \t]*=/ { on = 1 }
    on { sub(/#.*/, ""); n = split($0, parts, /["\047]/); for (i = 2; i <= n; i += 2) print parts[i] }
    on && /\]/ { exit }' "$1" >"$work/imports"
  while read -r _import; do
    case $_import in /*) ;; *) _import=${2%/*}/$_import ;; esac
    [ "${_import%/*}" = "${drop_in%/*}" ] || continue
    # The pattern is the import's.
    # shellcheck disable=SC2254
    case ${drop_in##*/} in ${_import##*/}) return 0 ;; esac
  done <"$work/imports"
  return 1
}

# containerd 1 knows runc by itself only as long as no runtime is configured.
default_runc() {
  [ "$(containerd_text)" = 1 ] || return 0
  if grep -Eq '^[[:space:]]*\[.*\.runtimes\.' "$work/main"; then return; fi
  on_host "$PROGRAM" config default |
    awk '/^[ \t]*\[/ { on = /"io\.containerd\.grpc\.v1\.cri"\.containerd\.runtimes\.runc[].]/ } on && NF { sub(/^[ \t]+/, ""); print }'
}
