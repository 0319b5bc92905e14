#include <stdexcept>

#include "engine/training/lexicon.h"

namespace headlight::training {
namespace {

constexpr Gender m = Gender::masculine, f = Gender::feminine;

bool ends_with(const std::string& word, const char* ending) { return word.ends_with(ending); }

std::string english_plural_of(const std::string& word) {
  for (const char* ending : {"s", "x", "ch", "sh"})
    if (ends_with(word, ending)) return word + "es";
  const bool vowel_y = ends_with(word, "ay") || ends_with(word, "ey") || ends_with(word, "oy");
  if (ends_with(word, "y") && !vowel_y) return word.substr(0, word.size() - 1) + "ies";
  return word + "s";
}

std::string french_plural_of(const std::string& word) {
  if (ends_with(word, "s") || ends_with(word, "x") || ends_with(word, "z")) return word;
  if (ends_with(word, "eau") || ends_with(word, "eu")) return word + "x";
  if (ends_with(word, "al")) return word.substr(0, word.size() - 2) + "aux";
  return word + "s";
}

Noun make(const char* english, const char* french, Gender gender, Kinds kinds) {
  return {english, english_plural_of(english), french, french_plural_of(french), gender, kinds, false};
}
Noun irregular(const char* english, const char* plural, const char* french, Gender gender, Kinds kinds) {
  return {english, plural, french, french_plural_of(french), gender, kinds, false};
}
Noun of_either_sex(const char* english, const char* french, Gender gender) {
  auto noun = make(english, french, gender, kind::person);
  noun.either_sex = true;
  return noun;
}

Noun owl() {
  auto noun = make("owl", "hibou", m, kind::animal);
  noun.french_plural = "hiboux";
  return noun;
}

std::vector<Noun> living() {
  using namespace kind;
  return {
      make("boy", "garçon", m, person), make("girl", "fille", f, person),
      irregular("man", "men", "homme", m, person), irregular("woman", "women", "femme", f, person),
      irregular("child", "children", "enfant", m, person), make("nurse", "infirmière", f, person),
      make("king", "roi", m, person), make("queen", "reine", f, person), make("actress", "actrice", f, person),
      make("brother", "frère", m, person), make("sister", "sœur", f, person), make("father", "père", m, person),
      make("mother", "mère", f, person), make("friend", "ami", m, person), make("prince", "prince", m, person),
      make("princess", "princesse", f, person),
      of_either_sex("doctor", "médecin", m), of_either_sex("teacher", "professeur", m),
      of_either_sex("engineer", "ingénieur", m), of_either_sex("artist", "artiste", m),
      of_either_sex("farmer", "fermier", m), of_either_sex("baker", "boulanger", m),
      of_either_sex("driver", "chauffeur", m), of_either_sex("student", "étudiant", m),
      make("robot", "robot", m, machine),
      make("dog", "chien", m, animal), make("cat", "chat", m, animal), make("horse", "cheval", m, animal),
      make("cow", "vache", f, animal), make("bird", "oiseau", m, animal), make("rabbit", "lapin", m, animal),
      irregular("mouse", "mice", "souris", f, animal), make("animal", "animal", m, animal),
      make("lion", "lion", m, animal), make("bear", "ours", m, animal), make("goat", "chèvre", f, animal),
      make("duck", "canard", m, animal), make("turtle", "tortue", f, animal), make("frog", "grenouille", f, animal),
      make("monkey", "singe", m, animal), make("elephant", "éléphant", m, animal), make("bee", "abeille", f, animal),
      irregular("wolf", "wolves", "loup", m, animal), make("fox", "renard", m, animal),
      owl(), make("snake", "serpent", m, animal),
  };
}

std::vector<Noun> things() {
  using namespace kind;
  return {
      make("wrench", "clé", f, thing), make("hammer", "marteau", m, thing), make("key", "clé", f, thing),
      make("box", "boîte", f, container), make("bag", "sac", m, container), make("suitcase", "valise", f, container),
      make("book", "livre", m, reading), make("letter", "lettre", f, reading), make("newspaper", "journal", m, reading),
      make("story", "histoire", f, reading), make("ball", "balle", f, thing), make("chair", "chaise", f, thing),
      make("table", "table", f, thing), make("lamp", "lampe", f, thing), make("cup", "tasse", f, container),
      make("glass", "verre", m, container), make("bottle", "bouteille", f, container),
      make("plate", "assiette", f, thing), irregular("knife", "knives", "couteau", m, thing),
      make("spoon", "cuillère", f, thing), make("phone", "téléphone", m, thing),
      make("computer", "ordinateur", m, thing), make("camera", "caméra", f, thing), make("clock", "horloge", f, thing),
      make("door", "porte", f, thing), make("window", "fenêtre", f, thing), make("bed", "lit", m, thing),
      make("hat", "chapeau", m, thing), make("coat", "manteau", m, thing), make("dress", "robe", f, thing),
      make("shirt", "chemise", f, thing), make("shoe", "chaussure", f, thing), make("umbrella", "parapluie", m, thing),
      make("stone", "pierre", f, thing), make("tool", "outil", m, thing), make("ladder", "échelle", f, thing),
      make("vase", "vase", m, thing), make("trophy", "trophée", m, thing), make("flower", "fleur", f, thing),
      make("pen", "stylo", m, thing), make("picture", "image", f, thing), make("guitar", "guitare", f, thing),
      make("mirror", "miroir", m, thing), make("candle", "bougie", f, thing), make("drawer", "tiroir", m, container),
      make("basket", "panier", m, container), make("tree", "arbre", m, thing), make("machine", "machine", f, thing),
      make("apple", "pomme", f, food), make("bread", "pain", m, food), make("cake", "gâteau", m, food),
      make("soup", "soupe", f, food), make("cheese", "fromage", m, food), make("orange", "orange", f, food),
      irregular("fish", "fishes", "poisson", m, food), make("egg", "œuf", m, food),
      make("meal", "repas", m, food), make("salad", "salade", f, food),
      make("water", "eau", f, drink), make("milk", "lait", m, drink), make("coffee", "café", m, drink),
      make("tea", "thé", m, drink),
  };
}

std::vector<Noun> outdoors() {
  using namespace kind;
  return {
      make("car", "voiture", f, vehicle), make("bus", "bus", m, vehicle), make("train", "train", m, vehicle),
      make("boat", "bateau", m, vehicle), make("bicycle", "vélo", m, vehicle), make("truck", "camion", m, vehicle),
      make("plane", "avion", m, vehicle),
      make("house", "maison", f, place), make("school", "école", f, place), make("street", "rue", f, place),
      make("road", "route", f, place), make("bridge", "pont", m, place), make("river", "rivière", f, place),
      make("garden", "jardin", m, place), make("park", "parc", m, place), make("city", "ville", f, place),
      make("forest", "forêt", f, place), make("kitchen", "cuisine", f, place), make("room", "chambre", f, place),
      make("hospital", "hôpital", m, place), make("museum", "musée", m, place), make("shop", "magasin", m, place),
      make("church", "église", f, place), make("station", "gare", f, place), make("castle", "château", m, place),
      make("mountain", "montagne", f, place), make("beach", "plage", f, place), make("market", "marché", m, place),
      make("island", "île", f, place), make("farm", "ferme", f, place), make("office", "bureau", m, place),
      make("hotel", "hôtel", m, place),
  };
}

std::vector<Noun> all_nouns() {
  auto list = living();
  for (const auto& more : {things(), outdoors()}) list.insert(list.end(), more.begin(), more.end());
  return list;
}

}  // namespace

const std::vector<Noun>& nouns() {
  static const std::vector<Noun> list = all_nouns();
  return list;
}

const Noun& noun(const std::string& english) {
  for (const auto& entry : nouns())
    if (entry.english == english) return entry;
  throw std::out_of_range("no such noun: " + english);
}

}  // namespace headlight::training
