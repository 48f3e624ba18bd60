/* Options and operands, their help, and what is said about wrong ones. */
#include "roundtable/cli/command.h"

#include "roundtable/base/buf.h"
#include "roundtable/base/i18n.h"
#include "roundtable/base/text.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* getopt_long() answers FIRST + i for option i of the table; these two come with every command. */
enum { FIRST = 256, HELP = FIRST + CLI_OPTIONS_MAX, VERSION };

static size_t option_count(const struct cli_command *command)
{
	size_t count = 0;

	while (command->options != NULL && command->options[count].name != NULL)
		count++;
	return count;
}

/* "roundtable minutes FILE [-f FORMAT] [-o OUT] [--force]" */
static void add_synopsis(const struct cli_command *command, struct buf *out)
{
	buf_format(out, "roundtable %s %s", command->name, command->arguments);
	for (size_t i = 0; i < option_count(command); i++) {
		const struct cli_option *option = &command->options[i];
		char letter[2] = {option->letter, '\0'};

		while (out->count > 0 && out->bytes[out->count - 1] == ' ')
			out->bytes[--out->count] = '\0';
		buf_format(out, " [%s%s%s%s]", option->letter ? "-" : "--",
			option->letter ? letter : option->name, option->argument ? " " : "",
			option->argument ? option->argument : "");
	}
}

/* Prints text word by word, at most 78 columns, each line after `indent` spaces. */
static void print_wrapped(const char *text, int indent)
{
	int column = 0;

	for (; *text != '\0'; text += strspn(text, " ")) {
		size_t length = strcspn(text, " ");
		struct buf word = {0};

		buf_add(&word, text, length);
		int width = text_width(buf_text(&word));
		if (column > 0 && column + 1 + width > 78) {
			putchar('\n');
			column = 0;
		}
		printf("%*s%s", column > 0 ? 1 : indent, "", buf_text(&word));
		column += (column > 0 ? 1 : indent) + width;
		buf_finish(&word);
		text += length;
	}
	putchar('\n');
}

static void print_option(char letter, const char *name, const char *argument, const char *help)
{
	if (letter != 0)
		printf("  -%c, --%s", letter, name);
	else
		printf("      --%s", name);
	printf("%s%s\n", argument ? " " : "", argument ? argument : "");
	print_wrapped(_(help), 10);
}

static void print_help(const struct cli_command *command)
{
	struct buf synopsis = {0};

	add_synopsis(command, &synopsis);
	printf(_("Usage: %s\n\n"), buf_text(&synopsis));
	print_wrapped(_(command->help), 0);
	putchar('\n');
	for (size_t i = 0; i < option_count(command); i++) {
		const struct cli_option *option = &command->options[i];
		print_option(option->letter, option->name, option->argument, option->help);
	}
	print_option('h', "help", NULL, N_("Show this."));
	print_option(0, "version", NULL, N_("Show the version."));
	buf_finish(&synopsis);
}

static void say_usage(const struct cli_command *command)
{
	struct buf synopsis = {0};

	if (command->name[0] == '\0')
		return;
	add_synopsis(command, &synopsis);
	cli_say(_("Usage: %s"), buf_text(&synopsis));
	buf_finish(&synopsis);
}

static void say_wrong_option(const struct cli_command *command, const char *word)
{
	const char *names[CLI_OPTIONS_MAX + 2];
	size_t count = option_count(command);
	char *shown = cli_shown(word);
	struct buf bare = {0};

	for (size_t i = 0; i < count; i++)
		names[i] = command->options[i].name;
	names[count++] = "help";
	names[count++] = "version";
	buf_add(&bare, word + strspn(word, "-"), strcspn(word + strspn(word, "-"), "="));
	const char *near =
		strncmp(word, "--", 2) == 0 ? text_nearest(buf_text(&bare), names, count) : NULL;
	if (near != NULL)
		cli_say(_("There is no option “%s”. Did you mean “--%s”?"), shown, near);
	else
		cli_say(_("There is no option “%s”."), shown);
	say_usage(command);
	buf_finish(&bare);
	free(shown);
}

/* The option getopt_long() complains about, NULL when it knows none. */
static const struct cli_option *complained_of(const struct cli_command *command)
{
	for (size_t i = 0; i < option_count(command); i++) {
		const struct cli_option *option = &command->options[i];
		if (optopt == FIRST + (int)i || (option->letter != 0 && optopt == option->letter))
			return option;
	}
	return NULL;
}

