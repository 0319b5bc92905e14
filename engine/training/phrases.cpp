#include "engine/training/phrases.h"

#include <algorithm>

namespace headlight::training {
namespace {

template <typename Enum>
std::size_t index(Enum value) {
  return static_cast<std::size_t>(value);
}

bool takes_an(const std::string& word) {
  return std::string("aeiou").find(word[0]) != std::string::npos && !word.starts_with("use");
}

std::string english_determiner(const NounPhrase& phrase) {
  if (phrase.number == plural) return phrase.determiner->english_plural;
  const auto& word = phrase.determiner->english_singular;
  const auto& next = phrase.adjectives.empty() ? phrase.noun->english : phrase.adjectives.front()->english;
  return word == "a" && takes_an(next) ? "an" : word;
}

// `next`: the French word after it.
std::string french_form(const Adjective& adjective, const NounPhrase& phrase, const std::string& next) {
  const auto& form = adjective.forms[index(phrase.noun->gender)][index(phrase.number)];
  const bool euphonic = adjective.before_noun && !adjective.before_vowel.empty() && phrase.number == singular &&
                        phrase.noun->gender == Gender::masculine && starts_with_vowel_sound(next);
  return euphonic ? adjective.before_vowel : form;
}

// The determiner as the word after it asks: cet arbre, mon école, de petits chats.
std::string french_determiner(const NounPhrase& phrase, const std::string& next, bool adjective_next) {
  const auto& form = phrase.determiner->french[index(phrase.noun->gender)][index(phrase.number)];
  if (phrase.number == plural) return form == "des" && adjective_next ? "de" : form;
  if (!starts_with_vowel_sound(next)) return form;
  if (form == "ce") return "cet";
  if (form == "ma" || form == "sa") return form.substr(0, 1) + "on";
  return form;
}

std::string agree(const std::string& participle, const Actor& with) {
  std::string word = participle + (with.gender == Gender::feminine ? "e" : "");
  return with.number == plural && !word.ends_with("s") ? word + "s" : word;
}

const char* to_have(Person person) {
  static const char* const forms[5] = {"ai", "avez", "avons", "a", "ont"};
  return forms[index(person)];
}

const char* to_be(Tense tense, Person person) {
  static const char* const forms[3][5] = {{"suis", "êtes", "sommes", "est", "sont"},
                                          {"étais", "étiez", "étions", "était", "étaient"},
                                          {"serai", "serez", "serons", "sera", "seront"}};
  return forms[tense == Tense::present ? 0 : tense == Tense::past ? 1 : 2][index(person)];
}

std::string english_be(bool past, Person person) {
  if (past) return person == Person::i || person == Person::third_singular ? "was" : "were";
  if (person == Person::i) return "am";
  return person == Person::third_singular ? "is" : "are";
}

// "did not", or "didn' t" as the tokenizer splits "didn't".
void say_helper(Draft& draft, const std::string& helper, bool negated, bool contracted, std::vector<int>& places) {
  const bool can = helper != "am" && helper != "will";
  const bool short_form = negated && contracted && can;
  places.push_back(draft.say(short_form ? helper + "n'" : helper));
  if (negated) places.push_back(draft.say(short_form ? "t" : "not"));
}

std::string simple_form(const Verb& verb, Tense tense, Person person) {
  if (tense == Tense::past) return verb.past;
  return person == Person::third_singular ? verb.third : verb.base;
}

// The French finite verb of a tense that needs no auxiliary.
std::string finite(const Verb& verb, Tense tense, Person person) {
  if (tense == Tense::future) return verb.future(person);
  if (tense == Tense::past_continuous) return verb.past_continuous(person);
  return verb.present[index(person)];
}

}  // namespace

const std::vector<Determiner>& determiners() {
  static const std::vector<Determiner> list = {
      {"the", "the", {{"le", "les"}, {"la", "les"}}},     {"a", "", {{"un", ""}, {"une", ""}}},
      {"", "some", {{"", "des"}, {"", "des"}}},           {"this", "these", {{"ce", "ces"}, {"cette", "ces"}}},
      {"my", "my", {{"mon", "mes"}, {"ma", "mes"}}},      {"your", "your", {{"votre", "vos"}, {"votre", "vos"}}},
      {"his", "his", {{"son", "ses"}, {"sa", "ses"}}},    {"her", "her", {{"son", "ses"}, {"sa", "ses"}}},
      {"our", "our", {{"notre", "nos"}, {"notre", "nos"}}}, {"their", "their", {{"leur", "leurs"}, {"leur", "leurs"}}},
      {"", "two", {{"", "deux"}, {"", "deux"}}},          {"", "three", {{"", "trois"}, {"", "trois"}}},
  };
  return list;
}

const Determiner& the() { return determiners().front(); }

void say(Draft& draft, NounPhrase& phrase) {
  const int agreement = agreement_class(phrase.noun->gender, phrase.number);
  phrase.determiner_at = draft.say(english_determiner(phrase), agreement);
  phrase.adjectives_at.clear();
  for (const auto* adjective : phrase.adjectives) phrase.adjectives_at.push_back(draft.say(adjective->english, agreement));
  const auto& word = phrase.number == plural ? phrase.noun->english_plural : phrase.noun->english;
  phrase.noun_at = draft.say(word, agreement, static_cast<int>(phrase.noun - nouns().data()));
}

void write(Draft& draft, const NounPhrase& phrase) {
  std::vector<Written> words = {{phrase.number == plural ? phrase.noun->french_plural : phrase.noun->french, {phrase.noun_at}}};
  for (std::size_t i = phrase.adjectives.size(); i-- > 0;) {  // the last before the noun stands next to it
    const auto& adjective = *phrase.adjectives[i];
    const auto place = adjective.before_noun ? words.begin() : words.end();
    words.insert(place, {french_form(adjective, phrase, words.front().word), {phrase.adjectives_at[i]}});
  }
  const bool adjective_next = words.front().from.front() != phrase.noun_at;
  draft.write(french_determiner(phrase, words.front().word, adjective_next), {phrase.determiner_at});
  for (auto& word : words) draft.write(word.word, std::move(word.from));
}

Actor actor_of(const NounPhrase& phrase) {
  return {phrase.number == plural ? Person::third_plural : Person::third_singular, phrase.noun->gender, phrase.number};
}

PronounWords first_and_second_person(Draw& draw) {
  static const std::vector<PronounWords> list = {
      {"i", "je", {Person::i, Gender::masculine, singular}},
      {"you", "vous", {Person::you, Gender::masculine, singular}},
      {"we", "nous", {Person::we, Gender::masculine, plural}},
  };
  return draw.pick(list);
}

PronounWords third_person(const Noun& noun, GrammaticalNumber number, Draw& draw) {
  Gender gender = noun.gender;
  const bool person = (noun.kinds & kind::person) != 0;
  if (person && noun.either_sex && number == singular && draw.chance(0.5)) gender = Gender::feminine;
  const bool feminine = gender == Gender::feminine;
  if (number == plural) return {"they", feminine ? "elles" : "ils", {Person::third_plural, gender, number}};
  const char* english = person ? (feminine ? "she" : "he") : "it";
  return {english, feminine ? "elle" : "il", {Person::third_singular, gender, number}};
}

std::vector<int> VerbPlaces::all() const {
  auto places = helpers;
  places.insert(places.end(), words.begin(), words.end());
  return places;
}

bool tense_is_clear(const Verb& verb, Tense tense, Person person) {
  return verb.past != verb.base || tense != Tense::present || person == Person::third_singular;
}

void say(Draft& draft, VerbGroup& group, const Actor& subject) {
  group.at = {};
  const auto& verb = *group.verb;
  const auto help = [&](const std::string& helper) {
    say_helper(draft, helper, group.negated, group.contracted, group.at.helpers);
  };
  std::string word = verb.base;
  if (group.tense == Tense::present_continuous || group.tense == Tense::past_continuous) {
    help(english_be(group.tense == Tense::past_continuous, subject.person));
    word = verb.ing;
  } else if (group.tense == Tense::future) {
    help("will");
  } else if (group.negated) {
    help(group.tense == Tense::past ? "did" : subject.person == Person::third_singular ? "does" : "do");
  } else {
    word = simple_form(verb, group.tense, subject.person);
  }
  group.at.words.push_back(draft.say(word));
}

void say_particle(Draft& draft, VerbGroup& group) { draft.say_words(group.verb->particle, group.at.words); }

void write(Draft& draft, const VerbGroup& group, const Actor& subject, const ObjectPronoun* object) {
  const auto all = group.at.all();
  const auto& denial = group.at.helpers;
  if (group.negated) draft.write("ne", denial);
  if (object != nullptr) draft.write(object->french, object->from);
  const bool compound = group.tense == Tense::past;
  const auto& verb = *group.verb;
  if (compound) draft.write(verb.with_be ? to_be(Tense::present, subject.person) : to_have(subject.person), all);
  if (!compound) draft.write(finite(verb, group.tense, subject.person), all);
  if (group.negated) draft.write("pas", denial);
  if (!compound) return;
  if (verb.with_be) return draft.write(agree(verb.participle, subject), all);
  draft.write(object != nullptr ? agree(verb.participle, object->actor) : verb.participle, all);
}

void say_be(Draft& draft, Predicate& predicate, const Actor& subject) {
  predicate.helpers.clear();
  const bool future = predicate.tense == Tense::future;
  const std::string helper = future ? "will" : english_be(predicate.tense == Tense::past, subject.person);
  say_helper(draft, helper, predicate.negated, predicate.contracted, predicate.helpers);
  if (future) predicate.helpers.push_back(draft.say("be"));
}

void write_be(Draft& draft, const Predicate& predicate, const Actor& subject) {
  if (predicate.negated) draft.write("ne", predicate.helpers);
  draft.write(to_be(predicate.tense, subject.person), predicate.helpers);
  if (predicate.negated) draft.write("pas", predicate.helpers);
}

void say(Draft& draft, Predicate& predicate, const Actor& subject) {
  say_be(draft, predicate, subject);
  if (!predicate.degree.empty()) predicate.degree_at = draft.say(predicate.degree);
  predicate.adjective_at = draft.say(predicate.adjective->english, agreement_class(subject.gender, subject.number));
}

void write(Draft& draft, const Predicate& predicate, const Actor& subject) {
  write_be(draft, predicate, subject);
  if (!predicate.degree.empty())
    draft.write(predicate.degree == "too" ? "trop" : predicate.degree == "very" ? "très" : "si", {predicate.degree_at});
  draft.write(predicate.adjective->after_be(subject.gender, subject.number), {predicate.adjective_at});
}

}  // namespace headlight::training
