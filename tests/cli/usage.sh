#!/bin/sh
# Words, options, help, and what is told about wrong ones.
. "$(dirname -- "$0")/tap.sh"

expect 0 "--help lists the commands on standard output" --help
for word in new open rehearse minutes compare slips check programmes log verify; do
	out_has "  $word"
done
err_empty

expect 0 "-h is the same" -h
out_has "Usage: roundtable"

expect 0 "--version names the version" --version
holds "no version" grep -Eq '^roundtable [0-9]+\.[0-9]+\.[0-9]+$' "$out"

expect 2 "a wrong word gets the nearest right one" mintues
one_sentence
err_has "“mintues” is not a command. Did you mean “minutes”?"

expect 2 "a word like none is told where the list is" xyzzy
one_sentence
err_has "roundtable --help"

expect 2 "a session instead of a command" a.roundtable
one_sentence
err_has "roundtable open a.roundtable"

expect 2 "a certificate without its key" open a.roundtable --tls-cert a.pem
err_has "Give both --tls-cert and --tls-key, or neither."
expect 2 "what is no certificate" open a.roundtable --tls-cert /dev/null --tls-key /dev/null
err_has "is no certificate or key in PEM form"
expect 2 "an option instead of a command" --verison
err_has "Did you mean “--version”?"
out_empty

for word in new open rehearse minutes compare slips check programmes log verify; do
	expect 0 "$word --help" "$word" --help
	out_has "Usage: roundtable $word"
	out_has "-h, --help"
	err_empty

	expect 0 "$word --version" "$word" --version
	out_has "roundtable "
	err_empty

	expect 2 "$word: an option there is not" "$word" --hlep
	err_has "There is no option “--hlep”. Did you mean “--help”?"
	err_has "Usage: roundtable $word"
	out_empty

	expect 2 "$word: a letter there is not" "$word" -Q
	err_has "There is no option “-Q”."
	out_empty
done

for word in new open rehearse minutes compare slips check log verify; do
	expect 2 "$word without what it works on" "$word"
	err_has "Usage: roundtable $word"
	out_empty
done

expect 2 "one word too many" verify a b
err_has "“b” is one word too many."

expect 2 "an option without its value" minutes a.roundtable --format
err_has "The option --format needs a value: --format FORMAT."

expect 2 "a letter without its value" minutes a.roundtable -f
err_has "The option --format needs a value"

expect 2 "a value where there is none" log --json=yes a.roundtable
err_has "The option --json takes no value."

expect 2 "a number that is none" rehearse tour --people many
err_has "“many” does not fit the option --people"

expect 2 "a number out of reach" rehearse tour --people 0
err_has "from 1 to"

expect 2 "control characters are not passed on to the terminal" "$(printf 'a\033[2Jb')"
holds "an escape on stderr" sh -c '! grep -q "$(printf "\033")" "$1"' - "$err"

expect 2 "the start screen needs a terminal"
one_sentence
err_has "terminal"
expect 2 "so does a new session" new tour
one_sentence
[ -z "$(ls -A)" ] || wrong "a session was made"

begin "a full disk on standard output is not called done"
"$roundtable" --help >/dev/full 2>"$err"
status_is $? 1
err_has "Standard output could not be written: No space left on device."

begin "a closed standard output is not called done"
"$roundtable" --help >&- 2>"$err"
status_is $? 1
err_has "Standard output could not be written"

begin "a locale that is not UTF-8 does no harm"
LC_ALL=C "$roundtable" mintues >"$out" 2>"$err"
status_is $? 2
err_has "“minutes”"

finish
