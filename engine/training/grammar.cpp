#include "engine/training/grammar.h"

#include <algorithm>
#include <array>

#include "engine/training/reasons.h"

namespace headlight::training {
namespace {

void close(Draft& draft, const char* mark) {
  const int at = draft.say(mark);
  draft.write(mark, {at});
}

// "picked it up", but "looked at it". The pronoun's place.
int say_object(Draft& draft, VerbGroup& verb, const std::string& pronoun, int agreement, int referent = -1) {
  const bool separable = verb.verb->particle == "up";
  if (!separable) say_particle(draft, verb);
  const int at = draft.say(pronoun, agreement, referent);
  if (separable) say_particle(draft, verb);
  return at;
}

const Verb& to_go() {
  static const Verb verb = [] {
    Verb go;
    go.base = "go", go.third = "goes", go.past = "went", go.ing = "going";
    go.infinitive = "aller", go.participle = "allé", go.future_stem = "ir";
    const std::string present[5] = {"vais", "allez", "allons", "va", "vont"};
    std::copy(present, present + 5, go.present);
    go.with_be = true;
    go.subjects = kind::animate | kind::vehicle;
    return go;
  }();
  return verb;
}

// Gives a verb English forms of which only the base is regular.
Verb helper_verb(const char* base, const char* third, const char* infinitive, const std::array<const char*, 5>& present) {
  Verb verb;
  verb.base = base, verb.third = third, verb.past = "", verb.infinitive = infinitive;
  std::copy(present.begin(), present.end(), verb.present);
  return verb;
}

const std::vector<Verb>& modals() {
  static const std::vector<Verb> list = {
      helper_verb("can", "can", "pouvoir", {"peux", "pouvez", "pouvons", "peut", "peuvent"}),
      helper_verb("must", "must", "devoir", {"dois", "devez", "devons", "doit", "doivent"}),
      helper_verb("want", "wants", "vouloir", {"veux", "voulez", "voulons", "veut", "veulent"}),
  };
  return list;
}

}  // namespace

Predicate Grammar::about(const Adjective& adjective, Tense tense) {
  static const std::vector<std::string> degrees = {"too", "very", "so"};
  Predicate predicate;
  predicate.adjective = &adjective;
  predicate.tense = tense;
  predicate.negated = draw_.chance(0.15);
  predicate.contracted = draw_.chance(0.5);
  if (draw_.chance(0.25)) predicate.degree = draw_.pick(degrees);
  return predicate;
}

void Grammar::noun_phrase(Draft& draft) {
  auto phrase = choice_.phrase(choice_.noun(kind::any));
  const bool placed = draw_.chance(0.2);
  auto place = choice_.place();
  say(draft, phrase);
  if (placed) say(draft, place);
  write(draft, phrase);
  if (placed) write(draft, place);
}

void Grammar::two_noun_phrases(Draft& draft) {
  auto first = choice_.phrase(choice_.noun(kind::any)), second = choice_.phrase(choice_.noun(kind::any));
  say(draft, first);
  const int also = draft.say("and");
  say(draft, second);
  write(draft, first);
  draft.write("et", {also});
  write(draft, second);
}

void Grammar::intransitive(Draft& draft) {
  auto clause = choice_.intransitive_clause();
  say(draft, clause);
  write(draft, clause);
}

void Grammar::transitive(Draft& draft) {
  auto clause = choice_.transitive_clause();
  say(draft, clause);
  write(draft, clause);
}

void Grammar::predicate(Draft& draft) {
  auto subject = choice_.subject(kind::any);
  if (!subject.phrase && draw_.chance(0.25)) subject.pronoun = {"it", "il", {Person::third_singular, Gender::masculine, singular}};
  const auto& adjective = choice_.adjective(subject.phrase ? subject.phrase->noun->kinds : kind::person);
  auto be = about(adjective, draw_.chance(0.55) ? Tense::present : draw_.chance(0.8) ? Tense::past : Tense::future);
  say(draft, subject);
  say(draft, be, subject.actor());
  write(draft, subject);
  write(draft, be, subject.actor());
}

void Grammar::at_a_place(Draft& draft) {
  auto subject = choice_.subject(kind::any);
  auto be = about(adjectives().front(), draw_.chance(0.6) ? Tense::present : Tense::past);
  auto place = choice_.place();
  say(draft, subject);
  say_be(draft, be, subject.actor());
  say(draft, place);
  write(draft, subject);
  write_be(draft, be, subject.actor());
  write(draft, place);
}

void Grammar::there_is(Draft& draft) {
  auto phrase = choice_.phrase(choice_.noun(kind::any & ~kind::drink));
  phrase.determiner = &determiners()[phrase.number == singular ? 1 : 2];
  auto place = choice_.place();
  const int there = draft.say("there");
  const int is = draft.say(phrase.number == singular ? "is" : "are");
  say(draft, phrase);
  say(draft, place);
  draft.write_words("il y a", {there, is});
  write(draft, phrase);
  write(draft, place);
}

void Grammar::where_is(Draft& draft) {
  auto phrase = choice_.phrase(choice_.noun(kind::any));
  const int where = draft.say("where");
  const int is = draft.say(phrase.number == singular ? "is" : "are");
  say(draft, phrase);
  draft.write("où", {where});
  draft.write(phrase.number == singular ? "est" : "sont", {is});
  write(draft, phrase);
  if (draw_.chance(0.6)) close(draft, "?");
}

void Grammar::going(Draft& draft) {
  static const Preposition to = {"to", "à", kind::place};
  auto clause = choice_.clause_of(choice_.subject(to_go().subjects), to_go());
  clause.place = PlacePhrase{&to, {}, choice_.plain_phrase(choice_.noun(kind::place), choice_.number())};
  say(draft, clause);
  write(draft, clause);
}

void Grammar::modal(Draft& draft) {
  const auto& helper = draw_.pick(modals());
  const auto& verb = draw_.chance(0.6) ? choice_.transitive() : draw_.pick(intransitive_verbs());
  auto subject = choice_.subject(verb.subjects & kind::animate);
  const auto person = subject.actor().person;
  auto object = verb.objects == 0 ? std::optional<NounPhrase>() : choice_.phrase(choice_.noun(verb.objects));
  say(draft, subject);
  std::vector<int> modal_at = {draft.say(person == Person::third_singular ? helper.third : helper.base)};
  const bool denied = helper.base != "want" && draw_.chance(0.15);
  if (denied) modal_at.push_back(draft.say("not"));
  if (helper.base == "want") modal_at.push_back(draft.say("to"));
  std::vector<int> verb_at = {draft.say(verb.base)};
  draft.say_words(verb.particle, verb_at);
  if (object) say(draft, *object);
  write(draft, subject);
  if (denied) draft.write("ne", modal_at);
  draft.write(helper.present[static_cast<std::size_t>(person)], modal_at);
  if (denied) draft.write("pas", modal_at);
  draft.write(verb.infinitive, verb_at);
  if (object) write(draft, *object);
}

void Grammar::giving(Draft& draft) {
  static const std::vector<Verb> verbs = [] {
    auto give = transitive_verb("carry"), show = give;
    give.base = "give", give.third = "gives", give.past = "gave", give.ing = "giving";
    give.infinitive = "donner", give.participle = "donné", give.future_stem = "donner";
    const std::string present[5] = {"donne", "donnez", "donnons", "donne", "donnent"};
    std::copy(present, present + 5, give.present);
    show.base = "show", show.third = "shows", show.past = "showed", show.ing = "showing";
    show.infinitive = "montrer", show.participle = "montré", show.future_stem = "montrer";
    const std::string shown[5] = {"montre", "montrez", "montrons", "montre", "montrent"};
    std::copy(shown, shown + 5, show.present);
    return std::vector<Verb>{give, show};
  }();
  static const Preposition to = {"to", "à", kind::animate};
  auto clause = choice_.clause_of(choice_.subject(kind::animate), draw_.pick(verbs));
  clause.place = PlacePhrase{&to, {}, choice_.plain_phrase(choice_.noun(kind::animate), choice_.number())};
  say(draft, clause);
  write(draft, clause);
}

void Grammar::joined_subjects(Draft& draft) {
  const auto& verb = draw_.chance(0.5) ? choice_.transitive() : draw_.pick(intransitive_verbs());
  auto first = choice_.phrase(choice_.noun(verb.subjects)), second = choice_.phrase(choice_.noun(verb.subjects));
  const bool feminine = first.noun->gender == Gender::feminine && second.noun->gender == Gender::feminine;
  const Actor both{Person::third_plural, feminine ? Gender::feminine : Gender::masculine, plural};
  auto group = choice_.verb(verb, both);
  auto object = verb.objects == 0 ? std::optional<NounPhrase>() : choice_.phrase(choice_.noun(verb.objects));
  say(draft, first);
  const int also = draft.say("and");
  say(draft, second);
  say(draft, group, both);
  say_particle(draft, group);
  if (object) say(draft, *object);
  write(draft, first);
  draft.write("et", {also});
  write(draft, second);
  write(draft, group, both);
  if (object) write(draft, *object);
}

void Grammar::object_pronoun(Draft& draft) {
  struct Words {
    const char *english, *french;
    Actor actor;
  };
  static const std::vector<Words> list = {
      {"me", "me", {Person::i, Gender::masculine, singular}},
      {"you", "vous", {Person::you, Gender::masculine, singular}},
      {"us", "nous", {Person::we, Gender::masculine, plural}},
      {"him", "le", {Person::third_singular, Gender::masculine, singular}},
      {"her", "la", {Person::third_singular, Gender::feminine, singular}},
      {"it", "le", {Person::third_singular, Gender::masculine, singular}},
      {"them", "les", {Person::third_plural, Gender::masculine, plural}},
  };
  const auto& words = draw_.pick(list);
  const auto& verb = choice_.transitive();
  const bool person = (verb.objects & kind::person) != 0;
  auto clause = choice_.clause_of(choice_.noun_subject(verb.subjects), person ? verb : transitive_verb("see"));
  say(draft, clause.subject);
  say(draft, clause.verb, clause.subject.actor());
  const int at = say_object(draft, clause.verb, words.english, agreement_class(words.actor.gender, words.actor.number));
  write(draft, clause.subject);
  const ObjectPronoun object{words.french, {at}, words.actor};
  write(draft, clause.verb, clause.subject.actor(), &object);
}

void Grammar::because(Draft& draft) {
  for (;;) {
    Clause clause = draw_.chance(0.75) ? choice_.transitive_clause() : choice_.intransitive_clause();
    clause.adverb = nullptr;
    if (clause.place && draw_.chance(0.5)) clause.place.reset();
    auto reason = draw_reason(choice_, clause);
    if (!reason) continue;
    say(draft, clause);
    say(draft, *reason);
    write(draft, clause);
    return write(draft, *reason);
  }
}

void Grammar::does_not_fit(Draft& draft) {
  static const Verb fit = [] {
    Verb verb = helper_verb("fit", "fits", "rentrer", {"rentre", "rentrez", "rentrons", "rentre", "rentrent"});
    verb.past = "fit", verb.ing = "fitting", verb.future_stem = "rentrer", verb.participle = "rentré", verb.with_be = true;
    return verb;
  }();
  static const Preposition into[2] = {{"in", "dans", kind::container}, {"into", "dans", kind::container}};
  Clause clause;
  clause.subject.phrase = choice_.phrase(choice_.noun(kind::object | kind::food));
  clause.verb.verb = &fit;
  clause.verb.tense = draw_.chance(0.5) ? Tense::present : Tense::past;
  clause.verb.negated = true;
  clause.verb.contracted = draw_.chance(0.5);
  clause.place = PlacePhrase{&into[draw_.below(2)], {}, choice_.phrase(choice_.noun(kind::container))};
  const bool too_big = draw_.chance(0.5);
  static const std::vector<const char*> big = {"big", "large", "long"}, small = {"small", "little", "full", "narrow"};
  Reason reason;
  reason.antecedent = too_big ? &*clause.subject.phrase : &clause.place->phrase;
  reason.predicate = about(adjective(draw_.pick(too_big ? big : small)), reason_tense(clause.verb.tense, draw_));
  reason.predicate.negated = false;
  reason.predicate.degree = "too";
  reason.pronoun = third_person(*reason.antecedent->noun, reason.antecedent->number, draw_);
  reason.shortened = reason.pronoun.english == "it" && reason.predicate.tense == Tense::present && draw_.chance(0.3);
  say(draft, clause);
  say(draft, reason);
  write(draft, clause);
  write(draft, reason);
}

void Grammar::and_then_it(Draft& draft) {
  const auto& first = choice_.transitive();
  auto clause = choice_.clause_of(choice_.subject(first.subjects), first);
  const auto subject = clause.subject.actor();
  VerbGroup second;
  do second.verb = &choice_.transitive();
  while ((second.verb->objects & clause.object->noun->kinds) == 0 || second.verb->past == second.verb->base);
  second.tense = clause.verb.tense = draw_.chance(0.7) ? Tense::past : Tense::present;
  if (first.past == first.base) clause.verb.tense = second.tense = Tense::past;
  const auto words = third_person(*clause.object->noun, clause.object->number, draw_);
  const bool many = words.actor.number == plural, feminine = words.actor.gender == Gender::feminine;
  const std::string it = many ? "them" : words.english == "it" ? "it" : feminine ? "her" : "him";
  say(draft, clause);
  const int also = draft.say("and");
  say(draft, second, subject);
  const int at = say_object(draft, second, it, agreement_class(words.actor.gender, words.actor.number),
                            static_cast<int>(clause.object->noun - nouns().data()));
  write(draft, clause);
  draft.write("et", {also});
  const ObjectPronoun object{many ? "les" : feminine ? "la" : "le", {at, clause.object->noun_at}, words.actor};
  write(draft, second, subject, &object);
}

const std::vector<Grammar::WeightedFrame>& Grammar::frames() {
  static const std::vector<WeightedFrame> list = {
      {0.10, &Grammar::noun_phrase}, {0.02, &Grammar::two_noun_phrases}, {0.08, &Grammar::intransitive},
      {0.14, &Grammar::transitive},  {0.08, &Grammar::predicate},        {0.03, &Grammar::at_a_place},
      {0.03, &Grammar::there_is},    {0.01, &Grammar::where_is},         {0.03, &Grammar::going},
      {0.05, &Grammar::modal},       {0.03, &Grammar::giving},           {0.03, &Grammar::joined_subjects},
      {0.03, &Grammar::object_pronoun}, {0.26, &Grammar::because},       {0.04, &Grammar::does_not_fit},
      {0.04, &Grammar::and_then_it},
  };
  return list;
}

SentencePair Grammar::finish(Draft& draft) {
  const double u = draw_.unit();
  if (u < 0.5) close(draft, ".");
  if (u > 0.98) close(draft, "!");
  return std::move(draft).finish();
}

SentencePair Grammar::next() {
  double u = draw_.unit();
  Frame frame = &Grammar::because;
  for (const auto& entry : frames())
    if ((u -= entry.weight) < 0) {
      frame = entry.frame;
      break;
    }
  Draft draft;
  (this->*frame)(draft);
  if (frame == &Grammar::where_is) return std::move(draft).finish();
  return finish(draft);
}

SentencePair Grammar::next_pronoun() {
  for (;;) {
    Draft draft;
    because(draft);
    auto pair = finish(draft);
    if (!pair.pronouns.empty()) return pair;
  }
}

SentencePair because_sentence(const std::string& subject, const std::string& verb, const std::string& object,
                              const std::string& adjective_name) {
  Draw draw(0);
  Clause clause;
  clause.subject.phrase = NounPhrase{&noun(subject), &the(), singular, {}, 0, 0, {}};
  clause.object = NounPhrase{&noun(object), &the(), singular, {}, 0, 0, {}};
  clause.verb.verb = &transitive_verb(verb);
  Reason reason;
  reason.predicate.adjective = &adjective(adjective_name);
  reason.antecedent = implied_antecedent(clause, "it", *reason.predicate.adjective);
  reason.pronoun = third_person(*reason.antecedent->noun, singular, draw);
  Draft draft;
  say(draft, clause);
  say(draft, reason);
  write(draft, clause);
  write(draft, reason);
  return std::move(draft).finish();
}

bool held_out(const SentencePair& pair) {
  auto words = pair.source;
  if (words.back() == "." || words.back() == "!" || words.back() == "?") words.pop_back();
  std::uint64_t hash = 0xcbf29ce484222325u;  // FNV-1a
  for (const char c : join_words(words)) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return (hash >> 32) % 16 == 0;
}

}  // namespace headlight::training
