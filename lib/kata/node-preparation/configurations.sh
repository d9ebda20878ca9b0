# shellcheck shell=sh
# Step 4: Kata's configurations, a folder for each state of what is declared, so that none is changed under a pod.

CONFIGURATIONS=/etc/kata-containers/bulkhead

write_configurations() {
  step 'write the configurations of Kata'
  for _file in "$FILES"/configuration-*.toml; do
    [ -e "$_file" ] || continue
    _name=${_file##*/}
    demand_match "$FILES" "$_name" 'configuration-[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.toml'
    put "$_file" "$CONFIGURATIONS/$FILES_ID/$_name"
  done
}
