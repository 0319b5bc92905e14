#include "ui/panels/figure_panel.h"

#include <QClipboard>
#include <QGuiApplication>

#include "ui/panels/scene.h"
#include "ui/state/engine_words.h"

namespace headlight::ui {

PanelFrame::Words error_words(const Error& error) {
  PanelFrame::Words words;
  words.icon = QStringLiteral("warn");
  words.bold = engine_words(error.what);
  if (!words.bold.isEmpty()) words.bold[0] = words.bold[0].toUpper();
  QStringList parts;
  if (!error.where.empty()) parts += from_utf8(error.where);
  if (!error.found.empty()) parts += FigurePanel::tr("found %1").arg(engine_words(error.found));
  if (!error.expected.empty()) parts += FigurePanel::tr("expected %1").arg(engine_words(error.expected));
  words.sentence = parts.join(QLatin1Char('\n'));
  return words;
}

FigurePanel::FigurePanel(Context context, const QString& title, ViewLoader& loader, std::function<FigurePtr()> make,
                         QWidget* parent)
    : PanelFrame(title, new FigureCanvas(context), parent),
      context_(context),
      loader_(loader),
      make_(std::move(make)),
      canvas_(static_cast<FigureCanvas*>(content())) {
  connect(&loader_, &ViewLoader::changed, this, [this] { refresh(); });
  connect(&context_.store, &Store::view_changed, this, [this] { refresh(); });
  connect(this, &PanelFrame::header_double_clicked, this, &FigurePanel::enlarge_wanted);
  connect(canvas_, &FigureCanvas::opened, this, &FigurePanel::enlarge_wanted);
  connect(this, &PanelFrame::button_pressed, this, [this] { context_.feed.retry(); });
  connect(this, &PanelFrame::second_button_pressed, this, [this] {
    if (failure()) QGuiApplication::clipboard()->setText(engine_line(*failure()));
  });
}

void FigurePanel::refresh() {
  set_subtitle(subtitle());
  set_busy(loader().late());
  canvas_->set_late(loader().late());
  if (failure()) return show_error_of(*failure());
  const QString why = reason();
  if (!why.isEmpty()) return show_empty({QStringLiteral("info"), tr("Nothing to show here"), why, {}, {}});
  canvas_->set_figure(make_());
  show_content();
}

void FigurePanel::show_error_of(const Error& error) {
  Words words = error_words(error);
  words.button = tr("Try again");
  words.second_button = tr("Copy the message");
  show_error(words);
}

}  // namespace headlight::ui
