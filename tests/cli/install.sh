#!/bin/sh
# An installation that was moved: the program still finds its programmes.
# $2 is the build folder, $3 the source.
. "$(dirname -- "$0")/tap.sh"
build=$2
source=$3

begin "it installs"
if meson install -C "$build" --no-rebuild --quiet --destdir "$sandbox/first" >"$out" 2>"$err"; then
	mv "$sandbox/first" "$sandbox/moved"
else
	wrong "meson install failed"
fi
installed=$(find "$sandbox/moved" -name roundtable -type f -perm -u+x | head -1)
[ -n "$installed" ] || wrong "no program"
for page in "$source"/man/*.scd; do
	page=$(basename "$page" .scd)
	! command -v scdoc >/dev/null 2>&1 || [ -n "$(find "$sandbox/moved" -name "$page*")" ] ||
		wrong "no page $page"
done

for name in first-meeting follow-up; do
	[ -n "$(find "$sandbox/moved" -path "*/sessions/examples/$name.roundtable")" ] ||
		wrong "no example $name"
done

built=$roundtable
expect 0 "in the build folder it knows the programmes of the source" programmes --json
for file in "$source"/sessions/*.md; do
	[ ! -e "$file" ] || out_has "\"file\": \"$file\""
done

roundtable=$installed
expect 0 "installed, it knows those installed beside it" programmes --json
for file in "$source"/sessions/*.md; do
	[ ! -e "$file" ] || out_has "\"name\": \"$(basename "$file" .md)\""
done
out_lacks "\"file\": \"$source"
holds "one that does not lie beside it" python3 -c '
import json, sys
for entry in json.load(open(sys.argv[1])):
    assert entry["file"].startswith(sys.argv[2]), entry["file"]' "$out" "$sandbox/moved"

for file in "$source"/sessions/*.md; do
	[ -e "$file" ] || continue
	expect 0 "a shipped programme has no mistakes: $(basename "$file" .md)" check "$(basename "$file" .md)"
	out_has "can be used"
	out_lacks "warning"
done
roundtable=$built

finish
