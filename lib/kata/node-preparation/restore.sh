#!/bin/sh
# Puts the runtime's configuration back to what it was before a change that is not finished: the journal names the files.
# Only renames, which need no room on a full disk. A file that is not the one we wrote is left alone: somebody has mended it.
#
#   restore.sh now            from the pod, when the daemon does not come up
#   restore.sh before-start   on the host, by systemd before each start of the daemon. The first start after a change is
#                             let through; when there is a second one, nobody has found the first to be good. So a host
#                             that was cut off in the middle comes up by itself: no pod could mend it, as none would start.
set -eu
state=${HOST_ROOT-}/var/lib/bulkhead/node-preparation
[ -e "$state/pending" ] || exit 0
if [ "$1" = before-start ] && [ ! -e "$state/started" ]; then
  : >"$state/started"
  exit 0
fi
while read -r new path previous; do
  file=${HOST_ROOT-}$path
  if [ -e "$file" ]; then sum=$(sha256sum <"$file"); else sum=-; fi
  if [ "${sum%% *}" != "$new" ]; then continue; fi
  if [ "$previous" = - ]; then
    rm -f "$file"
  elif [ -e "${HOST_ROOT-}$previous" ]; then
    mv -f "${HOST_ROOT-}$previous" "$file"
  fi
done <"$state/pending"
mv -f "$state/pending" "$state/undone"