static void say_wrong(const struct cli_command *command, int answer, char **argv)
{
	const struct cli_option *option = complained_of(command);
	const char *word = argv[optind - 1];
	char letter[3] = {'-', (char)optopt, '\0'};
	static const char *const names[] = {"help", "version"};

	if (answer == ':' && option != NULL)
		cli_say(_("The option --%1$s needs a value: --%1$s %2$s."), option->name,
			option->argument);
	else if (option != NULL || optopt >= HELP)
		cli_say(_("The option --%s takes no value."),
			option != NULL ? option->name : names[optopt - HELP]);
	else
		say_wrong_option(command, optopt > 0 && optopt < FIRST ? letter : word);
}

/* The tables getopt_long() wants. */
static void fill_getopt(
	const struct cli_command *command, struct option *table, struct buf *letters)
{
	size_t count = option_count(command);

	/* ':' first: a missing value is told apart from a wrong word */
	buf_text_add(letters, ":h");
	for (size_t i = 0; i < count; i++) {
		const struct cli_option *option = &command->options[i];
		table[i] = (struct option){option->name,
			option->argument ? required_argument : no_argument, NULL, FIRST + (int)i};
		if (option->letter != 0)
			buf_format(letters, "%c%s", option->letter, option->argument ? ":" : "");
	}
	table[count] = (struct option){"help", no_argument, NULL, HELP};
	table[count + 1] = (struct option){"version", no_argument, NULL, VERSION};
	table[count + 2] = (struct option){NULL, 0, NULL, 0};
}

static void keep_value(
	const struct cli_command *command, int answer, struct cli_arguments *arguments)
{
	for (size_t i = 0; i < option_count(command); i++) {
		const struct cli_option *option = &command->options[i];
		if (answer == FIRST + (int)i || (option->letter != 0 && answer == option->letter))
			arguments->values[i] = option->argument ? optarg : "";
	}
}

static int check_operands(const struct cli_command *command, int least, int most,
	const struct cli_arguments *arguments)
{
	if (arguments->count >= least && arguments->count <= most)
		return -1;
	if (arguments->count < least) {
		cli_say(_("Something is missing after “roundtable %s”."), command->name);
	} else {
		char *shown = cli_shown(arguments->operands[most]);
		cli_say(_("“%s” is one word too many."), shown);
		free(shown);
	}
	say_usage(command);
	return CLI_USAGE;
}

int cli_arguments_read(const struct cli_command *command, int argc, char **argv, int least,
	int most, struct cli_arguments *arguments)
{
	struct option table[CLI_OPTIONS_MAX + 3];
	struct buf letters = {0};
	int status = -1, answer;

	*arguments = (struct cli_arguments){0};
	fill_getopt(command, table, &letters);
	opterr = 0;
	optind = 0; /* glibc: start afresh */
	while (status < 0 &&
		(answer = getopt_long(argc, argv, buf_text(&letters), table, NULL)) != -1) {
		if (answer == HELP || answer == 'h') {
			print_help(command);
			status = CLI_DONE;
		} else if (answer == VERSION) {
			puts("roundtable " ROUNDTABLE_VERSION);
			status = CLI_DONE;
		} else if (answer == '?' || answer == ':') {
			say_wrong(command, answer, argv);
			status = CLI_USAGE;
		} else {
			keep_value(command, answer, arguments);
		}
	}
	arguments->operands = argv + optind;
	arguments->count = argc - optind;
	if (status < 0)
		status = check_operands(command, least, most, arguments);
	buf_finish(&letters);
	return status;
}

bool cli_number(const char *option, const char *text, int64_t least, int64_t most, int64_t *number)
{
	char *end = NULL, *shown = NULL;

	errno = 0;
	long long value = strtoll(text, &end, 10);
	if (errno == 0 && end != text && *end == '\0' && value >= least && value <= most) {
		*number = value;
		return true;
	}
	shown = cli_shown(text);
	cli_say(_("“%s” does not fit the option --%s: it takes a whole number from %lld to %lld."),
		shown, option, (long long)least, (long long)most);
	free(shown);
	return false;
}
