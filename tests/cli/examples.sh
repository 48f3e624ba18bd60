#!/bin/sh
# The recorded sessions in sessions/examples: what is to be tried first works.
# $2 is the source folder.
. "$(dirname -- "$0")/tap.sh"
cp "$2"/sessions/examples/*.roundtable .

for file in first-meeting follow-up; do
	cp "$file.roundtable" kept
	expect 0 "$file holds" verify "$file.roundtable"
	out_has "Rehearsal: simulated people"
	out_has "Everything holds."
	for format in md html txt json; do
		expect 0 "its minutes are written as $format" minutes "$file.roundtable" -f "$format"
		err_empty
		out_has "Rehearsal: simulated people"
	done
	expect 0 "its log can be read" log "$file.roundtable"
	err_empty
	holds "nothing of it was changed" cmp "$file.roundtable" kept
done

expect 0 "the follow-up names the session it follows" log --json follow-up.roundtable
first=$("$roundtable" verify --json first-meeting.roundtable |
	sed -n 's/.*"session": *"\([0-9a-f]*\)".*/\1/p')
holds "which is the first meeting" sh -c 'grep session_followed "$1" | grep -q "\"$2\""' - "$out" "$first"
expect 0 "and approves its minutes" minutes follow-up.roundtable
out_has "The minutes of “First meeting of a partnership”, 2026-01-15, were approved"
expect 0 "a rehearsal of one's own carries the partnership on" rehearse retrospective \
	--after follow-up.roundtable -o third.roundtable
expect 0 "and holds" verify third.roundtable

expect 0 "what one meeting left to the next" compare first-meeting.roundtable follow-up.roundtable
out_has "What became of decisions and actions"
out_has "Decisions about money: Each person   adopted     still stands"
out_has "Travel and care costs are paid on    adopted     reviewed, and it stands"
out_has "Bring last year's figures            open        done"
out_has "Write down how expenses are claimed  open        dropped"
out_has "still deferred"

finish
