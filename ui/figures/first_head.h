// Which head a first picture shows.
#pragma once

#include <optional>

#include "engine/api/session.h"
#include "ui/figures/spec.h"

namespace headlight::ui {

struct FirstHead {
  int layer = 0, head = 0;
};

// The head, of those that the spec leaves open, that says most about this very input; nothing where maps hold none.
// Of every word (tokens without a letter or digit, special ones included, never count, neither do a self-attention
// row's neighbours) the largest weight minus what its key gets anyway: from the other words on average (sinks), and in
// self-attention what words so far away get on average (heads that look a fixed way back). The largest root mean square
// of these excesses over the words wins.
std::optional<FirstHead> first_head(const TraceInfo& trace, const FigureSpec& spec, const HeadsResult& maps);

}  // namespace headlight::ui
