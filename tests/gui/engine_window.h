// A real window over the real engine with the bundled models, and what its runs keep.
#pragma once

#include <QTemporaryDir>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/gui/kept_trace.h"
#include "tests/gui/window_fixture.h"
#include "tests/places.h"

namespace headlight::ui {

class EngineWindow : public WindowTest {
 protected:
  void open_engine(const std::string& model, InputSpec input) {
    WindowOptions options = forgetful();
    options.sample_files << QString::fromStdString(tests::resources()) + QStringLiteral("/samples/samples.json");
    options.guide_folders << QString::fromStdString(tests::resources()) + QStringLiteral("/guide");
    window_ = std::make_unique<MainWindow>(engine(folders_), std::move(options));
    window_->show();
    window_->open_model(model, std::move(input));
    ASSERT_TRUE(rested());
    ASSERT_FALSE(window_->shows_start());
  }

  static std::unique_ptr<Session> engine(std::vector<std::string> folders = {tests::resources()}) {
    SessionOptions options;
    options.resource_folders = std::move(folders);
    return make_session(options);
  }

  static InputSpec text(const char* words) {
    InputSpec input;
    input.text = words;
    return input;
  }

  static InputSpec sample(const std::string& picture) {
    InputSpec input;
    input.image = tests::resources() + "/samples/" + picture;
    return input;
  }

  bool rested() {
    return until([&] { return window_->store().run() != nullptr && !window_->client().any_busy(); }, 120000);
  }

  // The page of a workspace, shown, with all that it asks for.
  template <typename Page>
  Page& show(const char* action, Workspace workspace) {
    window_->actions().get(action)->trigger();
    EXPECT_TRUE(rested());
    auto* page = qobject_cast<Page*>(window_->work().page(workspace));
    if (page == nullptr) throw std::runtime_error(std::string("there is no page for ") + action);
    return *page;
  }

  void choose(const std::string& stream, int layer, int head, std::int64_t query = -1, std::int64_t key = -1) {
    Selection next = window_->store().selection();
    next.stream = stream;
    next.layer = layer;
    next.head = {HeadChoice::Mode::one, head};
    if (query >= 0) next.query = query;
    if (key >= 0) next.key = key;
    window_->store().select(next);
    ASSERT_TRUE(rested());
  }

  KeptTrace kept(const TraceInfo& trace) {
    const std::string file = folder_.filePath(QString::number(trace.id)).toStdString() + ".trace";
    (void)wait(window_->client().session(), SaveTraceRequest{trace.id, file}).take();
    return KeptTrace(trace, file);
  }
  KeptTrace kept() { return kept(*window_->store().trace()); }
  [[nodiscard]] const SiteInfo& site() const { return *window_->store().site(); }

  QTemporaryDir folder_;
  std::vector<std::string> folders_ = {tests::resources()};  // of models
};

}  // namespace headlight::ui
