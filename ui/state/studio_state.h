// What the workspaces beside Explore are about: plain values, part of every undo step.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/intervention.h"

namespace headlight::ui {

// B of a comparison; A is the selection.
struct Counterpart {
  std::int64_t run = -1;  // −1: the run shown
  int layer = -1;         // −1: none chosen yet
  int head = 0;
  std::int64_t query = -1;  // its row against that of the selection's query: two decoding steps; −1: whole maps
  bool operator==(const Counterpart&) const = default;
};

// "Which heads look from here to there?" Positions rise; both empty: the selection's words are meant. No `from`: from
// everywhere. No `to` (nor box, nor region): it is not chosen yet where to look, and nothing is asked.
struct Question {
  std::vector<std::int64_t> from, to;
  std::optional<std::array<double, 4>> box{};  // x0, y0, x1, y1 in original pixels: takes the place of `to`
  std::vector<std::array<double, 4>> region{};  // several such boxes, together, in the place of one
  // Where nothing can look back (cross attention, sampled layers): of all that lands there, how much comes from here.
  bool reverse = false;
  // The word of the selection that it was about is not in this text: of the selection it keeps `from` alone, until a key
  // is chosen by hand.
  bool lost = false;
  [[nodiscard]] bool of_selection() const {
    Question none;
    none.lost = lost;
    return *this == none;
  }
  bool operator==(const Question&) const = default;
};

// A change of attention in a list; one that is off is kept but not made.
struct Step {
  Intervention change;
  bool on = true;
  bool operator==(const Step&) const = default;
};

struct Studio {
  Counterpart b;
  Question question;
  std::vector<Step> steps;  // in the order in which they are made
  int across = 0, up = 1;   // which statistics the heads are scattered by
  bool groups = false;      // the map of likeness shows groups
  bool between = true;      // where B is another run, heads are listed by how far they lie from themselves there
  bool linked = true;       // the compared maps share zoom and cursor
  bool patterns = false;    // Ask shows what every head is like in general
  bool operator==(const Studio&) const = default;
};

// What was answered of many inputs. `states` has a letter an input: w it waits, d it is done, l it was left out.
struct ManyAnswers {
  std::string model;                             // the hash of its weights, else its name
  std::vector<std::array<std::int64_t, 3>> heads{};  // site, layer, head
  std::string states{};
  std::vector<float> masses{};   // of the inputs that are done, in their order: heads.size() each
  std::vector<std::array<std::string, 4>> reasons{};  // of those left out, in their order: the parts of an Error
  bool operator==(const ManyAnswers&) const = default;
};

// One question of many inputs as it is kept in sessions: places as they are typed, regions in shares of each picture.
struct ManyInputs {
  std::string stream, from, to;
  std::vector<std::array<double, 4>> from_region{}, to_region{};
  bool reverse = false;
  bool pictures = false;
  std::string inputs;  // one a line
  bool shown = false;  // Ask shows it, not its question of one input
  std::optional<ManyAnswers> answers{};
  bool operator==(const ManyInputs&) const = default;
};

}  // namespace headlight::ui
