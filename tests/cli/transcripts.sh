#!/bin/sh
# The transcript of a small election for every method, as it was recorded and looked at. RECORD=1 in the
# environment writes them anew. $2 is the source folder.
. "$(dirname -- "$0")/tap.sh"
source=$(absolute "$2")/tests/cli
cp "$tests"/elections/* .

transcript() { # NAME ARGUMENT...
	golden=$source/transcripts/$1.txt
	name_of=$1
	shift
	expect 0 "$name_of: roundtable tally $*" tally "$@"
	err_empty
	[ -z "${RECORD:-}" ] || cp "$out" "$golden"
	diff -u "$golden" "$out" >"$sandbox/diff" 2>&1 || wrong "$(cat "$sandbox/diff")"
}

transcript plurality plurality --explain capital.blt
transcript approval approval --explain projects.pb
transcript dots dots --budget 5 --explain points.csv
transcript score score --explain points.csv
transcript majority majority --threshold 2/3 --quorum 10 --eligible 20 --explain motion.csv
transcript consent consent --explain consent.csv
transcript consensus consensus --explain consensus.csv
transcript quadratic quadratic --budget 16 --against --explain votes.csv
transcript majority-judgment majority-judgment --explain grades.json
transcript ratings ratings --explain grades.json
transcript gradients gradients --bar 3 --explain gradients.csv
transcript fist-to-five fist-to-five --explain fist.csv
transcript equal-shares equal-shares --completion add1-greedy --explain projects.pb
transcript rank-total rank-total --explain capital.blt
transcript equal-roles equal-roles --explain roles.csv
transcript scottish-stv scottish-stv --explain food.blt
transcript meek-stv meek-stv --explain food.blt
transcript scottish-stv-tie scottish-stv --seats 2 --explain tie.cvotes
transcript scottish-stv-lot scottish-stv --seats 2 --seed "4 May" --explain tie.cvotes
transcript borda borda --explain capital.blt
transcript irv irv --explain capital.blt
transcript irv-lot irv --seed "4 May" --explain tie.cvotes
transcript irv-tie irv --explain tie.cvotes
transcript irv-together irv --explain few.cvotes
transcript schulze schulze --explain circle.cvotes
transcript ranked-pairs ranked-pairs --explain circle.cvotes
transcript ranked-pairs-tie ranked-pairs --explain tie.cvotes
transcript ranked-pairs-lot ranked-pairs --seed "4 May" --explain tie.cvotes
transcript score-mean score --mean --threshold 1/2 --explain points.csv

begin "every method has one"
"$roundtable" tally --list | grep -v '^ ' >"$sandbox/methods"
while read -r method; do
	[ -s "$source/transcripts/$method.txt" ] || wrong "there is none of $method"
done <"$sandbox/methods"

finish
