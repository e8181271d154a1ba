#!/bin/sh
# Builds the web console into console/dist: types checked, bundled, compressed. The server is built with what lies there.
# Nothing is done where it was made of the very files that are there now.
set -eu
cd "$(dirname "$0")/.."

stamp=.make/console
built=console/dist/index.html

# Names and sums of all that it is made of.
sources() {
    find console scripts/compress_console.mjs \
        \( -path console/node_modules -o -path console/dist -o -path console/test-results \) -prune -o -type f -print0 |
        LC_ALL=C sort -z | xargs -0 cksum | cksum
}

# The page names scripts by their content, so that its sum stands for all of the build: what somebody else made there
# since, by hand or with fewer parts, is not taken for it.
made_of() { echo "$1 $(cksum <"$built")"; }

if [ ! -e console/node_modules/.package-lock.json ]; then
    echo "build_console: please run 'scripts/setup.sh console' first" >&2
    exit 1
fi
now=$(sources)
[ -e "$stamp" ] && [ -e "$built" ] && [ "$(cat "$stamp")" = "$(made_of "$now")" ] && exit 0
echo "build_console: building the web console"
rm -f "$stamp"
(cd console && npm run --silent build)
mkdir -p .make
made_of "$now" >"$stamp"
