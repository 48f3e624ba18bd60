#!/bin/sh
# log, verify, minutes and slips on real sessions, and on files that are none.
. "$(dirname -- "$0")/tap.sh"

expect 0 "a session to work on" rehearse "$tests/small.md" --people 7 --seed 3 -o s.roundtable
out_has "It is in s.roundtable."
err_empty
cp s.roundtable "$sandbox/kept"

# --- log ---

expect 0 "log for people" log s.roundtable
out_has "A short meeting <of> & \"friends\""
out_has "Rehearsal: simulated people"
out_has "times at UTC+00:00"
out_has "Session started"
out_has "Person added"
out_has "Stage begun; stage: 1 “Who is here”"
out_has "Vote closed"
out_has "Session closed"
err_empty

expect 0 "log as JSON lines" log --json s.roundtable
holds "a line is no JSON" python3 -c '
import json, sys
seqs = [json.loads(line)["seq"] for line in open(sys.argv[1])]
assert seqs == list(range(1, len(seqs) + 1)) and len(seqs) > 20' "$out"
err_empty

begin "neither log tells of a single secret ballot"
"$roundtable" log s.roundtable >"$out"
"$roundtable" log --json s.roundtable >>"$out"
out_lacks "Open ballot cast"
out_lacks "ballot_cast"

# --- verify ---

expect 0 "verify says what was checked" verify s.roundtable
out_has "every page of the file sound"
out_has "Chain: every event holds."
out_has "outcome derived again from the stored sums"
out_has "Everything holds."
err_empty

expect 0 "verify as JSON" verify --json s.roundtable
is_json
out_has '"holds": true'
out_has '"first_wrong": null'
out_has '"how": "derived from stored sums"'
err_empty

begin "a flipped bit in any event is named"
for seq in $(python3 "$tests/file.py" events s.roundtable); do
	cp "$sandbox/kept" flipped.roundtable
	python3 "$tests/file.py" flip flipped.roundtable "$seq" body 2>>"$err" || {
		wrong "event $seq: not flipped"
		continue
	}
	"$roundtable" verify flipped.roundtable >"$out" 2>"$err"
	status=$?
	if [ "$status" != 1 ] || ! grep -Eiq "event $seq (is the first|cannot be read)" "$err"; then
		wrong "event $seq: status $status, $(cat "$err")"
	fi
done

damage() { # COLUMN
	cp "$sandbox/kept" flipped.roundtable
	python3 "$tests/file.py" flip flipped.roundtable 5 "$1"
	expect 1 "a flipped bit in $1 of event 5" verify flipped.roundtable
	out_has "event 5 does NOT hold"
	err_has "event 5 is the first that is wrong"
	expect 1 "the same as JSON: $1" verify --json flipped.roundtable
	is_json
	out_has '"first_wrong": 5'
	out_has '"holds": false'
}
for column in words salt digest hash; do
	damage "$column"
done

cp "$sandbox/kept" page.roundtable
python3 "$tests/file.py" page page.roundtable
expect 1 "a damaged page outside the log" verify page.roundtable
out_has "Chain: every event holds"
out_has "a page of the file is DAMAGED"
err_has "damaged outside its log"
expect 1 "the same as JSON: a damaged page" verify --json page.roundtable
is_json
out_has '"integrity": false'
out_has '"holds": false'

expect 1 "log shows what comes before the damage" log flipped.roundtable
out_has "Session started"
err_has "event 5 does not hold"

expect 1 "minutes of a damaged session say so" minutes flipped.roundtable
out_has "event 5 does not hold"
err_has "event 5 does not hold"

# --- a chain that was made up anew: the votes are counted again ---

forged() { # NAME FILE KIND TEXT OLD NEW SENTENCE
	cp "$2" forged.roundtable
	seq=$(python3 "$tests/file.py" find forged.roundtable "$3" "$4")
	python3 "$tests/file.py" forge forged.roundtable "$seq" "$5" "$6"
	expect 1 "$1" verify forged.roundtable
	out_has "Chain: every event holds."
	out_has "it does NOT hold. $7"
	err_has "is the first that is wrong"
}

