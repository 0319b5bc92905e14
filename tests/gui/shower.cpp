#include "tests/gui/shower.h"

#include <QFile>
#include <QTest>
#include <cstdio>

#include "app/resources.h"
#include "ui/figures/export.h"
#include "ui/studio/intervene/intervene_page.h"

namespace headlight::ui {

std::string Shower::sample(const std::string& name) {
  for (const auto& each : app::resource_folders()) {
    std::string file = each + "/samples/" + name;
    if (QFile::exists(QString::fromStdString(file))) return file;
  }
  return {};
}

void Shower::open(const char* model, const std::string& text, const std::string& image) {
  InputSpec input;
  input.text = text;
  if (!image.empty()) input.image = sample(image);
  window_.open_model(model, input);
  rest();
}

void Shower::act(const char* action) {
  window_.actions().get(action)->trigger();
  rest();
}

void Shower::rest() {
  (void)QTest::qWaitFor([&] { return !window_.client().any_busy(); }, kPatienceMs);
  QTest::qWait(60);
}

void Shower::settle() {
  (void)QTest::qWaitFor([&] { return page<IntervenePage>(Workspace::intervene).model().settled(); }, kPatienceMs);
  rest();
}

// Layouts of several levels take several turns of the event loop, each with a picture of the whole window.
void Shower::shot(const QString& name, QWidget* of) {
  const QString file = QStringLiteral("%1/%2-%3.png").arg(folder_).arg(number_++, 2, 10, QLatin1Char('0')).arg(name);
  if (!only_.isEmpty() && !name.contains(only_)) return;
  QTest::qWait(300);
  if (!(of == nullptr ? &window_ : of)->grab().save(file)) std::fprintf(stderr, "cannot write %s\n", qPrintable(file));
  if (figures_ && of == nullptr) write_figures(file.chopped(4));
}

void Shower::select(const std::function<void(Selection&)>& edit) {
  Selection next = window_.store().selection();
  edit(next);
  window_.store().select(next);
  rest();
}

// What the workspace offers for export, as files.
void Shower::write_figures(const QString& begin) {
  const StudioPage* page = window_.work().page(window_.work().workspace());
  for (const ShownFigure& figure : page == nullptr ? std::vector<ShownFigure>() : page->figures()) {
    const QString kind = figure.built.provenance.value(QStringLiteral("view")).toString().replace(QLatin1Char(' '), QLatin1Char('-'));
    for (const char* ending : {"png", "svg"}) {
      const auto written = write_figure(figure.built, QStringLiteral("%1.%2.%3").arg(begin, kind, QLatin1String(ending)).toStdString(), {});
      if (!written) std::fprintf(stderr, "%s\n", written.error().what.c_str());
    }
  }
}

}  // namespace headlight::ui
