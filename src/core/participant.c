#include "roundtable/core/participant.h"

#include "roundtable/core/audience.h"

void participant_fill(const struct model *model, int64_t id, struct participant *participant)
{
	const struct person *person = model_person(model, id);
	const struct poll *poll = model->stage >= 0 ? model_stage_poll(model, model->stage) : NULL;
	struct audience_person shown = audience_person(model, person);

	participant->person = shown.id;
	participant->name = shown.name;
	participant->role = shown.role;
	participant->poll = 0;
	participant->can_vote = participant->voted = participant->hand = false;
	participant->small_group = 0;
	if (person == NULL)
		return;
	const struct stage *stage = model_stage(model, model->stage);
	if (stage_small_groups(stage) != SMALL_GROUPS_NONE || stage_groups_vote(stage))
		participant->small_group = 1 + mixing_group(model_mixing(model, model->stage), id);
	for (size_t i = 0; i < model->hands.count; i++)
		participant->hand |= model->hands.items[i].person == id;
	if (poll == NULL || poll->state != POLL_OPEN)
		return;
	participant->poll = poll->id;
	int64_t voter = poll_voter(model, poll, id);
	participant->can_vote = ids_contain(&poll->eligible, voter) &&
				!ids_contain(&poll->out, voter) &&
				(poll->mixing == 0 || (person->votes && person_here(person)));
	participant->voted = model_has_voted(model, poll, voter);
}

void participant_places(const struct model *model, struct places *places)
{
	for (size_t i = 0; i < model->persons.count; i++) {
		const struct person *person = &model->persons.items[i];
		struct audience_person shown = audience_person(model, person);
		if (person->withdrawn || person->name == NULL)
			continue;
		*array_push(places) = (struct place){
			.person = person->id, .name = shown.name, .role = shown.role};
	}
}
