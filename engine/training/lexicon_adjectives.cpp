#include <stdexcept>

#include "engine/training/lexicon.h"

namespace headlight::training {
namespace {

enum Place { before, after };

std::string plural_of(const std::string& masculine) {
  if (masculine.ends_with("s") || masculine.ends_with("x")) return masculine;
  if (masculine.ends_with("eau")) return masculine + "x";
  return masculine + "s";
}

// An adjective from its two singular forms.
Adjective make(const char* english, const char* masculine, const char* feminine, Kinds fits, Place place = after) {
  Adjective made;
  made.english = english;
  made.forms[0][0] = masculine;
  made.forms[0][1] = plural_of(masculine);
  made.forms[1][0] = feminine;
  made.forms[1][1] = std::string(feminine) + "s";
  made.before_noun = place == before;
  made.fits = fits;
  return made;
}
Adjective same(const char* english, const char* both, Kinds fits, Place place = after) {
  return make(english, both, both, fits, place);
}
// Masculine form to which the feminine adds an e.
Adjective plus_e(const char* english, const char* masculine, Kinds fits, Place place = after) {
  return make(english, masculine, (std::string(masculine) + "e").c_str(), fits, place);
}
Adjective with_vowel_form(Adjective made, const char* form) {
  made.before_vowel = form;
  return made;
}
Adjective felt(const char* english, const char* masculine, const char* feminine) {
  auto made = make(english, masculine, feminine, kind::animate);
  made.feeling = true;
  return made;
}

std::vector<Adjective> before_the_noun() {
  using namespace kind;
  auto fresh = with_vowel_form(make("new", "nouveau", "nouvelle", any & ~animal & ~drink, before), "nouvel");
  fresh.predicate[0] = "neuf";
  fresh.predicate[1] = "neuve";
  return {
      fresh,
      with_vowel_form(make("beautiful", "beau", "belle", any & ~drink, before), "bel"),
      with_vowel_form(make("old", "vieux", "vieille", any, before), "vieil"),
      plus_e("small", "petit", any, before), plus_e("little", "petit", any, before), plus_e("big", "grand", any, before), plus_e("large", "grand", any, before),
      make("good", "bon", "bonne", any, before), plus_e("bad", "mauvais", any, before),
      same("young", "jeune", person | animal, before), plus_e("pretty", "joli", person | animal | inanimate, before),
      make("long", "long", "longue", object | place | vehicle, before),
  };
}

std::vector<Adjective> colours() {
  using namespace kind;
  constexpr Kinds coloured = any & ~person & ~drink;
  return {
      plus_e("black", "noir", coloured), make("white", "blanc", "blanche", coloured), same("red", "rouge", coloured),
      plus_e("green", "vert", coloured), plus_e("blue", "bleu", coloured), plus_e("grey", "gris", coloured),
      same("yellow", "jaune", coloured), plus_e("brown", "brun", coloured), same("pink", "rose", coloured),
  };
}

std::vector<Adjective> of_things() {
  using namespace kind;
  constexpr Kinds held = object | food | machine | vehicle;
  return {
      plus_e("heavy", "lourd", held | animal), make("light", "léger", "légère", held | animal),
      plus_e("broken", "cassé", object | machine | vehicle), make("expensive", "cher", "chère", held | drink | place),
      same("dirty", "sale", any & ~food), same("clean", "propre", any & ~food), plus_e("wet", "mouillé", any & ~drink),
      make("dry", "sec", "sèche", object | food | place), same("empty", "vide", container | place | vehicle),
      plus_e("full", "plein", container | place | vehicle), same("fragile", "fragile", held),
      same("useful", "utile", held | animate), make("dangerous", "dangereux", "dangereuse", any & ~food),
      plus_e("hot", "chaud", held | drink | place), plus_e("cold", "froid", held | drink | place),
      plus_e("round", "rond", held), same("strange", "étrange", any), same("modern", "moderne", held | place),
      make("precious", "précieux", "précieuse", held), plus_e("shiny", "brillant", held), same("solid", "solide", held),
      plus_e("open", "ouvert", container | place | reading), plus_e("closed", "fermé", container | place | reading),
      make("delicious", "délicieux", "délicieuse", food | drink), make("fresh", "frais", "fraîche", food | drink),
      plus_e("sweet", "sucré", food | drink), same("wide", "large", place), plus_e("narrow", "étroit", place),
      same("dark", "sombre", place), same("quiet", "calme", person | animal | place),
      plus_e("interesting", "intéressant", reading | person | place),
  };
}

std::vector<Adjective> of_the_living() {
  using namespace kind;
  constexpr Kinds moving = animate | vehicle;
  return {
      plus_e("slow", "lent", moving), same("fast", "rapide", moving), plus_e("strong", "fort", animate),
      same("weak", "faible", animate), same("rich", "riche", person), same("poor", "pauvre", person),
      plus_e("famous", "connu", person | place), make("friendly", "gentil", "gentille", animate),
      felt("hungry", "affamé", "affamée"), felt("thirsty", "assoiffé", "assoiffée"), felt("tired", "fatigué", "fatiguée"),
      felt("sad", "triste", "triste"), felt("happy", "heureux", "heureuse"), felt("angry", "fâché", "fâchée"),
      felt("sick", "malade", "malade"), felt("curious", "curieux", "curieuse"), felt("scared", "effrayé", "effrayée"),
      felt("worried", "inquiet", "inquiète"), felt("jealous", "jaloux", "jalouse"), felt("proud", "fier", "fière"),
      felt("nervous", "nerveux", "nerveuse"), felt("lonely", "seul", "seule"), felt("lazy", "paresseux", "paresseuse"),
      felt("clever", "intelligent", "intelligente"), felt("brave", "courageux", "courageuse"),
      felt("busy", "occupé", "occupée"), felt("bored", "ennuyé", "ennuyée"),
  };
}

std::vector<Adjective> all_adjectives() {
  auto list = before_the_noun();
  for (const auto& more : {colours(), of_things(), of_the_living()}) list.insert(list.end(), more.begin(), more.end());
  return list;
}

}  // namespace

std::string Adjective::after_be(Gender gender, GrammaticalNumber number) const {
  const auto g = static_cast<std::size_t>(gender);
  if (predicate[g].empty()) return forms[g][static_cast<std::size_t>(number)];
  return predicate[g] + (number == GrammaticalNumber::plural ? "s" : "");
}

const std::vector<Adjective>& adjectives() {
  static const std::vector<Adjective> list = all_adjectives();
  return list;
}

const Adjective& adjective(const std::string& english) {
  for (const auto& entry : adjectives())
    if (entry.english == english) return entry;
  throw std::out_of_range("no such adjective: " + english);
}

}  // namespace headlight::training