expect 0 "a session with open votes" rehearse "$tests/open.md" --people 7 --seed 1 -o o.roundtable
expect 0 "open votes are counted again" verify o.roundtable
out_has "open vote, counted again from the named ballots; it holds."
out_has "compared with its vote; it holds."
for seed in 1 2 3 4 5 6 7 8 9; do
	"$roundtable" rehearse "$tests/open.md" --seed $seed -o hands.roundtable >/dev/null
	"$roundtable" verify hands.roundtable | grep -q hands, && break
	rm -f hands.roundtable
done
expect 0 "hands are added up again" verify hands.roundtable
out_has "show of hands, added up again; it holds."
expect 0 "an open ballot stands in the log" log o.roundtable
out_has "Open ballot cast"

forged "a changed outcome of a secret vote" s.roundtable poll_closed '"outcome"' '"outcome":' '"outcome":1' \
	"Its outcome does not follow from its sums."
forged "more ballots than people" s.roundtable poll_closed '"cast"' '"cast":' '"cast":9' \
	"It counts more ballots than people who could vote."
forged "one who could vote more" s.roundtable poll_closed '"could_vote"' '"could_vote":' '"could_vote":1' \
	"It does not name as many people who could vote as there were."
forged "sums that are not those of the ballots" o.roundtable poll_closed '"totals":[' '"totals":[' '"totals":[1' \
	"Its sums are not those of the ballots."
expect 0 "a session in small groups" rehearse top-ten --people 17 --seed 3 -o mixed.roundtable
expect 0 "small groups are dealt again" verify mixed.roundtable
out_has "small groups: dealt again by their lot; it holds."
expect 0 "they stand in the log" log mixed.roundtable
out_has "Small groups mixed"
expect 0 "and in the minutes" minutes -f txt mixed.roundtable
out_has "small groups, made by lot so that each is as like the room as can be."
out_has "Place  Option"
out_has "group 1  group 2  group 3"
forged "fewer small groups than were dealt" mixed.roundtable groups_mixed '"number":3' '"number":3' \
	'"number":2' "The small groups are not those that the lot makes."
forged "people in another order than the lot's" mixed.roundtable groups_mixed '"people":[' '"people":[' \
	'"people":[1' "The small groups are not those that the lot makes."
expect 0 "cards grouped twice" rehearse "$tests/twice_grouped.md" --people 6 --seed 2 -o grouped.roundtable
expect 0 "both groupings stand beside each other" minutes -f txt grouped.roundtable
out_has "Where each card lay before, and where it lies now: By who could do it"
"$roundtable" rehearse "$tests/every_rule.md" --people 14 --seed 2 -o rules.roundtable >/dev/null
forged "votes of a runoff that do not add up" rules.roundtable poll_closed '"counted":[' '"counted":[' \
	'"counted":[7' "The votes of its stages do not add up to the ballots."
forged "stages that cannot be" rules.roundtable poll_closed '"counted":[' '"counted":[' '"counted":[7,' \
	"Its stages cannot be those of a count of this vote."
forged "a winner nobody bought" rules.roundtable poll_closed '"counted":[' '"counted":[1,1,0,' '"counted":[1,1,0,0,' \
	"Its stages cannot be those of a count of this vote."
"$roundtable" rehearse "$tests/every_rule.md" --people 8 --seed 1 -o few.roundtable >/dev/null
expect 0 "what cannot be derived again is said" verify few.roundtable
out_has "secret vote with fewer than 10 ballots: neither they nor the steps of the count are kept"
expect 0 "and why the steps are not shown" minutes few.roundtable
out_has "Only what came out is kept and shown: with fewer than 10 secret ballots"
forged "a total too many" o.roundtable poll_closed '"totals":[' '"totals":[' '"totals":[1,' \
	"Its sums do not belong to the options of this vote."
