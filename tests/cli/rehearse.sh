#!/bin/sh
# roundtable rehearse.
. "$(dirname -- "$0")/tap.sh"

expect 0 "a rehearsal" rehearse "$tests/small.md" --people 9 --seed 5 -o a.roundtable
out_has "was rehearsed with simulated people"
out_has "roundtable minutes a.roundtable"
err_empty

expect 0 "the same seed" rehearse "$tests/small.md" -n 9 -s 5 -o b.roundtable
begin "gives the same file, byte for byte, in any time zone"
TZ=Asia/Tokyo "$roundtable" rehearse "$tests/small.md" -n 9 -s 5 -o c.roundtable >"$out" 2>"$err"
status_is $? 0
cmp a.roundtable b.roundtable >>"$out" 2>&1 || wrong "they differ"
cmp a.roundtable c.roundtable >>"$out" 2>&1 || wrong "they differ with the time zone"

expect 0 "another seed" rehearse "$tests/small.md" -n 9 -s 6 -o d.roundtable
begin "gives another file"
cmp a.roundtable d.roundtable >"$out" 2>&1 && wrong "they are the same"

expect 0 "what was done as JSON" rehearse --json "$tests/small.md" -n 5 -o e.roundtable
is_json
out_has '"file": "e.roundtable"'
out_has '"seed": 1'

expect 0 "the file verifies" verify a.roundtable
out_lacks "“”"
expect 0 "its first event says rehearsal" log --json a.roundtable
holds "it does not" sh -c 'head -1 "$1" | grep -q "\"rehearsal\": *1"' - "$out"

expect 0 "without a name it finds one" rehearse "$tests/small.md"
out_has "small-rehearsal.roundtable"
expect 0 "and another one" rehearse "$tests/small.md"
out_has "small-rehearsal-2.roundtable"
begin "both are there"
ls small-rehearsal.roundtable small-rehearsal-2.roundtable >"$out" 2>"$err" || wrong "they are not"

cp a.roundtable kept
touch -d 2020-01-01 a.roundtable kept
expect 0 "a session that follows another one" rehearse "$tests/small.md" --after a.roundtable \
	-s 5 -o after.roundtable
holds "and leaves it as it was" cmp a.roundtable kept
holds "even its time" test ! a.roundtable -nt kept
expect 0 "it verifies" verify after.roundtable
out_has "Everything holds."
out_has "a decision carried over: event"
expect 0 "its minutes approve the last ones" minutes after.roundtable
out_has ", were approved with the corrections below."
out_has "What was to be done"
expect 0 "and its log says where things come from" log after.roundtable
out_has "An earlier session is carried on"
out_has "; carried over from “"
expect 0 "a third one knows the people by the first" rehearse "$tests/small.md" \
	-a after.roundtable -s 5 -o third.roundtable
expect 0 "whose keys they keep" log --json third.roundtable
first=$("$roundtable" log --json a.roundtable | sed -n 's/.*"id":"\([0-9a-f]*\)".*/\1/p' | head -1)
holds "the first session is named first" sh -c \
	'grep session_followed "$1" | head -1 | grep -q "$2"' - "$out" "$first"
holds "and people are of it" sh -c 'grep person_added "$1" | head -1 | grep -q "\"origin\":2"' \
	- "$out"

# --- what was rated again ---

expect 0 "statements are rated" rehearse "$tests/rate.md" -s 4 -o rated.roundtable
expect 0 "and again in a session that follows" rehearse "$tests/rate.md" -s 5 -a rated.roundtable -o again.roundtable
expect 0 "it says that the votes lie in the other file" verify again.roundtable
out_has "ratings carried over: event"
out_has "whose file has their vote; they add up."
expect 0 "its minutes say what moved" minutes again.roundtable -f md
out_has "Compared with last time ("
out_has "not how anybody changed their mind"
begin "with the figures the earlier minutes have"
"$roundtable" minutes -f json rated.roundtable >then.json
"$roundtable" minutes -f json again.roundtable >now.json
python3 - then.json now.json >"$out" 2>"$err" <<'END' || wrong "see below"
import json, sys
def rows(path):
    return [row for block in json.load(open(path))["blocks"]
            if block["kind"] == "table" and block["columns"][0]["name"] == "Statement"
            for row in block["rows"]]
