#!/bin/sh
# Pages per second beside Hugo: the site of the embedded act against as many
# pages of the same size made by Hugo. Usage: hugo.sh BIN [RUNS]
#
# What is the same: the number of pages (files index.html) and their size. Hugo
# puts the frame of the first page around the main part of each by a template of
# two variables, and has no feeds, site map, taxonomies or menu to make. It does
# so twice: "markdown" makes the main part from Markdown, as Hugo's pages
# ordinarily are, with the text of the page; "html" is given the main part ready,
# byte for byte, which leaves hardly more to do than to copy it.
# What tizbe does beyond that in the time measured, and Hugo does not: it answers
# every question of every page, compares the editions, draws the frame of each
# page with the links of its place and language, checks every link, compares what
# is there already, and writes the other files of the site (data, tables for Word,
# the engine of the pages), which are shown and not counted as pages.
#
# All run in turn, each time into a new folder, and nothing is deleted between:
# a file system is slow for seconds after that. The first run of each is not
# counted. Times are of the wall clock and of the processor (all cores, system
# included), the median of the runs; the ratio is the median of those of the
# pairs. The last line of tizbe is a second run into the same folder: it makes,
# checks and compares everything and writes nothing.
set -eu
bin=$(realpath "$1") runs=${2:-3}
hugo=${HUGO:-hugo}
command -v "$hugo" >/dev/null || { echo "hugo is not installed: apt-get install hugo, or set HUGO"; exit 0; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export TIZBE_DATA="$dir/data"
"$bin" init >/dev/null 2>&1
"$bin" site -o "$dir/site" >/dev/null 2>&1
mkdir -p "$dir/hugo/content" "$dir/hugo/layouts/_default" "$dir/markdown/content" "$dir/out"
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
cp -r "$dir/hugo/config.toml" "$dir/hugo/layouts" "$dir/markdown/"
(cd "$(dirname "$0")/../bench" && go run ./pages "$dir/site" "$dir/markdown/content")

timed() { # name, run, command…: adds a line "wall cpu" to the file of the name, unless it is the run 0
  name=$1 run=$2; shift 2
  /usr/bin/env bash -c 'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null 2>&1' - "$@" 2>"$dir/t"
  [ "$run" = 0 ] || awk '{print $1, $2 + $3}' "$dir/t" >>"$dir/$name.times"
}
for run in $(seq 0 "$runs"); do
  timed tizbe "$run" "$bin" site -o "$dir/out/tizbe$run"
  timed markdown "$run" "$hugo" --quiet -s "$dir/markdown" -d "$dir/out/markdown$run"
  timed html "$run" "$hugo" --quiet -s "$dir/hugo" -d "$dir/out/html$run"
done
timed again 1 "$bin" site -o "$dir/out/tizbe$runs"

median() { sort -n | awk '{a[NR] = $1} END {print a[int((NR + 1) / 2)]}'; }
sizes() { find "$@" -printf '%s\n' | awk '{s += $1} END {print NR, s + 0}'; }
show() { # name, folder
  echo "$1 $(sizes "$2" -name index.html) $(sizes "$2" -type f ! -name index.html) $(cut -d' ' -f1 "$dir/$1.times" | median) $(cut -d' ' -f2 "$dir/$1.times" | median)" |
    awk '{printf "%-8s %5d pages of %4.1f MB, %2d other files of %4.1f MB; wall %5.2f s, %5.0f pages/s; cpu %5.2f s, %5.0f pages/cpu-s\n", $1, $2, $3 / 1e6, $4, $5 / 1e6, $6, $2 / $6, $7, $2 / $7}'
}
show tizbe "$dir/out/tizbe1"
show markdown "$dir/out/markdown1"
show html "$dir/out/html1"
show again "$dir/out/tizbe$runs"
ratio() { paste -d' ' "$dir/tizbe.times" "$dir/$2.times" | awk -v i="$1" '{printf "%.2f\n", $(i + 2) / $i}' | median; }
for what in markdown html; do
  echo "tizbe makes $(ratio 1 $what) times as many pages a second as Hugo from $what, $(ratio 2 $what) times as many a second of the processor"
done
echo "home page: $(wc -c <"$dir/site/index.html") bytes, $(cat "$dir/site/index.html" "$dir"/site/assets/style.*.css "$dir"/site/assets/page.*.js | wc -c) with its style and script"
