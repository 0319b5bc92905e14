// Pictures of every main state of the window, for looking at them one by one:
//
//     QT_QPA_PLATFORM=offscreen QT_SCALE_FACTOR=2 show_states [--theme T] [--language L] [--size WxH] [--only NAME] [--guide] [--figures] FOLDER
#include <QAbstractButton>
#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QPlainTextEdit>
#include <QTest>
#include <cstdio>

#include "app/resources.h"
#include "engine/api/session.h"
#include "tests/gui/shower.h"
#include "ui/controls/appearance.h"
#include "ui/studio/ask/ask_page.h"
#include "ui/studio/compare/compare_page.h"
#include "ui/studio/ask/batch_view.h"
#include "ui/window/export_dialog.h"
#include "ui/window/language.h"
#include "ui/window/main_window.h"

namespace headlight::ui {
namespace {

constexpr char kWrench[] = "The robot picked up the wrench because it was heavy.";

void show_over(Shower& shower, MainWindow& window) {
  for (const char* box : {"find", "keys"}) {
    shower.act(box);
    shower.shot(QLatin1String(box));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    shower.rest();
  }
  shower.act("export");
  for (auto* dialog : window.findChildren<ExportDialog*>()) {
    (void)QTest::qWaitFor([&] { return dialog->ready(); }, Shower::kPatienceMs);
    QTest::qWait(100);
    shower.shot(QStringLiteral("export"), dialog);
    dialog->close();
  }
  shower.act("guide");
  for (QWidget* top : QApplication::topLevelWidgets()) {
    if (top->isVisible() && top != &window && top->inherits("headlight::ui::GuideWindow")) shower.shot(QStringLiteral("guide"), top), top->close();
  }
}

void show_text(Shower& shower, MainWindow& window) {
  shower.open("all-MiniLM-L6-v2", kWrench, {});
  shower.shot(QStringLiteral("explore-text"));
  for (const char* kind : {"rollout", "score"}) {
    for (int i = 0; i < 4 && (kind == std::string("rollout") ? !window.store().look().rollout : window.store().look().quantity != Quantity::score); ++i) shower.act("quantity");
    shower.shot(QStringLiteral("explore-") + QLatin1String(kind));
  }
  while (window.store().look().rollout || window.store().look().quantity != Quantity::weight) shower.act("quantity");
  shower.act("weight");
  shower.shot(QStringLiteral("weight"));
  for (int i = 0; i < 3; ++i) shower.act("quantity");
  shower.shot(QStringLiteral("weight-rollout"));
  shower.act("quantity");
  shower.act("compare");
  shower.shot(QStringLiteral("compare"));
  shower.act("ask");
  shower.shot(QStringLiteral("ask"));
  AskPage& ask = shower.page<AskPage>(Workspace::ask);
  ask.choose_kind(AskPage::Kind::patterns);
  shower.rest();
  shower.shot(QStringLiteral("ask-patterns"));
  ask.choose_kind(AskPage::Kind::many);
  ask.batch().lines()->setPlainText(QStringLiteral("The robot picked up the wrench because it was heavy.\nShe read the book because it was short.\nNo such word."));
  ask.batch().model().start();
  (void)QTest::qWaitFor([&] { return !ask.batch().model().running(); }, Shower::kPatienceMs);
  shower.rest();
  shower.shot(QStringLiteral("ask-many"));
  ask.choose_kind(AskPage::Kind::heads);
  shower.act("explore");
  show_over(shower, window);
}

void show_translator(Shower& shower, MainWindow& window) {
  shower.open("translate-en-fr", "The black cat", {});
  shower.select([](Selection& next) { next.stream = "cross", next.layer = 1, next.head = {HeadChoice::Mode::one, 3}, next.query = 2, next.key = 1; });
  shower.shot(QStringLiteral("explore-translate"));
  shower.act("compare");
  shower.page<ComparePage>(Workspace::compare).model().set_b_query(1);
  shower.rest();
  shower.shot(QStringLiteral("compare-steps"));
  shower.page<ComparePage>(Workspace::compare).model().set_b_query(-1);
  shower.act("ask");
  shower.shot(QStringLiteral("ask-cross"));
  shower.act("turn_round");
  shower.shot(QStringLiteral("ask-turned"));
  shower.act("explore");
  shower.act("switch_off");
  shower.settle();
  shower.shot(QStringLiteral("intervene"));
  shower.act("explore");
  (void)window;
}

void show_pictures(Shower& shower) {
  shower.open("scenes-vit", {}, "bus-rain.png");
  shower.shot(QStringLiteral("explore-picture"));
  shower.act("ask");
  shower.shot(QStringLiteral("ask-picture"));
  shower.act("compare");
  shower.shot(QStringLiteral("compare-picture"));
  shower.act("explore");
  shower.open("scenes-detr", {}, "car-sun.png");
  shower.shot(QStringLiteral("explore-detection"));
  for (const char* workspace : {"weight", "compare", "ask", "intervene"}) {
    shower.act(workspace);
    workspace == std::string("intervene") ? shower.settle() : shower.rest();
    shower.shot(QLatin1String(workspace) + QStringLiteral("-detection"));
  }
  shower.act("explore");
}

// The pictures of resources/guide, in its order.
void show_guide(Shower& shower, MainWindow& window) {
  shower.open("translate-en-fr", "The black cat", {});
  shower.act("ask");
  shower.select([](Selection& next) { next.head = {HeadChoice::Mode::one, 3}; });
  shower.shot(QStringLiteral("noir-black"));
  shower.open("all-MiniLM-L6-v2", kWrench, {});
  shower.shot(QStringLiteral("it-wrench"));
  shower.act("explore");
  shower.open("scenes-detr", {}, "car-sun.png");
  for (int i = 0; i < 3; ++i) shower.act("detection_next");
  shower.shot(QStringLiteral("detection"));
  shower.act("switch_off");
  shower.settle();
  shower.shot(QStringLiteral("off"));
  shower.act("clear_changes");
  shower.act("explore");
  shower.act("export");
  for (auto* dialog : window.findChildren<ExportDialog*>()) {
    (void)QTest::qWaitFor([&] { return dialog->ready(); }, Shower::kPatienceMs);
    for (auto* button : dialog->findChildren<QAbstractButton*>()) {
      if (button->text() == QLatin1String("SVG") || button->text() == QLatin1String("Fit")) button->click();
    }
    QTest::qWait(300);
    shower.shot(QStringLiteral("export"), dialog);
    dialog->close();
  }
}

int run(QApplication& application, const QCommandLineParser& line) {
  const QString folder = line.positionalArguments().value(0, QStringLiteral("."));
  QDir().mkpath(folder);
  const QString theme = line.value(QStringLiteral("theme"));
  set_appearance(application, theme == QStringLiteral("light") ? Appearance::light : theme == QStringLiteral("contrast") ? Appearance::contrast : Appearance::dark);
  set_language(application, line.value(QStringLiteral("language")));
  const QStringList size = line.value(QStringLiteral("size")).split(QLatin1Char('x'));
  WindowOptions options;
  options.remember = false;
  options.theme = theme;
  options.language = line.value(QStringLiteral("language"));
  options.size = {size.value(0).toInt(), size.value(1).toInt()};
  for (const auto& each : app::resource_folders()) {
    options.sample_files << QString::fromStdString(each + "/samples/samples.json");
    options.guide_folders << QString::fromStdString(each + "/guide");
  }
  SessionOptions session;
  session.resource_folders = app::resource_folders();
  MainWindow window(make_session(session), std::move(options));
  window.show();
  Shower shower(window, folder, line.value(QStringLiteral("only")));
  shower.set_figures(line.isSet(QStringLiteral("figures")));
  shower.rest();
  if (line.isSet(QStringLiteral("guide"))) return show_guide(shower, window), 0;
  shower.shot(QStringLiteral("start"));
  show_text(shower, window);
  show_more_texts(shower);
  show_translator(shower, window);
  show_pictures(shower);
  show_more_pictures(shower);
  show_missing_session(shower);
  return 0;
}

}  // namespace
}  // namespace headlight::ui

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  QApplication::setQuitOnLastWindowClosed(false);
  QCommandLineParser line;
  line.addOptions({{"theme", "dark, light or contrast", "T", "dark"}, {"language", "en or ko", "L", "en"}, {"size", "of the window", "WxH", "1600x1000"}, {"only", "states whose name has this", "NAME"}, {"guide", "the pictures of the guide in their place"}, {"figures", "with what each workspace exports, as PNG and SVG"}});
  line.addPositionalArgument("folder", "where the pictures go");
  line.addHelpOption();
  line.process(application);
  return headlight::ui::run(application, line);
}
