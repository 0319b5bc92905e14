// The workspaces of a real window over the real engine, and what their numbers are compared with.
#pragma once

#include "engine/api/positions.h"
#include "tests/gui/engine_window.h"
#include "ui/studio/ask/ask_page.h"
#include "ui/studio/compare/compare_page.h"
#include "ui/studio/intervene/intervene_page.h"
#include "ui/studio/weight/weight_page.h"

namespace headlight::ui {

inline constexpr double kClose = 2e-6;  // of float32 weights
inline constexpr char kCat[] = "the black cat sleeps";

class EngineNumbers : public EngineWindow {
 protected:
  AskPage& ask() { return show<AskPage>("ask", Workspace::ask); }
  ComparePage& compare() { return show<ComparePage>("compare", Workspace::compare); }
  WeightPage& weight() { return show<WeightPage>("weight", Workspace::weight); }
  IntervenePage& intervene() {
    auto& page = show<IntervenePage>("intervene", Workspace::intervene);
    EXPECT_TRUE(answered(page));
    return page;
  }
  bool answered(IntervenePage& page) {
    return until([&] { return page.model().settled(); }, 120000);
  }

  static double mass(const KeptTrace& trace, const RankedHead& head, const Question& question) {
    const SiteInfo& site = trace.info().sites.at(std::size_t(head.site));
    double sum = 0;
    for (const std::int64_t query : question.from) {
      for (const std::int64_t key : question.to) sum += trace.weight(site, head.head, query, key);
    }
    return sum / double(question.from.size());
  }

  // Every head of the stream once, each with its mass, in falling order.
  void expect_ranked(const AskModel& model, const KeptTrace& trace) {
    const Answer* answer = model.answer();
    ASSERT_NE(answer, nullptr);
    std::size_t heads = 0;
    for (const int id : trace.info().stream_sites(site().stream)) heads += std::size_t(trace.info().sites[std::size_t(id)].heads);
    ASSERT_EQ(answer->heads.size(), heads);
    const Question question = model.question();
    ASSERT_FALSE(question.from.empty());
    for (const RankedHead& head : answer->heads) EXPECT_NEAR(head.mass, mass(trace, head, question), kClose) << head.layer << '.' << head.head;
    EXPECT_TRUE(std::ranges::is_sorted(answer->heads, std::greater{}, &RankedHead::mass));
  }
};

}  // namespace headlight::ui