then = {row[0]: row[1:] for row in rows(sys.argv[1])}
now, checked = rows(sys.argv[2]), 0
for row, below in zip(now, now[1:]):
    if below[0].startswith("last time, "):
        assert below[1:] == then[row[0]], (row, below)
        checked += 1
assert checked == len(then) == 5, checked
END
expect 0 "a session between that rates something else" rehearse "$tests/small.md" -s 5 -a again.roundtable -o between.roundtable
expect 0 "leaves them to the next" rehearse "$tests/rate.md" -s 6 -a between.roundtable -o newest.roundtable
expect 0 "which has the newest alone" minutes newest.roundtable -f md
out_has "Compared with last time ("
holds "once each" test "$(grep -c "Compared with last" "$out")" -le 5
expect 0 "its log says of which event it was" log --json newest.roundtable
closing=$("$roundtable" log --json again.roundtable | grep poll_closed | head -1 | sed 's/.*"seq":\([0-9]*\).*/\1/')
holds "the closing of that vote" sh -c 'grep rated_before "$1" | head -1 | grep -q "\"there\":$2[,}]"' - "$out" "$closing"
for forging in '"cast":|"cast":-|Its answers do not add up' '"origin":2|"origin":3|It says that it comes'; do
	cp again.roundtable forged.roundtable
	seq=$(python3 "$tests/file.py" find forged.roundtable rated_before '"cast":')
	python3 "$tests/file.py" forge forged.roundtable "$seq" "${forging%%|*}" "$(echo "$forging" | cut -d'|' -f2)"
	expect 1 "what was made up is found: $forging" verify forged.roundtable
	out_has "Chain: every event holds."
	out_has "ratings carried over; it does NOT hold. ${forging##*|}"
done

cp after.roundtable broken.roundtable
python3 "$tests/file.py" flip broken.roundtable 9 body
expect 1 "a damaged one is not followed" rehearse "$tests/small.md" -a broken.roundtable -o f.roundtable
one_sentence
holds "and leaves nothing" test ! -e f.roundtable
expect 2 "nor one that is not there" rehearse "$tests/small.md" -a nowhere.roundtable -o f.roundtable
one_sentence

expect 2 "a file that is there is not touched" rehearse "$tests/small.md" -o a.roundtable
one_sentence
holds "it was" cmp a.roundtable kept

for seed in 1 2 3; do
	expect 0 "votes by every counting rule, seed $seed" rehearse "$tests/every_rule.md" --people 14 -s $seed \
		-o "rules$seed.roundtable"
	expect 0 "verify finds that they hold" verify "rules$seed.roundtable"
	out_has "only that the stored stages add up can be checked; it holds"
	out_has "outcome derived again from the stored sums; it holds"
	expect 0 "their minutes say how they were counted" minutes "rules$seed.roundtable"
	out_has "How it was counted"
	out_has "Elected, in this order: "
	out_has "“good” in the middle"
done

for seed in 1 2 3; do
	expect 0 "statements rated by role, seed $seed" rehearse "$tests/rate.md" --people 16 -s $seed \
		-o "rate$seed.roundtable"
	expect 0 "verify finds that the parts add up" verify "rate$seed.roundtable"
	out_has "Everything holds."
	expect 0 "their minutes say how often each answer was given" minutes "rate$seed.roundtable"
	out_has "How often each answer was given: How do we work together?"
	out_has "Disagreement: "
	out_has "The middle answer of "
	# one table for all statements: each part of the room below what all said
	out_has "| – "
	out_lacks "| Who | disagree"