forged "one open ballot changed" o.roundtable ballot_cast '"marks":[' '"marks":[' '"marks":[-1,' \
	"Its sums are not those of the ballots."
forged "a decision that is not what the vote says" o.roundtable decision_recorded '"poll":' '"poll":' '"verdict":1,"poll":' \
	"The decision is not what the vote says."
"$roundtable" rehearse "$tests/rounds.md" --people 16 --seed 1 -o rounds.roundtable >/dev/null
forged "a round that the rule did not allow" rounds.roundtable session_started '"rounds":3' '"rounds":3' \
	'"rounds":2' "It was held after the rule for its rounds had ended them."
expect 0 "a session that seals a rule" rehearse "$tests/rules.md" --people 7 --seed 11 -o r.roundtable
expect 0 "what was taken by the sealed rule holds" verify r.roundtable
expect 0 "the seal stands in the log" log r.roundtable
out_has "Rule sealed"
out_has "by the sealed rule: no. "
forged "a vote by another rule than the sealed one" r.roundtable poll_opened '"agreed":' '"agreed":' '"agreed":9' \
	"It was not taken by the rule which the group had sealed for it."
forged "a vote counted otherwise than sealed" r.roundtable rule_proposed '"threshold":' '"threshold":' '"threshold":2' \
	"It was not counted as the sealed rule says."
"$roundtable" rehearse "$tests/rules.md" --people 7 --seed 5 -o b.roundtable >/dev/null
forged "a consent that was not given" b.roundtable bearer_answered '"accepted":1' '"accepted":1' '"accepted":2' \
	"It was adopted without the consent of those who carry it."
expect 0 "a proposal tested by consensus" rehearse "$tests/consensus.md" --people 8 --seed 5 -o c.roundtable
expect 0 "what was agreed by consensus holds" verify c.roundtable
out_has "open vote, counted again from the named ballots; it holds."
expect 0 "its minutes say how it was agreed" minutes -f txt c.roundtable
out_has "block"
out_has "must be all."
forged "a verdict with too many standing aside" c.roundtable poll_opened '"bar":2' '"bar":2' '"bar":1' \
	"Its outcome does not follow from its sums."
forged "adopted while an objection stood" c.roundtable objection_raised '"number":4' '"number":4' '"number":0' \
	"It was adopted while an objection stood."
expect 0 "a session with amendments" rehearse "$tests/rules.md" --people 7 --seed 20 -o am.roundtable
expect 0 "amendments hold" verify am.roundtable
expect 0 "amendments stand in the log" log am.roundtable
out_has "Amendment moved"
forged "a vote before the amendments" am.roundtable thing_withdrawn '"yes":1' '"yes":1' '"yes":0' \
	"It was held while an amendment waited for its vote."
expect 0 "a session in which one person decides" rehearse "$tests/rules.md" --people 7 --seed 15 -o ad.roundtable
expect 0 "what was decided after advice holds" verify ad.roundtable
expect 0 "its minutes say who was asked" minutes -f txt ad.roundtable
out_has "Asked: "
out_has "The reason: "
forged "a decision before the advice" ad.roundtable advice_given '"thing":' '"thing":' '"thing":9' \
	"It was decided before all who were to be asked had been."
forged "a vote there never was" s.roundtable poll_closed '"poll"' '"poll":' '"poll":99' \
	"There is no such vote."

# --- minutes ---

expect 0 "minutes are Markdown on standard output" minutes s.roundtable
out_has "# "
out_has "Rehearsal: simulated people"
err_empty
cp "$out" as.md

for format in md html txt json; do
	expect 0 "minutes in $format, chosen by the ending" minutes s.roundtable -o "by-ending.$format"
	out_empty
	err_empty
	expect 0 "minutes in $format, asked for" minutes -f "$format" s.roundtable -o -
	holds "not the same bytes" cmp "$out" "by-ending.$format"
	err_empty
