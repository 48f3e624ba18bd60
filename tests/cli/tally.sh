#!/bin/sh
# roundtable tally: files in, results out, each mistake with its line.
. "$(dirname -- "$0")/tap.sh"

cat >capital.blt <<'END'
4 1
42 1 2 3 4 0
26 2 3 4 1 0
15 3 4 2 1 0
17 4 3 2 1 0
0
"Memphis"
"Nashville"
"Chattanooga"
"Knoxville"
"Capital"
END

expect 0 "the methods are listed, each with how it counts" tally --list
out_has "plurality"
out_has "    Each person chooses one option; the option with most votes comes first."
err_empty

expect 0 "the methods as JSON" tally --list --json
is_json
out_has '"name": "majority"'

expect 0 "a table with bars" tally plurality capital.blt
out_has "Capital"
out_has "Plurality: 100 ballots, 100 of them count (0 blank, 0 spoilt)."
out_has "   1  Memphis      ██████████████████████████████  42"
out_has "   2  Nashville    ██████████████████▌             26"
out_has "The winner is “Memphis”."
out_lacks "The rule:"
err_empty

expect 0 "the transcript" tally plurality --explain capital.blt
out_has "The rule: Plurality. Each person chooses one option; the option with most votes comes first."
out_has "100 of 100 who could vote handed in ballots; 100 count."
out_has "“Memphis”: 42 in all, from 42 ballots."
out_has "Place 4: “Chattanooga”."

begin "the same bytes for the same input"
"$roundtable" tally plurality --explain capital.blt >"$sandbox/first" 2>&1
"$roundtable" tally plurality --explain - <capital.blt >"$sandbox/second" 2>&1
cmp -s "$sandbox/first" "$sandbox/second" || wrong "they differ"

begin "JSON in the shape that is promised"
"$roundtable" tally plurality --json <capital.blt >"$out" 2>"$err"
status_is $? 0
is_json
err_empty
holds "a value is another" python3 -c '
import json, sys
result = json.load(open(sys.argv[1]))
assert result["rule"] == "plurality", result["rule"]
assert result["options"]["quorum"] == 0
assert result["file"] == "-" and result["format"] == "blt" and result["title"] == "Capital"
assert result["candidates"] == ["Memphis", "Nashville", "Chattanooga", "Knoxville"]
assert result["counters"] == {
    "eligible": 100, "turned_out": 100, "valid": 100, "spoilt": 0, "abstained": 0}
assert result["outcome"] == "ranked" and result["complete"] is True
assert result["winners"] == ["Memphis"]
assert result["ranking"] == [["Memphis"], ["Nashville"], ["Knoxville"], ["Chattanooga"]]
assert result["totals"]["Chattanooga"] == 15
assert result["stages"] == [] and result["ties"] == [] and result["lot"] == []
' "$out"

printf 'n,A,B\n2,1,0\n2,0,1\n1,,\n' >tie.csv
expect 0 "a tie is reported, not broken" tally plurality --json tie.csv
holds "the winners are others" python3 -c '
import json, sys
result = json.load(open(sys.argv[1]))
assert result["winners"] == ["A", "B"] and result["ranking"] == [["A", "B"]]
assert result["counters"]["abstained"] == 1 and result["counters"]["valid"] == 4' "$out"

# --- options ---

printf 'yes,no\n1,0\n1,0\n0,1\n,\n' >motion.csv
expect 0 "more than half carries" tally majority motion.csv
out_has "2 voted yes and 1 no; it takes 2 of the 3 who voted yes or no (more than half): carried."
expect 0 "at least two thirds" tally majority --threshold 2/3 motion.csv
out_has "2 voted yes and 1 no; it takes 2 of the 3 who voted yes or no (two thirds): carried."
expect 0 "more than two thirds" tally majority --threshold '>2/3' motion.csv
out_has "2 voted yes and 1 no; it takes 3 of the 3 who voted yes or no (more than two thirds): not carried."
expect 0 "of all ballots" tally majority --base cast motion.csv
out_has "2 voted yes and 1 no; it takes 3 of the 4 ballots (more than half): not carried."
expect 0 "of everybody who could vote" tally majority --base eligible --eligible 9 motion.csv
out_has "2 voted yes and 1 no; it takes 5 of the 9 who could vote (more than half): not carried."
expect 0 "unanimity" tally majority --threshold 1/1 motion.csv
out_has "2 voted yes and 1 no; it takes all of the 3 who voted yes or no: not carried."
expect 0 "a quorum that was missed" tally majority --quorum 5 motion.csv
out_has "For a quorum 5 ballots were needed, 4 were cast: nothing is decided."
expect 0 "a quorum of yes votes" tally majority --quorum 3 --quorum-yes motion.csv
out_has "For a quorum 3 yes votes were needed, 2 were given: nothing is decided."
expect 2 "a share that is none" tally majority --threshold 3/2 motion.csv
one_sentence
err_has "it takes a share such as 1/2 or 2/3"
expect 2 "a word that is none" tally majority --base all motion.csv
one_sentence
err_has "these words do: yes-no, cast, present, eligible."

printf 'A,B,C\n3,2,\n,,5\n4,,2\n' >dots.csv
expect 0 "dots over the budget spoil a ballot" tally dots dots.csv
out_has "3 ballots, 2 of them count (0 blank, 1 spoilt)"
expect 0 "the budget of a ballot" tally dots --budget 6 dots.csv
out_has "3 ballots, 3 of them count"
expect 2 "a budget that is no number" tally dots --budget much dots.csv
one_sentence
expect 0 "an option that means nothing is told" tally dots --seats 3 dots.csv
err_has "The option --seats means nothing for “dots” and was not used."
out_has "The winner is “C”."