done
expect 0 "slips ask for the role, and have the words" slips "$tests/rate.md" -n 1 -f txt -o -
out_has "disagree / rather not / rather / agree / don’t know"
out_has "Mark where you speak from: small ones are put together."

expect 0 "cards are rated" rehearse "$tests/rate_cards.md" --people 10 -s 2 -o cards.roundtable
expect 0 "cards in the minutes of a rating" minutes cards.roundtable -f txt
out_has "How often each answer was given: How true is it where you are?"
out_has "Disagreement: "
expect 0 "cards that were rated verify" verify cards.roundtable
expect 0 "slips have lines for cards that are not there yet" slips "$tests/rate_cards.md" -n 1 -f txt -o -
out_has "1.  ____"
for seed in 1 2 3; do
	expect 0 "votes by role, seed $seed" rehearse "$tests/by_role.md" --people 22 -s $seed \
		-o "by_role$seed.roundtable"
	expect 0 "verify finds that what roles gave adds up" verify "by_role$seed.roundtable"
	out_has "Everything holds."
	expect 0 "their minutes give the verdicts beside each other" minutes "by_role$seed.roundtable"
	out_has "Counted by heads, "
	out_has "With each of these weighing the same, "
	out_has "By role: What first?"
done
sed -e 's/^Roles:.*/&\nGroups: lives there = resident, carer; the office = council/' -e 's/by: role/by: group/' \
	"$tests/by_role.md" >by_group.md
expect 0 "votes by group of roles" rehearse by_group.md --people 22 -s 1 -o by_group.roundtable
expect 0 "their minutes head them so" minutes by_group.roundtable -f txt
out_has "By group of roles: What first?"
expect 0 "slips of a vote by role ask for it" slips "$tests/by_role.md" -n 1 -f txt -o -
out_has "Mark where you speak from: small ones are put together."
cp by_role1.roundtable forged.roundtable
seq=$(python3 "$tests/file.py" find forged.roundtable poll_closed '"by_part":[')
python3 "$tests/file.py" forge forged.roundtable "$seq" '"by_part":[' '"by_part":[1'
expect 1 "what roles gave does not add up to the whole" verify forged.roundtable
out_has "What its parts of the room came to does not add up to the whole."
rm forged.roundtable
cp by_role1.roundtable forged.roundtable
python3 "$tests/file.py" shift forged.roundtable
expect 1 "what roles gave adds up, and is not what the named ballots give" verify forged.roundtable
out_has "What it shows by part of the room is not what its ballots give."

for seed in 1 2 3; do
	expect 0 "votes of some roles, seed $seed" rehearse "$tests/voters.md" --people 16 -s $seed \
		-o "voters$seed.roundtable"
	expect 0 "verify finds that they hold" verify "voters$seed.roundtable"
	out_has "Everything holds."
	expect 0 "their minutes say who could vote" minutes "voters$seed.roundtable"
	out_has "Only these "
done
expect 0 "slips say whose they are" slips "$tests/voters.md" -n 1 -f txt -o -
out_has "Only these roles can vote here: lives"

for seed in 1 2 3; do
	expect 0 "votes in rounds, seed $seed" rehearse "$tests/rounds.md" --people 16 -s $seed \
		-o "rounds$seed.roundtable"
	expect 0 "verify finds that they were allowed" verify "rounds$seed.roundtable"
	out_has "Everything holds."
	expect 0 "their minutes say how they were held" minutes "rounds$seed.roundtable"
	out_has "Set before the first round: At most 3 rounds; no other is held once fewer than 15"
	out_has "They ended by the rule set beforehand."
done

printf '# Bad\n\n## What? (colect, 5 min)\n' >bad.md
expect 2 "a programme with mistakes" rehearse bad.md -o f.roundtable
err_has "bad.md:3: "
out_empty
[ ! -e f.roundtable ] || wrong "a session was made"

