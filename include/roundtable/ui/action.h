#ifndef ROUNDTABLE_UI_ACTION_H
#define ROUNDTABLE_UI_ACTION_H

/**
 * Everything a key can do at the console, once: the enum, the names in help and palette, the footer
 * and the KEYS section of roundtable(1) come from this list. X(ID, "name", "group", "help")
 */
#define ACTIONS(X)                                                                                 \
	X(TAKE, "take", "moving", "Take what is typed, or open what is focused")                   \
	X(UP, "up", "moving", "One line up")                                                       \
	X(DOWN, "down", "moving", "One line down")                                                 \
	X(PAGE_UP, "page up", "moving", "A page up")                                               \
	X(PAGE_DOWN, "page down", "moving", "A page down")                                         \
	X(FIRST, "first", "moving", "To the first line")                                           \
	X(LAST, "last", "moving", "To the last line")                                              \
	X(LESS, "less", "moving", "One less, or the choice before")                                \
	X(MORE, "more", "moving", "One more, or the next choice")                                  \
	X(SWITCH, "switch", "moving", "Between the entry line and the list")                       \
	X(BACK, "back", "moving", "Back; what is half typed is kept")                              \
	X(HELP, "help", "everywhere", "The keys that work now, and what they do")                  \
	X(PALETTE, "commands", "everywhere", "All commands by name")                               \
	X(SEARCH, "search", "everywhere", "Find words in this session (never on a wall)")          \
	X(BLANK, "blank", "everywhere", "Blank the wall, and show it again")                       \
	X(DEVICES, "devices", "everywhere", "Own devices: open the door, see who comes, let in")   \
	X(WALL, "wall", "everywhere", "See what the wall shows now, turn its pages")               \
	X(FREEZE, "freeze the wall", "everywhere",                                                 \
		"Keep on the wall what it shows, or let it go on with you")                        \
	X(UNDO, "undo", "everywhere", "Take back the last step")                                   \
	X(REDO, "redo", "everywhere", "Bring back what was taken back")                            \
	X(QUIT, "quit", "everywhere", "Leave; asks first, nothing is lost")                        \
	X(NOTE, "note", "write down", "A note for the minutes")                                    \
	X(ACTION, "action", "write down", "Add an action: what, who, by when")                     \
	X(PARK, "park", "write down", "Park a thought; it stays in the minutes")                   \
	X(WORD, "word", "write down", "A word to explain; it goes into the glossary")              \
	X(PERSON, "add person", "write down", "Add a person to the roster")                        \
	X(NEXT, "next", "programme", "Go to the next stage")                                       \
	X(PREVIOUS, "previous", "programme", "Go back a stage; nothing is lost")                   \
	X(STAGES, "stages", "programme", "All stages: go to any, skip, see the times")             \
	X(EXTEND, "extend", "programme", "Give this stage 5 minutes more")                         \
	X(SKIP, "skip", "programme", "Skip the focused stage, or take it back in")                 \
	X(PAUSE, "pause", "programme", "Stop the clock, and go on")                                \
	X(OFF_RECORD, "off the record", "programme", "Wall blank, nothing typed, until it ends")   \
	X(NOTES, "private notes", "programme", "Show the programme's notes for the facilitator")   \
	X(WALL_OFF, "wall off", "programme",                                                       \
		"Say that nobody sees this screen now, or that they do")                           \
	X(MINUTES, "minutes", "files", "Write the minutes")                                        \
	X(PRINT_SLIPS, "print slips", "files", "Write paper ballots to a file, to be printed")     \
	X(COPY, "save a copy", "files", "Save a copy of the session file")                         \
	X(COLOURS, "colours", "files", "Change the colours")                                       \
	X(MOUSE, "mouse", "files", "Turn the mouse on; off, the terminal marks text itself")       \
	X(ADMIT_ALL, "let in all", "devices", "Let in all who wait")                               \
	X(PUT_OUT, "put out", "devices", "Put the focused device out, or refuse it; asks first")   \
	X(ASK_EACH, "ask about each", "devices", "Ask me about each who comes, or no longer")      \
	X(NEW_CODE, "new code", "devices", "A new code; who is in stays in")                       \
	X(SHOW_DOOR, "show on the wall", "devices", "Show on the wall how to come in")             \
	X(NETWORK, "Wi-Fi", "devices", "A code for the Wi-Fi, kept nowhere")                       \
	X(CLOSE_DOOR, "close the door", "devices", "Close the door: every device is out")          \
	X(REVEAL, "reveal", "stage", "Show the hidden cards or all key points, end the silence")   \
	X(EDIT, "reword", "stage", "Change the words; the old ones are kept")                      \
	X(WITHDRAW, "withdraw", "stage", "Take a remark off wall and minutes")                     \
	X(ERASE, "erase words", "stage", "Destroy words for good")                                 \
	X(MERGE, "merge", "stage", "Put two cards, or two themes, together")                       \
	X(ALIKE, "look alike", "stage", "Point out cards that are nearly the same")                \
	X(LEAVE_OUT, "leave out", "stage", "Not taken forward, with why; or take it back in")      \
	X(GAPS, "gaps", "stage", "Ask for the empty cells one by one")                             \
	X(ABSENT, "absent or left", "stage", "The focused person is absent, has left, or is back") \
	X(VOICE, "missing voice", "stage", "Somebody who should be at the table and is not")       \
	X(VOTE, "vote", "voting", "Open a vote, or go to the open one")                            \
	X(OPEN_VOTE, "open vote", "voting", "Go to the vote that is open behind another stage")    \
	X(PASS_KEYBOARD, "pass the keyboard", "voting",                                            \
		"Call the people who can vote, one by one; put a small group's ballot right")      \
	X(SLIPS, "paper slips", "voting", "Type ballots that were handed in on paper")             \
	X(HANDS, "count hands", "voting", "Show of hands: type the counts")                        \
	X(STEP_OUT, "step out", "voting", "Somebody steps out of this vote, openly")               \
	X(STAND_IN, "stand in", "voting", "Somebody here votes for one who is absent as well")     \
	X(WRONG_NAME, "wrong name", "voting", "The wrong name was ticked: move the tick")          \
	X(CLOSE_VOTE, "close the vote", "voting", "Close the vote and count; asks first")          \
	X(SORT, "sort", "voting", "Sort the result: most disagreement first, or as listed")        \
	X(VOID, "void the vote", "voting", "Void the vote with a reason")                          \
	X(FROM_CARD, "from a card", "deciding", "Make a card or theme the proposal")               \
	X(BURDEN, "who carries it", "deciding", "Who carries the work, how much, who pays")        \
	X(REASON, "reason against", "deciding",                                                    \
		"Write down a reason against, or what would meet it")                              \
	X(DECIDE, "record the decision", "deciding", "Record what was decided")                    \
	X(CARE, "who does it", "deciding", "Who does it, who answers for it, when it is reviewed") \
	X(BEARER, "their consent", "deciding",                                                     \
		"Ask those who would carry it whether they consent")                               \
	X(ROUND, "round", "deciding", "By consent or consensus: which round comes now")            \
	X(MET, "objection met", "deciding", "An objection is met, and how")                        \
	X(MINORITY, "minority", "deciding",                                                        \
		"A statement of those who did not go along with a decision")                       \
	X(ADVICE, "advice", "deciding",                                                            \
		"Who is asked before one person decides, and their advice")                        \
	X(AMEND, "amendment", "deciding", "Move an amendment; it is voted on before the proposal") \
	X(REVIEW, "review", "deciding", "A decision is reviewed: it stands, or is taken up again") \
	X(RULE, "rule", "deciding", "Propose how decisions of a kind are taken")                   \
	X(KIND, "kind of decision", "deciding",                                                    \
		"Say what it is about; the rule sealed for it holds")                              \
	X(WANTS, "wants to speak", "talking", "Switch: letters say who speaks, or who wants to")   \
	X(SPEAKING, "who speaks", "talking",                                                       \
		"Begin and end talk turns in any stage; how the time is shared")                   \
	X(SHOW_BALANCE, "balance on the wall", "talking",                                          \
		"Show on the wall how the time is shared by role, if the group wants it")          \
	X(NAMING, "naming", "closing", "Ask each person how they want to be named")                \
	X(MEETING, "next meeting", "closing", "When and where the next meeting is")                \
	X(CLOSE_SESSION, "close the workshop", "closing", "Close the workshop; asks first")        \
	X(CORRECT, "correction", "closing", "Add a correction to the minutes")                     \
	X(APPROVE, "approve", "closing", "The last minutes are right: approve them; asks first")   \
	X(HAND, "hand", "own keyboard", "Say that you want to speak, or no longer")                \
	X(READY, "ready", "own keyboard", "Say that you have finished writing in silence")         \
	X(FURTHER, "where to look further", "everywhere",                                          \
		"Guides and tools by others, for a group that plans to go on")                     \
	X(TRACE, "where from", "everywhere",                                                       \
		"What the focused line comes from, and what came of it")                           \
	X(SIFT, "order and choose", "stage",                                                       \
		"A table in another order, or only some of it; nothing is changed")                \
	X(SPLIT, "split", "stage", "Part a theme: some of its cards go into a new one")            \
	X(SMALL_GROUPS, "small groups", "stage",                                                   \
		"Mix the small groups anew, or put somebody into another one")                     \
	X(SAVE, "save", "moving", "Take a form as it stands, from any of its fields")

enum action_id {
#define X(id, name, group, help) ACTION_##id,
	ACTIONS(X)
#undef X
		ACTIONS_COUNT,
	ACTION_NONE = ACTIONS_COUNT,
};

struct action_info {
	const char *name, *group, *help;
};

/** Name, group and help of an action. */
const struct action_info *action_info(enum action_id action);

#endif
