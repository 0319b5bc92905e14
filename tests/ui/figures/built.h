// A figure of a fake trace.
#pragma once

#include <utility>

#include "tests/ui/figures/fake_session.h"
#include "ui/figures/builder.h"

namespace headlight::testing {

inline Result<ui::BuiltFigure> built(FakeTrace trace, const ui::FigureSpec& spec) {
  const TraceInfo info = trace.info;
  FakeSession session({std::move(trace)});
  return ui::build(session, info, spec);
}

inline ui::FigureSpec view(ui::FigureView which) {
  ui::FigureSpec spec;
  spec.view = which;
  return spec;
}

}  // namespace headlight::testing
