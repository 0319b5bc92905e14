#include "engine/training/reasons.h"

#include <algorithm>

namespace headlight::training {
namespace {

std::string pronoun_for(const NounPhrase& phrase) {
  if (phrase.number == GrammaticalNumber::plural) return "they";
  return (phrase.noun->kinds & kind::person) == 0 ? "it" : phrase.noun->gender == Gender::feminine ? "she" : "he";
}

bool can_be(const NounPhrase& phrase, const std::string& pronoun) {
  if (phrase.noun->either_sex && phrase.number == GrammaticalNumber::singular) return pronoun == "he" || pronoun == "she";
  return pronoun_for(phrase) == pronoun;
}

bool fits(const NounPhrase& phrase, const Adjective& adjective) {
  return (adjective.fits & phrase.noun->kinds) == phrase.noun->kinds;
}

std::optional<Reason> same_pronoun_again(Choice& choice, const Subject& subject, Tense main) {
  Reason reason;
  reason.pronoun = subject.pronoun;
  do reason.predicate.adjective = &choice.adjective(kind::person);
  while (!reason.predicate.adjective->feeling);
  reason.predicate.tense = reason_tense(main, choice.draw());
  return reason;
}

void vary(Choice& choice, Reason& reason) {
  auto& draw = choice.draw();
  static const std::vector<std::string> degrees = {"too", "very", "so"};
  if (draw.chance(0.25)) reason.predicate.degree = draw.pick(degrees);
  reason.predicate.negated = draw.chance(0.08);
  reason.predicate.contracted = draw.chance(0.5);
  if (reason.predicate.adjective->feeling && draw.chance(0.12)) reason.conjunction = "when";
  if (reason.antecedent == nullptr) return;
  if (draw.chance(0.08)) {
    reason.named = *reason.antecedent;
    reason.named->determiner = &the();
    reason.named->adjectives.clear();
    reason.antecedent = nullptr;
  } else {
    reason.shortened = reason.pronoun.english == "it" && reason.predicate.tense == Tense::present && draw.chance(0.2);
  }
}

}  // namespace

const NounPhrase* implied_antecedent(const Clause& clause, const std::string& pronoun, const Adjective& adjective) {
  const auto eligible = [&](const std::optional<NounPhrase>& phrase) {
    return phrase && can_be(*phrase, pronoun) && fits(*phrase, adjective) ? &*phrase : nullptr;
  };
  const auto* subject = eligible(clause.subject.phrase);
  const auto* object = eligible(clause.object);
  if (subject != nullptr && object != nullptr) return adjective.feeling ? subject : object;
  return subject != nullptr ? subject : object;
}

std::optional<Reason> draw_reason(Choice& choice, const Clause& clause) {
  auto& draw = choice.draw();
  std::vector<const NounPhrase*> nouns;
  if (clause.subject.phrase) nouns.push_back(&*clause.subject.phrase);
  if (clause.object) nouns.push_back(&*clause.object);
  std::optional<Reason> reason;
  if (nouns.empty() || (!clause.subject.phrase && draw.chance(0.4))) {
    reason = same_pronoun_again(choice, clause.subject, clause.verb.tense);
  } else {
    const auto* antecedent = draw.pick(nouns);
    const auto& adjective = choice.adjective(antecedent->noun->kinds);
    Reason made;
    made.pronoun = third_person(*antecedent->noun, antecedent->number, draw);
    if (implied_antecedent(clause, made.pronoun.english, adjective) != antecedent) return std::nullopt;
    const bool repeats = !clause.subject.phrase && clause.subject.pronoun.english == made.pronoun.english;
    if (repeats) return std::nullopt;  // "she saw the nurse because she was tired": nobody could tell
    made.antecedent = antecedent;
    made.predicate.adjective = &adjective;
    made.predicate.tense = reason_tense(clause.verb.tense, draw);
    reason = made;
  }
  vary(choice, *reason);
  return reason;
}

Tense reason_tense(Tense main, Draw& draw) {
  if (main == Tense::past || main == Tense::past_continuous) return Tense::past;
  return main == Tense::future && draw.chance(0.6) ? Tense::future : Tense::present;
}

void say(Draft& draft, Reason& reason) {
  reason.conjunction_at = draft.say(reason.conjunction);
  const auto actor = reason.named ? actor_of(*reason.named) : reason.pronoun.actor;
  if (reason.named) {
    say(draft, *reason.named);
  } else {
    const int referent = reason.antecedent == nullptr ? -1 : static_cast<int>(reason.antecedent->noun - nouns().data());
    reason.pronoun_at = draft.say(reason.pronoun.english + (reason.shortened ? "'" : ""),
                                  agreement_class(actor.gender, actor.number), referent);
  }
  if (!reason.shortened) return say(draft, reason.predicate, actor);
  auto& predicate = reason.predicate;
  predicate.helpers = {draft.say("s")};
  if (predicate.negated) predicate.helpers.push_back(draft.say("not"));
  if (!predicate.degree.empty()) predicate.degree_at = draft.say(predicate.degree);
  predicate.adjective_at = draft.say(predicate.adjective->english, agreement_class(actor.gender, actor.number));
}

void write(Draft& draft, const Reason& reason) {
  draft.write_words(reason.conjunction == "when" ? "quand" : "parce que", {reason.conjunction_at});
  const auto actor = reason.named ? actor_of(*reason.named) : reason.pronoun.actor;
  if (reason.named) {
    write(draft, *reason.named);
  } else {
    draft.write(reason.pronoun.french, {reason.pronoun_at});
    if (reason.antecedent != nullptr)
      draft.link_pronoun(reason.pronoun_at, reason.antecedent->noun_at, actor.gender, true);
  }
  write(draft, reason.predicate, actor);
}

}  // namespace headlight::training