cat >projects.pb <<'END'
META
key;value
budget;100.50
vote_type;approval
PROJECTS
project_id;cost;name
p1;60;Park
p2;40.50;Bench
p3;30;Trees
VOTES
voter_id;vote
1;p1,p2
2;p1,p3
3;p1,p2
END
expect 0 "a budget of the file" tally equal-shares --json projects.pb
holds "the projects are others" python3 -c '
import json, sys
result = json.load(open(sys.argv[1]))
assert result["options"]["budget"] == "100.5" and result["options"]["completion"] == "none"
assert result["selected"] == ["p1"], result["selected"]
assert result["stages"][0] == {
    "kind": "buy", "options": ["p1"], "amount": "60.0", "share": "20"}' "$out"
expect 0 "a budget of the command line, finer than the costs" tally equal-shares --budget 60.125 --json projects.pb
out_has '"budget": "60.125"'
out_has '"60.000"'
expect 2 "a budget that is no money" tally equal-shares --budget 1,5 projects.pb
one_sentence

# --- wrong words ---

expect 2 "no method" tally
one_sentence
expect 2 "a method there is not gets the nearest one" tally plurailty capital.blt
one_sentence
err_has "Did you mean “plurality”?"
expect 2 "a format there is not gets the nearest one" tally plurality --from pablib capital.blt
one_sentence
err_has "Did you mean “pabulib”?"
expect 2 "what a method does not count" tally score capital.blt
one_sentence
err_has "The file holds rankings, which “Score” does not count."
expect 2 "three words" tally plurality capital.blt tie.csv
err_has "“tie.csv” is one word too many."

# --- files ---

cat >bad.blt <<'END'
3 1
5 1 2 0
2 1 4 0
x 1 0
1 2 2 0
0
"A"
"B"
"A"
"T"
END
expect 2 "all mistakes at once, each with its line, and nothing counted" tally plurality bad.blt
out_empty
err_has "bad.blt:3: “4” is none of the 3 options."
err_has "bad.blt:4: “x” is not a number of ballots, which is a whole number."
err_has "bad.blt:5: Option 2 stands twice on this ballot."
err_has "bad.blt:9: Two options have the name “A”; each needs a name of its own."
err_has "“bad.blt” has 4 mistakes and cannot be counted."

expect 2 "nor with --json" tally plurality --json bad.blt
out_empty

printf '2 1\n1 1 3 2 0\n0\nAnn\nBo\nT\n' >loose.blt
expect 2 "what is written loosely is refused" tally plurality loose.blt
err_has "loose.blt:2: "
err_has "loose.blt:4: Names stand in quotation marks."
expect 0 "and repaired when asked, each repair told" tally plurality --lenient loose.blt
err_has "loose.blt:2: warning: “3” is none of the 2 options; it was left out of this ballot."
err_has "loose.blt:4: warning: A name without quotation marks was taken as it stands."
out_has "The winner is “Ann”."

begin "mistakes on standard input"
printf '#/Candidates: A;B\nA > C\n' | "$roundtable" tally plurality - >"$out" 2>"$err"
status_is $? 2
err_has "-:2: “C” is none of the options."

expect 2 "a missing file" tally plurality nowhere.blt
one_sentence
err_has "There is no file “nowhere.blt”."
mkdir folder.blt
expect 2 "a folder" tally plurality folder.blt
one_sentence
err_has "is a folder"
: >empty.blt
expect 2 "an empty file" tally plurality empty.blt
err_has "empty.blt"
head -c 100000 /dev/urandom >garbage
expect 2 "garbage" tally plurality garbage
out_empty
for format in blt cvotes preflib pabulib debian csv json; do
	expect 2 "garbage that is said to be $format" tally plurality --from $format garbage
	out_empty
	err_has "cannot be counted"
done
head -c 10485760 /dev/zero | tr '\0' '[' >large
expect 2 "10 MB of brackets" tally plurality --from json large
err_has "large:1: This is no JSON"
expect 2 "10 MB of brackets, by another reader" tally plurality --from cvotes large
out_empty
printf '1 1\n99999999999999999999 1 0\n0\n"A"\n"T"\n' >huge.blt
expect 2 "a number beyond all bounds" tally plurality huge.blt
err_has "huge.blt:2: "
printf '1 1\n2147483647 1 0\n1 1 0\n0\n"A"\n"T"\n' >many.blt
expect 2 "more ballots than can be counted" tally plurality many.blt
err_has "many.blt:3: "

# --- converting ---

expect 0 "to the Condorcet Election Format" tally --to cvotes capital.blt
out_has "#/Candidates: Memphis ; Nashville ; Chattanooga ; Knoxville"
out_has "Memphis > Nashville > Chattanooga > Knoxville * 42"
cp "$out" capital.cvotes
expect 0 "and back, byte for byte" tally --to blt capital.cvotes
cmp -s "$out" capital.blt || wrong "it is another file"
expect 2 "what cannot be written" tally --to blt tie.csv
one_sentence
out_empty

begin "a full disk on standard output is told"
"$roundtable" tally plurality capital.blt >/dev/full 2>"$err"
status_is $? 1
err_has "could not be written"

finish
