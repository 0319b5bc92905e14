#include "engine/training/clauses.h"

namespace headlight::training {
namespace {

template <typename T, typename Fits>
const T& pick_fitting(Draw& draw, const std::vector<T>& from, const Fits& fits) {
  for (;;) {
    const auto& entry = draw.pick(from);
    if (fits(entry)) return entry;
  }
}

}  // namespace

void say(Draft& draft, Subject& subject) {
  if (subject.phrase) return say(draft, *subject.phrase);
  subject.pronoun_at = draft.say(subject.pronoun.english,
                                 agreement_class(subject.pronoun.actor.gender, subject.pronoun.actor.number));
}

void write(Draft& draft, const Subject& subject) {
  if (subject.phrase) return write(draft, *subject.phrase);
  draft.write(subject.pronoun.french, {subject.pronoun_at});
}

void say(Draft& draft, PlacePhrase& place) {
  place.at.clear();
  draft.say_words(place.preposition->english, place.at);
  say(draft, place.phrase);
}

void write(Draft& draft, const PlacePhrase& place) {
  draft.write_words(place.preposition->french, place.at);
  write(draft, place.phrase);
}

void say(Draft& draft, Clause& clause) {
  say(draft, clause.subject);
  say(draft, clause.verb, clause.subject.actor());
  if (!clause.particle_last) say_particle(draft, clause.verb);
  if (clause.object) say(draft, *clause.object);
  if (clause.particle_last) say_particle(draft, clause.verb);
  if (clause.place) say(draft, *clause.place);
  if (clause.adverb != nullptr) clause.adverb_at = draft.say(clause.adverb->english);
}

void write(Draft& draft, const Clause& clause) {
  write(draft, clause.subject);
  write(draft, clause.verb, clause.subject.actor());
  if (clause.object) write(draft, *clause.object);
  if (clause.place) write(draft, *clause.place);
  if (clause.adverb != nullptr) draft.write_words(clause.adverb->french, {clause.adverb_at});
}

const Noun& Choice::noun(Kinds kinds) {
  // The robot stands in many textbook sentences and is the only one of its kind.
  if ((kinds & kind::machine) != 0 && draw_.chance(0.08)) return training::noun("robot");
  return pick_fitting(draw_, nouns(), [&](const Noun& noun) { return (noun.kinds & kinds) != 0; });
}

const Adjective& Choice::adjective(Kinds fits) {
  return pick_fitting(draw_, adjectives(), [&](const Adjective& entry) { return (entry.fits & fits) == fits; });
}

const Verb& Choice::transitive() { return draw_.pick(transitive_verbs()); }

const Determiner& Choice::determiner(GrammaticalNumber number) {
  if (draw_.chance(0.62)) return the();
  return pick_fitting(draw_, determiners(), [&](const Determiner& entry) {
    return !(number == singular ? entry.english_singular : entry.english_plural).empty();
  });
}

NounPhrase Choice::plain_phrase(const Noun& noun, GrammaticalNumber number) {
  NounPhrase phrase;
  phrase.noun = &noun;
  phrase.number = (noun.kinds & kind::drink) != 0 ? singular : number;
  phrase.determiner = draw_.chance(0.7) ? &the() : &determiner(phrase.number);
  return phrase;
}

NounPhrase Choice::phrase(const Noun& noun) {
  auto phrase = plain_phrase(noun, number());
  const auto add = [&](bool before) {
    const auto& found = pick_fitting(draw_, adjectives(), [&](const Adjective& entry) {
      return entry.before_noun == before && (entry.fits & noun.kinds) == noun.kinds;
    });
    phrase.adjectives.push_back(&found);
  };
  if (draw_.chance(0.24)) add(true);
  if (!phrase.adjectives.empty() && draw_.chance(0.15)) add(true);
  if (phrase.adjectives.size() == 2 && phrase.adjectives[0]->forms[0][0] == phrase.adjectives[1]->forms[0][0])
    phrase.adjectives.pop_back();  // small and little are one word in French
  if (draw_.chance(0.25)) add(false);
  return phrase;
}

Subject Choice::noun_subject(Kinds kinds) {
  Subject subject;
  subject.phrase = phrase(noun(kinds));
  return subject;
}

Subject Choice::subject(Kinds kinds) {
  if ((kinds & kind::person) == 0 || draw_.chance(0.68)) return noun_subject(kinds);
  Subject subject;
  if (draw_.chance(0.65)) {
    subject.pronoun = first_and_second_person(draw_);
  } else if (draw_.chance(0.3)) {
    subject.pronoun = third_person(training::noun("man"), plural, draw_);
  } else {
    subject.pronoun = third_person(training::noun(draw_.chance(0.5) ? "man" : "woman"), singular, draw_);
  }
  return subject;
}

PlacePhrase Choice::place() {
  PlacePhrase place;
  place.preposition = &draw_.pick(prepositions());
  place.phrase = plain_phrase(noun(place.preposition->objects), number());
  return place;
}

Tense Choice::tense() {
  const double u = draw_.unit();
  if (u < 0.5) return Tense::past;
  if (u < 0.73) return Tense::present;
  if (u < 0.83) return Tense::future;
  return u < 0.94 ? Tense::present_continuous : Tense::past_continuous;
}

const Adverb* Choice::adverb(Tense tense) {
  const bool past = tense == Tense::past || tense == Tense::past_continuous;
  const auto fits = [&](const Adverb& entry) {
    return past ? entry.past : tense == Tense::future ? entry.future : entry.present;
  };
  return &pick_fitting(draw_, adverbs(), fits);
}

VerbGroup Choice::verb(const Verb& verb, const Actor& subject) {
  VerbGroup group;
  group.verb = &verb;
  const bool near = subject.person == Person::i || subject.person == Person::you || subject.person == Person::we;
  do group.tense = tense();
  while (!tense_is_clear(verb, group.tense, subject.person) || (near && group.tense == Tense::past_continuous));
  group.negated = draw_.chance(0.12);
  group.contracted = draw_.chance(0.5);
  return group;
}

Clause Choice::clause_of(Subject subject, const Verb& verb) {
  Clause clause;
  clause.subject = std::move(subject);
  clause.verb = this->verb(verb, clause.subject.actor());
  if (verb.objects != 0) clause.object = phrase(noun(verb.objects));
  clause.particle_last = verb.particle == "up" && clause.object && draw_.chance(0.15);
  return clause;
}

void Choice::decorate(Clause& clause) {
  if (draw_.chance(0.25)) clause.place = place();
  if (draw_.chance(0.12)) clause.adverb = adverb(clause.verb.tense);
}

Clause Choice::transitive_clause() {
  const auto& verb = transitive();
  auto clause = clause_of(subject(verb.subjects), verb);
  decorate(clause);
  return clause;
}

Clause Choice::intransitive_clause() {
  const auto& verb = draw_.pick(intransitive_verbs());
  auto clause = clause_of(subject(verb.subjects), verb);
  decorate(clause);
  return clause;
}

}  // namespace headlight::training
