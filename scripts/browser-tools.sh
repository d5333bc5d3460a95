#!/bin/sh
# Installs what the tests in a real browser need besides Go: with Debian's
# packages where one may install them, and the modules of browser/package.json.
# What cannot be had is said loudly, and the tests that need it are skipped.
set -u
cd "$(dirname "$0")/../browser" || exit 1
log=$(mktemp) && trap 'rm -f "$log"' EXIT
has() { command -v "$1" >/dev/null 2>&1; }
loud() { printf '\n*** NOT INSTALLED for the tests in a browser: %s\n\n' "$*" >&2; }

want=
has "${CHROMIUM:-chromium}" || has chromium-browser || has google-chrome || want="$want chromium"
# Without a font for Kazakh every page would be measured in boxes.
{ has fc-list && [ -n "$(fc-list :lang=kk)" ]; } || want="$want fonts-dejavu-core"
has pdftotext || want="$want poppler-utils"
has java || want="$want default-jre-headless"
stale=
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
	stale=yes
	has npm || want="$want npm"
fi
if [ -n "$want" ]; then
	if has apt-get && [ "$(id -u)" = 0 ]; then
		echo "installing$want"
		export DEBIAN_FRONTEND=noninteractive
		apt-get update >"$log" 2>&1 || { tail -3 "$log" >&2; }
		for p in $want; do # one that cannot be had keeps no other away
			apt-get install -y --no-install-recommends "$p" >"$log" 2>&1 || { tail -3 "$log" >&2; loud "$p"; }
		done
	else
		loud "${want# } (as root on Debian this installs them: apt-get install$want)"
	fi
fi

if [ -n "$stale" ]; then
	if ! has npm; then
		loud "axe-core and vnu-jar, since npm is missing"
	elif ! npm ci --ignore-scripts --silent >"$log" 2>&1; then
		tail -3 "$log" >&2
		loud "axe-core and vnu-jar, since npm ci failed"
	fi
fi
exit 0