done
begin "standard output and the file have the same bytes"
cmp as.md by-ending.md >"$out" 2>&1 || wrong "they differ"
begin "minutes as JSON are JSON"
cp by-ending.json "$out"
is_json
begin "what people typed stays text in HTML"
grep -q '<b>' by-ending.html && wrong "a tag got through"
grep -q 'Monday &lt;b&gt;' by-ending.html || wrong "the option is not there"

expect 2 "an ending that says nothing" minutes s.roundtable -o minutes.doc
one_sentence
err_has "-f md, html, txt or json"
expect 2 "a format there is not" minutes s.roundtable -f htm
one_sentence
err_has "Did you mean “html”?"

echo mine >taken.md
expect 2 "what is there is not written over" minutes s.roundtable -o taken.md
one_sentence
err_has "is there already"
holds "it was" grep -q mine taken.md
expect 0 "unless --force is said" minutes s.roundtable -o taken.md --force
holds "it was not" cmp taken.md by-ending.md
expect 2 "the session itself is never written over" minutes s.roundtable -f md -o s.roundtable --force
one_sentence
ln -s s.roundtable link.md
expect 2 "nor through a link" minutes s.roundtable -o link.md --force
one_sentence
expect 2 "a folder that is not there" minutes s.roundtable -o nowhere/at.md
one_sentence
expect 2 "a folder" minutes s.roundtable -f md -o "$HOME"
one_sentence

expect 1 "a full disk" minutes s.roundtable -f md -o /dev/full
one_sentence
err_has "no room"
begin "a full standard output"
"$roundtable" minutes s.roundtable >/dev/full 2>"$err"
status_is $? 1
one_sentence

begin "no room for a file leaves nothing half written"
mkdir narrow
echo before >narrow/old.html
(
	ulimit -f 1
	exec "$roundtable" minutes s.roundtable -o narrow/new.html
) >"$out" 2>"$err"
status_is $? 1
one_sentence
(
	ulimit -f 1
	exec "$roundtable" minutes s.roundtable -o narrow/old.html --force
) >"$out" 2>"$err"
status_is $? 1
[ "$(ls -A narrow)" = old.html ] || wrong "left behind: $(ls -A narrow)"
grep -qx before narrow/old.html || wrong "the old file was touched"

# --- slips ---

