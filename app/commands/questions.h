// The options of rank, diff and ablate.
#pragma once

#include <string>
#include <vector>

#include "engine/api/session.h"

namespace CLI {
class App;
}

namespace headlight::app {

struct Question {
  std::string stream;               // "": the model's first; rank: every one
  std::string from = "all", to;     // as positions() reads them
  int top = 0;                      // rank: strongest heads that are listed; 0: all
  std::string a, b;                 // "L.H"
  std::vector<std::string> traces;  // diff: two trace files instead of a model and input
  std::string quantity = "weight";
  std::vector<std::string> heads;         // ablate: "L.H"
  std::vector<std::string> changes;       // ablate: as intervention_from() reads them
  bool every_head = false, mean = false;  // ablate: each head alone; at its mean instead of 0
};

// A head of a layer, "2.7", "2.mean" or "2.max".
struct LayerHead {
  int layer = 0;
  HeadChoice head;
};
Result<LayerHead> layer_head(const std::string& option, const std::string& text);

void add_rank(CLI::App& command, Question& question);
void add_diff(CLI::App& command, Question& question);
void add_ablate(CLI::App& command, Question& question);

}  // namespace headlight::app
