// States of the window that a first look does not meet.
#include <QFile>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTest>

#include "tests/gui/shower.h"
#include "ui/studio/ask/ask_page.h"
#include "ui/studio/ask/ask_region.h"
#include "ui/studio/ask/batch_view.h"
#include "ui/studio/intervene/intervene_page.h"

namespace headlight::ui {
namespace {

constexpr char kHeavy[] = "The robot picked up the wrench because it was heavy";

void compare_with_first(Shower& shower) {
  const auto& runs = shower.window().store().runs();
  Studio next = shower.window().store().studio();
  next.b.run = runs.front().number;
  next.b.layer = shower.window().store().selection().layer;
  next.b.head = shower.window().store().selection().head.head;
  shower.window().store().set_studio(next);
  shower.rest();
}

void show_changes(Shower& shower) {
  shower.open("translate-en-fr", kHeavy, {});
  shower.select([](Selection& next) { next.stream = "encoder", next.layer = 1, next.head = {HeadChoice::Mode::one, 3}; });
  shower.act("switch_off");
  shower.act("hide_key");
  shower.act("even_row");
  shower.settle();
  shower.act("weigh_heads");
  (void)QTest::qWaitFor([&] { return !shower.page<IntervenePage>(Workspace::intervene).model().importance().running(); }, Shower::kPatienceMs);
  shower.rest();
  shower.shot(QStringLiteral("intervene-importance"));
  shower.act("clear_changes");
  shower.act("explore");
}

}  // namespace

void show_more_texts(Shower& shower) {
  MainWindow& window = shower.window();
  shower.act("explore");
  shower.act("pin");
  shower.select([](Selection& next) { next.layer = 5, next.head = {HeadChoice::Mode::one, 7}; });
  shower.shot(QStringLiteral("explore-pinned"));
  shower.act("pin");
  shower.open("all-MiniLM-L6-v2", "The robot picked up the very heavy wrench.", {});
  shower.act("compare");
  compare_with_first(shower);
  shower.shot(QStringLiteral("compare-inputs"));
  shower.act("explore");
  shower.open("all-MiniLM-L6-v2", "\u0627\u0644\u0631\u0648\u0628\u0648\u062a \u0627\u0644\u062a\u0642\u0637 \u0627\u0644\u0645\u0641\u062a\u0627\u062d", {});
  shower.shot(QStringLiteral("explore-right-to-left"));
  std::string many;
  for (int i = 0; i < 30; ++i) many += kHeavy + std::string(". ");
  shower.open("all-MiniLM-L6-v2", many, {});
  shower.shot(QStringLiteral("explore-many-tokens"));
  shower.act("weight");
  shower.shot(QStringLiteral("weight-many-tokens"));
  shower.act("ask");
  shower.shot(QStringLiteral("ask-many-tokens"));
  shower.act("explore");
  for (int i = 0; i < 20; ++i) many += many.substr(0, 1500);
  shower.open("all-MiniLM-L6-v2", many, {});
  shower.shot(QStringLiteral("explore-too-long"));
  window.open_paths({QStringLiteral("/no/such/folder")});
  shower.rest();
  shower.shot(QStringLiteral("explore-nothing-there"));
  show_changes(shower);
}

void show_more_pictures(Shower& shower) {
  MainWindow& window = shower.window();
  for (const char* kind : {"map", "links"}) {
    shower.act("photo");
    shower.shot(QStringLiteral("explore-detection-") + QLatin1String(kind));
  }
  shower.act("photo");
  shower.act("beside");
  shower.shot(QStringLiteral("explore-receptive"));
  shower.act("beside");
  shower.act("part");
  shower.shot(QStringLiteral("explore-part"));
  shower.act("part");
  shower.act("whole_layer");
  shower.shot(QStringLiteral("explore-whole-layer"));
  shower.act("whole_layer");
  shower.act("ask");
  AskPage& ask = shower.page<AskPage>(Workspace::ask);
  ask.model().set_region(false, region_of_class(*window.store().trace(), "car"));
  ask.choose_kind(AskPage::Kind::many);
  QStringList pictures;
  for (const char* each : {"car-sun.png", "bus-rain.png", "tram-night.png"}) pictures << QString::fromStdString(Shower::sample(each));
  ask.batch().lines()->setPlainText(pictures.join(QLatin1Char('\n')));
  ask.batch().model().start();
  (void)QTest::qWaitFor([&] { return !ask.batch().model().running(); }, Shower::kPatienceMs);
  shower.rest();
  shower.shot(QStringLiteral("ask-many-pictures"));
  ask.choose_kind(AskPage::Kind::heads);
  shower.act("explore");
  shower.open("scenes-detr", {}, "cars.mp4");
  shower.shot(QStringLiteral("explore-video"));
}

// What is open, saved, and opened where a picture is missing.
void show_missing_session(Shower& shower) {
  QTemporaryDir folder;
  const QString path = folder.filePath(QStringLiteral("mine.headlight"));
  shower.window().write_session(path);
  QFile file(path);
  if (!file.open(QIODevice::ReadWrite)) return;
  const QByteArray with_gone = file.readAll().replace("bus-rain.png", "gone.png");
  file.resize(0);
  file.write(with_gone);
  file.close();
  shower.window().open_paths({path});
  QTest::qWait(1500);
  shower.rest();
  shower.shot(QStringLiteral("session-missing"));
}

}  // namespace headlight::ui