expect 0 "all that is printed of a programme" slips "$tests/small.md" -n 2 -f txt
out_has "For the facilitator only"
out_has "What we mean by it"
out_has "Which day?"
expect 0 "some of it" slips "$tests/small.md" --parts agenda,lists -f txt
out_lacks "For the facilitator only"
out_has "3 to 8 people"
out_has "Parking lot"
expect 2 "a part there is not" slips "$tests/small.md" --parts agenda,nots -f txt
one_sentence
err_has "Did you mean “notes”?"
expect 0 "the agenda of a session" slips s.roundtable --parts agenda -f txt
out_has "3 to 8 people"
out_lacks "Mark one box."
expect 0 "slips of a programme" slips "$tests/small.md" --parts ballots -n 2 -f txt
out_has "Which day?"
out_has "   1. [ ] Monday <b>"
out_has "Mark one box."
out_has "You have 3 dots"
out_has "  12. [__] ____"
out_has "What do we do?"
[ "$(grep -c 'Which day?' "$out")" = 2 ] || wrong "not two of each"
err_empty
expect 0 "slips of every rule" slips "$tests/every_rule.md" -n 1 -f txt
out_has "3. [ ] trees"
out_has "You have 9 credits"
out_has "poor / fair / good"
out_has "0. [ ] fist: "
out_has "Write a 1 at the best, a 2 at the next, and so on up to 3."
out_has "  [ ] carer"
# a group is all that a slip says where results are shown by group
expect 0 "slips by group of roles" slips "$tests/../../sessions/why-together.md" --parts ballots -n 1 -f txt
out_has "  [ ] lives with it"
out_has "  [ ] works on it"
out_lacks "[ ] carer"
expect 0 "slips of a session hold what came up in the room" slips s.roundtable -f txt
out_lacks "____"
out_has "Rehearsal: simulated people"
[ "$(grep -c 'Which day?' "$out")" -le 7 ] || wrong "more than can vote"
expect 0 "as many slips as are asked for" slips s.roundtable -f txt --people 20
[ "$(grep -c 'Which day?' "$out")" = 20 ] || wrong "not as many"
expect 0 "slips as a page" slips "$tests/small.md"
out_has "Monday &lt;b&gt;"
out_has "A short meeting &lt;of&gt; &amp; &quot;friends&quot;"
out_has "default-src 'none'"
out_lacks 'class="large"'
{
	printf '# Of whom?\n\nRoles: resident\nLanguage: ar\n\n## Who%ss next?  (vote, 3 min)\n\n' "'"
	printf '1. One\n2. Two\n'
} >arabic.md
expect 0 "slips of a language written from the right" slips arabic.md
out_has 'lang="ar" dir="rtl"'
out_has 'Who&#39;s next?'
expect 0 "slips in large print" slips "$tests/small.md" --large -o large.html
holds "not large" grep -q 'class="large"' large.html
expect 0 "slips in a file, by its ending" slips "$tests/small.md" -o slips.txt
holds "not there" grep -q 'Which day?' slips.txt
expect 2 "slips are not written over what is there" slips "$tests/small.md" -o slips.txt
one_sentence
expect 2 "slips in a format there is not" slips "$tests/small.md" -f pdf
one_sentence
cp "$tests/small.md" own.md
expect 2 "slips do not replace their programme" slips own.md -f txt -o own.md --force
one_sentence
printf '# No votes\n\n## Welcome (brief, 5 min)\n\nHello.\n' >none.md
expect 1 "slips where there is no vote" slips none.md --parts ballots
one_sentence

# --- a session is not changed by reading it ---

begin "nothing of all this changed the session, and nothing lies beside it"
cmp s.roundtable "$sandbox/kept" >"$out" 2>&1 || wrong "it was changed"
ls s.roundtable-* >"$out" 2>&1 && wrong "something lies beside it"

# --- files that are no sessions ---

: >empty.roundtable
head -c 3000 /dev/urandom >garbage.roundtable
echo "a shopping list" >text.roundtable
head -c 6000 s.roundtable >truncated.roundtable
cp s.roundtable newer.roundtable
python3 "$tests/file.py" version newer.roundtable 99
python3 "$tests/file.py" foreign foreign.roundtable
mkdir folder.roundtable
mkfifo pipe.roundtable
sum_of() { # FILE
	[ ! -f "$1" ] || sha256sum "$1"
}
for file in empty garbage text truncated newer foreign folder pipe missing; do
	before=$(sum_of $file.roundtable)
	for word in open verify log minutes slips; do
		expect 2 "$word: $file" $word $file.roundtable
		one_sentence
	done
	[ "$before" = "$(sum_of $file.roundtable)" ] || wrong "the file was changed"
	[ ! -e "$file.roundtable-journal" ] || wrong "a journal was left"
done

# --- another process has it ---

mkfifo "$sandbox/go"
python3 "$tests/file.py" hold s.roundtable <"$sandbox/go" >"$sandbox/told/held" &
holder=$!
exec 9>"$sandbox/go"
while ! grep -q held "$sandbox/told/held"; do
	kill -0 $holder || break
done
for word in open verify log minutes slips; do
	expect 1 "$word: the file is open elsewhere" $word s.roundtable
	one_sentence
	err_has "process $holder"
done
exec 9>&-
wait $holder

finish
