#!/bin/sh
# Pages per second beside Hugo: the site of the embedded act against as many
# pages of the same size made by Hugo. Usage: hugo.sh BIN [RUNS]
#
# Hugo gets each page's main part as content ready in HTML, so that it has no
# Markdown to read and no question to answer; the frame of the page is its
# template. Both write to an empty folder. Times are of the wall clock and of
# the processor (all cores), the median of the runs.
set -eu
bin=$(realpath "$1") runs=${2:-3}
hugo=${HUGO:-hugo}
command -v "$hugo" >/dev/null || { echo "hugo is not installed: apt-get install hugo, or set HUGO"; exit 0; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export TIZBE_DATA="$dir/data"
"$bin" init >/dev/null 2>&1
"$bin" site -o "$dir/site" >/dev/null 2>&1
mkdir -p "$dir/hugo/content" "$dir/hugo/layouts/_default"
cat >"$dir/hugo/config.toml" <<'X'
baseURL = "https://example.org/"
title = "bench"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404", "section", "home"]
X
n=0
find "$dir/site" -name index.html | sort >"$dir/pages"
while read -r f; do
  n=$((n + 1))
  { printf -- '---\ntitle: "page %s"\n---\n' "$n"; sed -n '/<main id="main">/,/<\/main>/p' "$f" | sed '1d;$d'; } >"$dir/hugo/content/p$n.html"
done <"$dir/pages"
# The frame: what stands around the main part of the first page.
f=$(head -n 1 "$dir/pages")
{ sed -n '1,/<main id="main">/p' "$f"; echo '{{ .Content }}'; sed -n '/<\/main>/,$p' "$f"; } | sed 's/<title>.*<\/title>/<title>{{ .Title }}<\/title>/' >"$dir/hugo/layouts/_default/single.html"

median() { sort -n | awk '{a[NR]=$1} END {print a[int((NR+1)/2)]}'; }
measure() { # name, command…
  name=$1; shift
  : >"$dir/wall"; : >"$dir/cpu"
  for _ in $(seq "$runs"); do
    rm -rf "$dir/out"
    /usr/bin/env bash -c 'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null 2>&1' - "$@" 2>"$dir/t"
    awk '{print $1}' "$dir/t" >>"$dir/wall"; awk '{print $2+$3}' "$dir/t" >>"$dir/cpu"
  done
  wall=$(median <"$dir/wall") cpu=$(median <"$dir/cpu")
  pages=$(find "$dir/out" -name '*.html' | wc -l) bytes=$(find "$dir/out" -type f -printf '%s\n' | awk '{s+=$1} END {print s}')
  awk -v n="$name" -v p="$pages" -v b="$bytes" -v w="$wall" -v c="$cpu" 'BEGIN {printf "%-6s %5d pages %5.1f MB  wall %6.2f s %5.0f pages/s  cpu %6.2f s %5.0f pages/cpu-s\n", n, p, b/1e6, w, p/w, c, p/c}'
}
measure tizbe "$bin" site -o "$dir/out"
measure hugo "$hugo" --quiet -s "$dir/hugo" -d "$dir/out"
