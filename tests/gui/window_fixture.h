// A real window over the made-up session.
#pragma once

#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <functional>

#include "tests/gui/fake_session.h"
#include "ui/controls/appearance.h"
#include "ui/window/language.h"
#include "ui/window/main_window.h"

namespace headlight::ui {

inline constexpr char kSentence[] = "The robot picked up the wrench because it was heavy.";

class WindowTest : public ::testing::Test {
 protected:
  void SetUp() override {
    static int count = 1;
    static char name[] = "test";
    static char* arguments[] = {name, nullptr};
    static auto* application = new QApplication(count, arguments);  // lives as long as the program
    set_appearance(*application, Appearance::dark);
    set_language(*application, QStringLiteral("en"));
  }

  void open(QSize size = {1600, 1000}) {
    WindowOptions options = forgetful();
    options.size = size;
    open_with(std::move(options));
    ASSERT_TRUE(until([&] { return window_->start_page().model()->count() > 0; }));
  }

  static WindowOptions forgetful() {
    WindowOptions options;
    options.remember = false;
    return options;
  }

  void open_with(WindowOptions options, int models_delay_ms = 0) {
    auto session = std::make_unique<fake::FakeSession>();
    session_ = session.get();
    session_->models_delay_ms = models_delay_ms;
    window_ = std::make_unique<MainWindow>(std::move(session), std::move(options));
    window_->show();
  }

  void open_sentence(QSize size = {1600, 1000}, const char* model = "fake-bert") {
    open(size);
    InputSpec input;
    input.text = kSentence;
    window_->open_model(model, input);
    ASSERT_TRUE(settled());
    ASSERT_FALSE(window_->shows_start());
    const SiteInfo* site = window_->store().site();
    if (site == nullptr || query_axis(*window_->store().trace(), *site).kind != AxisKind::tokens) return;
    Selection begin = window_->store().selection();  // the tests' sentence is read in 3.1
    begin.layer = 3;
    begin.head = {HeadChoice::Mode::one, 1};
    window_->store().select(begin);
    ASSERT_TRUE(settled());
  }

  // What the model reads: the sentence or a picture.
  void open_thing(const std::string& model) {
    open();
    InputSpec input;
    model == "fake-bert" ? input.text = kSentence : input.image = "street.png";
    window_->open_model(model, input);
    ASSERT_TRUE(settled());
  }

  // What is waited for takes a moment; on a machine that is busy with other things, many.
  static constexpr int kPatienceMs = 60000;
  static bool until(const std::function<bool()>& done, int milliseconds = kPatienceMs) {
    return QTest::qWaitFor(done, milliseconds);
  }

  bool settled() {  // after a change of language the window is shown again only once all of it is there
    return until([&] { return !window_->returning() && window_->store().run() != nullptr && !window_->client().any_busy(); });
  }

  // A point of a canvas whose hit satisfies `wanted`.
  static std::optional<QPoint> point_of(FigureCanvas& canvas, const std::function<bool(const Hit&)>& wanted) {
    const FigureStyle style = canvas.style();
    for (const int step : {13, 3}) {  // most places are large; the finer look is the slower one
      for (int y = 0; y < canvas.height(); y += step) {
        for (int x = 0; x < canvas.width(); x += step) {
          const auto hit = canvas.figure()->hit({double(x), double(y)}, canvas.figure_rect(), style);
          if (hit && wanted(*hit)) return QPoint(x, y);
        }
      }
    }
    return std::nullopt;
  }

  // In sight, with these words; null for none.
  static QAbstractButton* button(const QWidget& within, const char* words) {
    for (auto* each : within.findChildren<QAbstractButton*>()) {
      if (each->isVisible() && each->text() == QString::fromUtf8(words)) return each;
    }
    return nullptr;
  }

  void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    QWidget* target = window_->focusWidget() != nullptr ? window_->focusWidget() : window_.get();
    QTest::keyClick(target, key, modifiers);
    settled();
  }

  fake::FakeSession* session_ = nullptr;
  std::unique_ptr<MainWindow> window_;
};

}  // namespace headlight::ui
