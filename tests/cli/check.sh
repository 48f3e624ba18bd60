#!/bin/sh
# roundtable check and programmes.
. "$(dirname -- "$0")/tap.sh"

# what cannot be a programme, each with one clear sentence; the file stays as it is
refused() { # NAME FILE SENTENCE
	before=$([ ! -f "$2" ] || sha256sum "$2")
	expect 2 "$1" check "$2"
	one_sentence
	err_has "$3"
	[ "$before" = "$([ ! -f "$2" ] || sha256sum "$2")" ] || wrong "the file was changed"
}

expect 0 "a good programme" check "$tests/small.md"
out_has "can be used"
out_has "6 stages in 40 minutes"
err_empty

expect 0 "a good programme as JSON" check --json "$tests/small.md"
is_json
out_has '"usable": true'
err_empty

cat >bad.md <<'END'
# A meeting

Roles: resident, carer

## What matters?  (colect, 10 min)

- silnet: 5 min

## Which first?  (vote, 5 min)

- options: nowhere
END
expect 2 "all mistakes at once, each with its line" check bad.md
out_has "bad.md:5: "
out_has "bad.md:11: "
out_has "collect"
err_has "mistakes"

expect 2 "mistakes as JSON" check --json bad.md
is_json
out_has '"usable": false'
out_has '"line": 5'
holds "no list of findings" grep -q '"warning": false' "$out"

sed 's/^Length: 40 min/Length: 30 min/' "$tests/small.md" >long.md
expect 0 "times that do not fit are a warning" check long.md
out_has ": warning: "
out_has "can be used"

refused "a missing file" nowhere/at-all.md "There is no file"
mkdir folder.md
refused "a folder" folder.md "folder"
: >empty.md
refused "an empty file" empty.md "empty"
head -c 2000 /dev/urandom >garbage.md
refused "garbage" garbage.md "not text in UTF-8"
printf '# A title\n\nCaf\351\n' >latin.md
refused "Latin-1" latin.md "not text in UTF-8"
head -c 10485760 /dev/zero | tr '\0' 'x' >large.md
refused "10 MB" large.md "too large"
mkfifo pipe.md
refused "a named pipe" pipe.md "not a file"

expect 2 "a name there is not gets the nearest one" check tuor
one_sentence

# --- programmes ---

expect 0 "programmes of an empty sandbox" programmes
expect 0 "programmes as JSON" programmes --json
is_json

mkdir -p "$HOME/.local/share/roundtable" "$sandbox/data/roundtable"
cp "$tests/small.md" "$HOME/.local/share/roundtable/mine.md"
cp "$tests/small.md" "$sandbox/data/roundtable/theirs.md"

expect 0 "programmes of the user's own folder" programmes
out_has "mine"
out_has "A short meeting <of> & \"friends\""
out_has "We find out what matters."
out_has "40 minutes"
out_has "3 to 8 people"
out_has "finding out what matters"
out_lacks "for any other purpose"
out_lacks "theirs"

XDG_DATA_HOME=$sandbox/data
export XDG_DATA_HOME
expect 0 "XDG_DATA_HOME is where they are looked for" programmes
out_has "theirs"
out_lacks "mine"

expect 0 "a programme is found by its name" check theirs
out_has "can be used"

expect 2 "a wrong name gets the nearest right one" check theris
one_sentence
err_has "Did you mean “theirs”?"

XDG_DATA_HOME=relative
expect 0 "a relative XDG_DATA_HOME counts for nothing" programmes
out_has "mine"

begin "a full disk on standard output is told"
"$roundtable" programmes --json >/dev/full 2>"$err"
status_is $? 1
err_has "could not be written"

finish
