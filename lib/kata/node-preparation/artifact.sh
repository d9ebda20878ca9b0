# shellcheck shell=sh
# Step 3: Kata's programs, kernels and images, each artifact in a folder of its own. Configurations name files by that
# folder, so pods that run keep the files that they were started with (kata-containers#5868, #12761).

VERSIONS=/opt/kata/versions
CURRENT=/opt/kata/current

install_artifact() {
  step "install the artifact $ARTIFACT"
  # What a run that was cut off left.
  drop "$VERSIONS/.unpacked"
  if [ ! -d "$HOST_ROOT$VERSIONS/$ARTIFACT" ]; then
    mkdir -p "$HOST_ROOT$VERSIONS/.unpacked" || fail "$VERSIONS cannot be written"
    if ! at_length unpack_artifact "$HOST_ROOT$VERSIONS/.unpacked"; then
      rm -rf "$HOST_ROOT$VERSIONS/.unpacked"
      fail "$(cat "$work/trouble" 2>/dev/null || echo "the artifact $ARTIFACT cannot be unpacked to $VERSIONS")"
    fi
    _root=$(artifact_root "$HOST_ROOT$VERSIONS/.unpacked")
    [ -n "$_root" ] || fail "the artifact $ARTIFACT holds no opt/kata"
    # The whole file system: these are thousands of files.
    sync -f "$_root" 2>/dev/null || sync
    mv "$_root" "$HOST_ROOT$VERSIONS/$ARTIFACT" || fail "$VERSIONS/$ARTIFACT cannot be written"
    drop "$VERSIONS/.unpacked"
    say "installed $VERSIONS/$ARTIFACT"
  fi
  demand_named_files
}

# The release's one archive from a URL; or the image of kata-deploy: since Kata 4 an archive a component, before that a folder.
unpack_artifact() {
  if [ -n "$ARTIFACT_URL" ]; then
    download_artifact && unpack "$ARTIFACTS/archive" "$1" && rm -f "$ARTIFACTS/archive"
    return
  fi
  _found=
  for _archive in "$ARTIFACTS"/tarballs/*.tar.*; do
    [ -e "$_archive" ] || continue
    _found=1
    unpack "$_archive" "$1" || return 1
  done
  if [ -d "$ARTIFACTS/opt/kata" ]; then
    _found=1
    cp -a "$ARTIFACTS/opt" "$1/" || return 1
  fi
  [ -n "$_found" ] || fail "there is no artifact in $ARTIFACTS: neither tarballs/ nor opt/kata/"
}

download_artifact() {
  # A connection over which nothing comes for a minute is given up.
  curl --globoff --silent --show-error --fail --location --proto '=https' --speed-limit 1 --speed-time 60 \
    --output "$ARTIFACTS/archive" "$ARTIFACT_URL" || fail "$ARTIFACT_URL cannot be downloaded"
  _sum=$(sha256sum "$ARTIFACTS/archive" | cut -c 1-64)
  if [ "$_sum" != "$ARTIFACT_SHA256" ]; then
    rm -f "$ARTIFACTS/archive"
    fail "$ARTIFACT_URL has the sha256 $_sum, declared is $ARTIFACT_SHA256"
  fi
}

# unpack ARCHIVE FOLDER: not every tar knows zstd.
unpack() {
  case $(od -An -tx1 -N4 "$1" | tr -d ' ') in
  28b52ffd) zstd -dcq "$1" | tar -xof - -C "$2" ;;
  *) tar -xof "$1" -C "$2" ;;
  esac
}

artifact_root() {
  for _folder in "$1/opt/kata" "$1"; do
    if [ -d "$_folder/share" ] || [ -d "$_folder/bin" ] || [ -d "$_folder/runtime-rs" ]; then
      echo "$_folder"
      return
    fi
  done
}

# Whatever the configurations name within the artifact is there. Not every release holds every hypervisor, or both runtimes.
demand_named_files() {
  _within="$VERSIONS/$ARTIFACT/"
  set --
  for _file in "$FILES"/configuration-*.toml "$FILES"/containerd-3.toml "$FILES"/crio.conf; do
    [ ! -e "$_file" ] || set -- "$@" "$_file"
  done
  [ $# -gt 0 ] || return 0
  # Lines of the form `FILE:"PATH"`.
  grep -EHo "[\"']${VERSIONS}/[^\"'*?[]*[\"']" "$@" >"$work/named" || :
  while read -r _line; do
    _file=${_line%%:[\"\']*}
    _named=${_line#"$_file":?}
    _file=${_file##*/} _named=${_named%?}
    case $_named in
    *..* | "${_named#"$_within"}") fail "$_file names $_named, which is not within the artifact $ARTIFACT" ;;
    esac
    [ -e "$HOST_ROOT$_named" ] ||
      fail "$_file names $_named, which the artifact $ARTIFACT does not hold; its shims are: $(shims)"
  done <"$work/named"
}

shims() {
  find "$HOST_ROOT$VERSIONS/$ARTIFACT/" -name 'containerd-shim-kata*' | sed "s|^$HOST_ROOT||" | sort | tr '\n' ' '
}

# For people and for kata-monitor. A link is replaced by renaming another one over it.
point_current() {
  [ "$(readlink "$HOST_ROOT$CURRENT" || :)" != "versions/$ARTIFACT" ] || return 0
  clear_away "$CURRENT.bulkhead-new"
  ln -s "versions/$ARTIFACT" "$HOST_ROOT$CURRENT.bulkhead-new" || fail "$CURRENT cannot be written"
  mv -T "$HOST_ROOT$CURRENT.bulkhead-new" "$HOST_ROOT$CURRENT" || fail "$CURRENT cannot be replaced"
  say "$CURRENT is versions/$ARTIFACT"
}
