#include <array>
#include <stdexcept>

#include "engine/training/lexicon.h"

namespace headlight::training {
namespace {

bool is_vowel(char c) { return std::string("aeiou").find(c) != std::string::npos; }

std::string third_of(const std::string& base) {
  for (const char* ending : {"s", "x", "ch", "sh", "o"})
    if (base.ends_with(ending)) return base + "es";
  if (base.ends_with("y") && !is_vowel(base[base.size() - 2])) return base.substr(0, base.size() - 1) + "ies";
  return base + "s";
}

// Short verbs of one vowel between consonants double the last: drop, cut, run; and forget.
bool doubles(const std::string& base) {
  if (base == "forget") return true;
  if (base.size() < 3 || base.size() > 4 || is_vowel(base.back()) || !is_vowel(base[base.size() - 2])) return false;
  int vowels = 0;
  for (const char c : base) vowels += is_vowel(c) ? 1 : 0;
  return vowels == 1 && std::string("wxy").find(base.back()) == std::string::npos;
}

std::string ing_of(const std::string& base) {
  if (base.ends_with("e") && !base.ends_with("ee")) return base.substr(0, base.size() - 1) + "ing";
  return (doubles(base) ? base + base.back() : base) + "ing";
}

std::string past_of(const std::string& base) {
  if (base.ends_with("e")) return base + "d";
  if (base.ends_with("y") && !is_vowel(base[base.size() - 2])) return base.substr(0, base.size() - 1) + "ied";
  return (doubles(base) ? base + base.back() : base) + "ed";
}

// "pick up" → base and particle; `past` empty: regular.
Verb english(const std::string& words, const std::string& past) {
  Verb verb;
  const auto space = words.find(' ');
  verb.base = words.substr(0, space);
  if (space != std::string::npos) verb.particle = words.substr(space + 1);
  verb.third = third_of(verb.base);
  verb.past = past.empty() ? past_of(verb.base) : past;
  verb.ing = ing_of(verb.base);
  return verb;
}

// A verb in -er. `strong` is the stem before a silent ending where it changes: achet → achèt, nettoy → nettoi;
// g and c keep their sound before -ons.
Verb er(const char* words, const char* past, const std::string& stem, Kinds objects = 0, std::string strong = {}) {
  Verb verb = english(words, past);
  const bool changes = !strong.empty();
  if (!changes) strong = stem;
  std::string soft = stem;
  if (stem.ends_with("g")) soft = stem + "e";
  if (stem.ends_with("c")) soft = stem.substr(0, stem.size() - 1) + "ç";
  const std::string present[5] = {strong + "e", stem + "ez", soft + "ons", strong + "e", strong + "ent"};
  std::copy(present, present + 5, verb.present);
  verb.infinitive = stem + "er";
  verb.participle = stem + "é";
  verb.future_stem = strong + "er";
  verb.objects = objects;
  return verb;
}

// French of an irregular verb: infinitive, participle, future stem, then present of je, vous, nous, il, ils.
using French = std::array<const char*, 8>;
Verb irregular(const char* words, const char* past, const French& french, Kinds objects = 0) {
  Verb verb = english(words, past);
  verb.infinitive = french[0];
  verb.participle = french[1];
  verb.future_stem = french[2];
  for (std::size_t person = 0; person < 5; ++person) verb.present[person] = french[3 + person];
  verb.objects = objects;
  return verb;
}

Verb done_by(Kinds subjects, Verb verb) {
  verb.subjects = subjects;
  return verb;
}
Verb with_be(Verb verb) {
  verb.with_be = true;
  return verb;
}

std::vector<Verb> handling() {
  using namespace kind;
  constexpr Kinds held = object | food;
  return {
      er("pick up", "", "ramass", held), er("carry", "", "port", held | animal), er("drop", "", "lâch", held),
      er("break", "broke", "cass", object), er("repair", "", "répar", object | vehicle | machine),
      er("fix", "", "répar", object | vehicle | machine), er("clean", "", "nettoy", object | place | vehicle, "nettoi"),
      er("wash", "", "lav", object | animal | vehicle | food), er("buy", "bought", "achet", held | vehicle | place, "achèt"),
      er("find", "found", "trouv", any), er("hide", "hid", "cach", held), er("close", "", "ferm", container | place),
      er("push", "", "pouss", object | vehicle | animate), er("pull", "", "tir", object | vehicle),
      er("throw", "threw", "jet", held, "jett"), er("use", "", "utilis", object | machine | vehicle),
      er("touch", "", "touch", held | animate), er("keep", "kept", "gard", held), er("cut", "cut", "coup", food),
      er("move", "", "déplac", object | vehicle), er("steal", "stole", "vol", held | vehicle),
      er("bring", "brought", "apport", held | drink), er("draw", "drew", "dessin", any & ~drink),
      er("lift", "", "soulev", object | animal, "soulèv"), er("forget", "forgot", "oubli", object),
      irregular("take", "took", {"prendre", "pris", "prendr", "prends", "prenez", "prenons", "prend", "prennent"}, held),
      irregular("sell", "sold", {"vendre", "vendu", "vendr", "vends", "vendez", "vendons", "vend", "vendent"}, held | vehicle),
      irregular("lose", "lost", {"perdre", "perdu", "perdr", "perds", "perdez", "perdons", "perd", "perdent"}, object),
      irregular("open", "", {"ouvrir", "ouvert", "ouvrir", "ouvre", "ouvrez", "ouvrons", "ouvre", "ouvrent"}, container | reading),
      irregular("choose", "chose",
                {"choisir", "choisi", "choisir", "choisis", "choisissez", "choisissons", "choisit", "choisissent"}, held),
      irregular("hold", "held", {"tenir", "tenu", "tiendr", "tiens", "tenez", "tenons", "tient", "tiennent"}, held),
      done_by(person, irregular("paint", "",
                {"peindre", "peint", "peindr", "peins", "peignez", "peignons", "peint", "peignent"}, any & ~drink)),
      done_by(person, irregular("read", "read", {"lire", "lu", "lir", "lis", "lisez", "lisons", "lit", "lisent"}, reading)),
      done_by(person, irregular("write", "wrote",
                {"écrire", "écrit", "écrir", "écris", "écrivez", "écrivons", "écrit", "écrivent"}, reading)),
      done_by(person | machine, irregular("build", "built",
                {"construire", "construit", "construir", "construis", "construisez", "construisons", "construit", "construisent"},
                thing | place | vehicle | machine)),
  };
}

std::vector<Verb> toward_others() {
  using namespace kind;
  return {
      irregular("see", "saw", {"voir", "vu", "verr", "vois", "voyez", "voyons", "voit", "voient"}, any),
      er("watch", "", "regard", any & ~food & ~drink), er("look at", "", "regard", any), er("love", "", "ador", any),
      er("like", "", "aim", any), er("hate", "", "détest", any), er("help", "", "aid", animate),
      er("call", "", "appel", person | animal, "appell"), er("meet", "met", "rencontr", animate),
      er("visit", "", "visit", place), er("leave", "left", "quitt", place), er("cross", "", "travers", place),
      irregular("feed", "fed", {"nourrir", "nourri", "nourrir", "nourris", "nourrissez", "nourrissons", "nourrit", "nourrissent"}, animal),
      er("hug", "", "serr", person | animal), er("catch", "caught", "attrap", object | animal),
      er("hit", "hit", "frapp", object | animate), er("wake up", "woke", "réveill", animate),
      er("eat", "ate", "mang", food), er("cook", "", "cuisin", food), er("taste", "", "goût", food | drink),
      er("save", "", "sauv", animate | place), er("cuddle", "", "caress", animal),
      irregular("drink", "drank", {"boire", "bu", "boir", "bois", "buvez", "buvons", "boit", "boivent"}, drink),
      irregular("hear", "heard", {"entendre", "entendu", "entendr", "entends", "entendez", "entendons", "entend", "entendent"},
                animate | vehicle),
      irregular("follow", "", {"suivre", "suivi", "suivr", "suis", "suivez", "suivons", "suit", "suivent"}, animate | vehicle),
      irregular("chase", "", {"poursuivre", "poursuivi", "poursuivr", "poursuis", "poursuivez", "poursuivons", "poursuit",
                              "poursuivent"}, animate | vehicle),
      done_by(animal, irregular("bite", "bit", {"mordre", "mordu", "mordr", "mords", "mordez", "mordons", "mord", "mordent"},
                                animate | object)),
      done_by(person | machine, irregular("know", "knew",
                {"connaître", "connu", "connaîtr", "connais", "connaissez", "connaissons", "connaît", "connaissent"},
                person | place)),
  };
}

std::vector<Verb> alone() {
  using namespace kind;
  constexpr Kinds moving = animate | vehicle;
  return {
      irregular("sleep", "slept", {"dormir", "dormi", "dormir", "dors", "dormez", "dormons", "dort", "dorment"}),
      done_by(animate, irregular("run", "ran", {"courir", "couru", "courr", "cours", "courez", "courons", "court", "courent"})),
      er("sing", "sang", "chant"), er("dance", "", "dans"), er("jump", "", "saut"), er("work", "", "travaill"),
      done_by(person, er("cry", "", "pleur")), er("walk", "", "march"), er("swim", "swam", "nag"), er("play", "", "jou"),
      done_by(person, irregular("laugh", "", {"rire", "ri", "rir", "ris", "riez", "rions", "rit", "rient"})),
      done_by(person | machine, er("speak", "spoke", "parl")), er("eat", "ate", "mang"),
      irregular("wait", "", {"attendre", "attendu", "attendr", "attends", "attendez", "attendons", "attend", "attendent"}),
      done_by(animate, irregular("drink", "drank", {"boire", "bu", "boir", "bois", "buvez", "buvons", "boit", "boivent"})),
      done_by(person, irregular("smile", "", {"sourire", "souri", "sourir", "souris", "souriez", "sourions", "sourit", "sourient"})),
      with_be(done_by(any & ~drink, er("fall", "fell", "tomb"))), with_be(done_by(moving, er("arrive", "", "arriv"))),
      with_be(done_by(moving, er("stay", "", "rest"))),
      with_be(done_by(moving, irregular("leave", "left", {"partir", "parti", "partir", "pars", "partez", "partons", "part", "partent"}))),
      done_by(any & ~drink & ~person, irregular("disappear", "",
                {"disparaître", "disparu", "disparaîtr", "disparais", "disparaissez", "disparaissons", "disparaît", "disparaissent"})),
  };
}

std::vector<Verb> transitive() {
  auto list = handling();
  const auto more = toward_others();
  list.insert(list.end(), more.begin(), more.end());
  return list;
}

}  // namespace

std::string Verb::past_continuous(Person person) const {
  static const char* const endings[5] = {"ais", "iez", "ions", "ait", "aient"};
  const std::string& we = present[static_cast<std::size_t>(Person::we)];
  std::string stem = we.substr(0, we.size() - 3);
  const bool front = person == Person::you || person == Person::we;  // before i, g and c need no help
  if (front && stem.ends_with("ge")) stem.pop_back();
  if (front && stem.ends_with("ç")) stem = stem.substr(0, stem.size() - std::string("ç").size()) + "c";
  return stem + endings[static_cast<std::size_t>(person)];
}

std::string Verb::future(Person person) const {
  static const char* const endings[5] = {"ai", "ez", "ons", "a", "ont"};
  return future_stem + endings[static_cast<std::size_t>(person)];
}

const std::vector<Verb>& transitive_verbs() {
  static const std::vector<Verb> list = transitive();
  return list;
}

const std::vector<Verb>& intransitive_verbs() {
  static const std::vector<Verb> list = alone();
  return list;
}

const Verb& transitive_verb(const std::string& base) {
  for (const auto& entry : transitive_verbs())
    if (entry.base == base) return entry;
  throw std::out_of_range("no such verb: " + base);
}

const std::vector<Preposition>& prepositions() {
  using namespace kind;
  static const std::vector<Preposition> list = {
      {"in", "dans", container | place},
      {"on", "sur", thing},
      {"under", "sous", thing},
      {"behind", "derrière", thing | place | vehicle},
      {"in front of", "devant", thing | place | vehicle},
      {"near", "près de", thing | place | vehicle | animate},
      {"with", "avec", animate},
      {"without", "sans", animate | object},
      {"at", "à", place},
  };
  return list;
}

const std::vector<Adverb>& adverbs() {
  static const std::vector<Adverb> list = {
      {"today", "aujourd' hui"}, {"now", "maintenant", false, true, false}, {"here", "ici"},
      {"slowly", "lentement"},   {"quickly", "rapidement"},                 {"often", "souvent"},
      {"yesterday", "hier", true, false, false}, {"tomorrow", "demain", false, false, true},
      {"again", "encore"},       {"together", "ensemble"},                  {"quietly", "doucement"},
  };
  return list;
}

}  // namespace headlight::training
