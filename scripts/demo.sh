#!/bin/sh
# Five answers from the embedded acts. usage: demo.sh TIZBE
set -eu
tizbe=$1
TIZBE_DATA=${TIZBE_DATA:-.demo/data}
export TIZBE_DATA

say() { printf '\n\033[1m── %s\033[0m\n' "$1" | if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then cat; else sed 's/\x1b\[[0-9;]*m//g'; fi; }
run() {
	printf '$ tizbe'
	for a in "$@"; do case $a in *[\ \(\)]*) printf " '%s'" "$a" ;; *) printf ' %s' "$a" ;; esac; done
	printf '\n'
	"$tizbe" "$@"
}

say 'The data directory, from the embedded acts'
run init
say 'Certain: whatever came into force when, the answer is the same'
run check --position 'бас маман' --unit 'Өртке қарсы қызмет комитеті' --on 2026-03-01
say 'Conditional: listed, but the note excludes some duties'
run check --position 'Тергеуші' --unit 'Қаржылық мониторинг агенттігінің орталық аппараты' --on 2026-11-22
say 'Retroactive: a day before the act was even adopted'
run check --position 'Тергеуші' --unit 'Қаржылық мониторинг агенттігінің орталық аппараты' --duty 'тергеу' --on 2025-08-15
say 'Undetermined: the day an amendment came into force is not known, and it decides'
run check --position 'АҚК Төрағасы' --on 2026-03-01
say 'What № 48 changed'
run diff --from 2025-09-24 --to 2026-01-29
