# Sourced by the load scripts. Each is called as: load FEED DIRECTORY [PUBLIC-KEY]
#   FEED         a published night, usually EXPORT/current
#   DIRECTORY    where the program reads its file, such as /etc/postfix/slash64; must exist
#   PUBLIC-KEY   Ed25519 key of the publisher; without it the signature is not looked at
# A script fails, and leaves what is loaded, if the feed is stale, altered or cut short, or the program itself does not
# like the file. RELOAD replaces the command that makes the program read it.
set -eu

kit=$(dirname "$(readlink -f "$0")")/..
feed=$(readlink -f "${1:?usage: load FEED DIRECTORY [PUBLIC-KEY]}") # once: current may move while we work
directory=${2:?usage: load FEED DIRECTORY [PUBLIC-KEY]}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

refuse() {
  echo "load: $*; nothing is changed" >&2
  exit 1
}

# stage FILE…: copies files beside their place
stage() {
  "$kit/verify" "$feed" ${key:+"$key"}
  for file in "$@"; do
    cp "$feed/$file" "$directory/.$file.new"
    [ "$(sha256sum < "$feed/$file")" = "$(sha256sum < "$directory/.$file.new")" ] || refuse "cannot copy $file whole"
  done
}

# put FILE…: moves them into place, each in one step
put() {
  for file in "$@"; do
    mv "$directory/.$file.new" "$directory/$file"
  done
}

key=${3:-}