expect 2 "a programme there is not" rehearse nowhere -o f.roundtable
one_sentence

expect 2 "a folder that is not there" rehearse "$tests/small.md" -o nowhere/f.roundtable
one_sentence

begin "no room for the session leaves nothing behind"
mkdir narrow
(
	ulimit -f 8
	exec "$roundtable" rehearse "$tests/small.md" -o narrow/f.roundtable
) >"$out" 2>"$err"
status_is $? 1
one_sentence

# what somebody who was not there must find in the minutes of each programme
cat >points <<'END'
barriers|*By: whom it stops; across: who has it easier because of it*
consent-decision|*By: said by; across: it is*
costs-and-benefits|*By: who bears it; across: kind*
costs-and-benefits|*Side by side: “costs” and “benefits”*
along-the-project|*By: part; across: said by*
along-the-project|“who does it” is open on 
along-the-project| | what we do about it | when | who does it | 
along-the-project|*By: who is hurt*
first-meeting|**Rules which the group sealed**
first-meeting|*By: who bears it; across: kind*
first-meeting|*Time spoken, by role*
good-practice|Disagreement, 0 to 100
good-practice|Shown apart: 
ground-rules|**Kind of decision:** our rules
ground-rules|*By: said by; across: kind*
health-check|Disagreement, 0 to 100
health-check|Shown apart: 
health-check|*By: which line*
how-we-decide|**Rules which the group sealed**
how-we-decide|*By: who decides it now*
how-we-decide|*By: who decides it now; across: who should*
how-we-decide|“who answers for it”
is-it-co-production|Disagreement, 0 to 100
is-it-co-production|*By: who loses it; across: who would have it easier*
learning-partnership|“do they take it on”
learning-partnership|*By: said by; across: of whom*
lessons|*By: said by; across: we*
looking-at-ourselves|## Off the record
looking-at-ourselves|Nothing was kept of who said it.
meeting|This session follows no other one.
meeting|*By: wanted*
organisations-and-funders|*By: question; across: who could change it*
participatory-budget|*By: who it is for*
practices-by-role|*By: said by; across: from whom*
practices-by-role|Shown apart: 
prioritisation|*By: how badly*
questions-together|Only the role was kept of who said it.
retrospective|“what would have helped”
scaling|*By: who gains by growing; across: who loses by growing*
sharing-and-credit|**Kind of decision:** publication and credit
sharing-and-credit|“who is asked first”
stories-and-worth|*By: it may be told*
stories-and-worth|“what would ease it”
usable-knowledge|*By: ability; across: we*
usable-knowledge|“who could change it”
what-could-go-wrong|*By: who is hurt*
what-could-go-wrong|“who watches” is open on 
what-could-go-wrong| | what stands in its way | first sign of the harm | who watches | 
what-we-call-it|*By: part of it since*
what-we-call-it|*By: counted as; across: part of it since*
what-we-call-it|“has a say in”
why-together|*By: said by; across: mostly because*
why-together|“how we shall know”
END

# every programme we ship leaves minutes in which each of its stages stands
for programme in "$tests"/../../sessions/*.md; do
	plan=$(basename "$programme" .md)
	expect 0 "$plan is rehearsed" rehearse "$programme" --people 14 -o "$plan.roundtable"
	err_empty
	expect 0 "$plan leaves minutes" minutes "$plan.roundtable" -f md
	err_empty
	out_has "$(sed -n 's/^# /# /p' "$programme")"
	sed -n 's/^## \(.*\)  *([a-z]*, [0-9]* min)$/\1/p' "$programme" | sed 's/ *$//' >titles
	while read -r title; do
		out_has ". $title"
	done <titles
	out_lacks "No vote was opened"
	grep "^$plan|" points >wanted
	while IFS='|' read -r _ point; do
		out_has "$point"
	done <wanted
	expect 0 "$plan verifies" verify "$plan.roundtable"
done

finish
