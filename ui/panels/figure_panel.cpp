#include "ui/panels/figure_panel.h"

#include <QClipboard>
#include <QGuiApplication>

#include "ui/panels/scene.h"
#include "ui/state/engine_words.h"

namespace headlight::ui {

namespace {

// What was read, what is known, and the two ways that stay open.
PanelFrame::Words family_words(const Error& error) {
  const QStringList known = from_utf8(error.expected).split(QStringLiteral(", "), Qt::SkipEmptyParts);
  PanelFrame::Words words;
  words.icon = QStringLiteral("warn");
  words.bold = FigurePanel::tr("The family “%1” is not built in").arg(from_utf8(error.found));
  words.sentence = FigurePanel::tr("%1 names a family that is not among the %2 that Headlight runs itself: %3.")
                       .arg(engine_words(error.where)).arg(known.size()).arg(known.join(QStringLiteral(", "))) +
                   QStringLiteral("\n") +
                   FigurePanel::tr("Two ways stay open: export it as a TorchScript file, or have any program write a trace.");
  return words;
}

// "about 7900 tokens, it reads at most 512": which text only where it may be another than the one that is typed.
QString length_words(const Error& error) {
  const QString words = FigurePanel::tr("%1, it reads %2").arg(engine_words(error.found), engine_words(error.expected));
  return error.where.empty() || error.where == "--text" ? words : engine_words(error.where) + QLatin1Char('\n') + words;
}

}  // namespace

bool is_unknown_family(const Error& error) { return error.what == "unknown model family"; }

PanelFrame::Words error_words(const Error& error) {
  if (is_unknown_family(error)) return family_words(error);
  PanelFrame::Words words;
  words.icon = QStringLiteral("warn");
  words.bold = engine_sentence(error.what);
  if (error.what == "too many tokens for this model") {
    words.sentence = length_words(error);
    return words;
  }
  QStringList parts;
  if (!error.where.empty()) parts += engine_words(error.where);
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
  connect(&context_.runs, &RunController::state_changed, this, [this] {
    canvas_->set_waiting(context_.store.run() != nullptr && context_.runs.late());
    if (context_.store.run() == nullptr) refresh();
  });
  connect(this, &PanelFrame::button_pressed, this, [this] {
    if (said_) return Q_EMIT step_wanted(steps_[0]);
    context_.feed.retry();
  });
  connect(this, &PanelFrame::second_button_pressed, this, [this] {
    if (said_ && steps_[1] != nullptr) return Q_EMIT step_wanted(steps_[1]);
    if (said_ && context_.runs.error()) QGuiApplication::clipboard()->setText(engine_line(*context_.runs.error()));
    if (!said_ && failure()) QGuiApplication::clipboard()->setText(engine_line(*failure()));
  });
}

// Nothing to draw yet: what will be here and the first step to it, how the first run goes, or why it failed.
void FigurePanel::show_before_runs() {
  const auto& error = context_.runs.error();
  Words words = teaching();
  steps_ = {"edit_input", "choose_model"};
  words.button = context_.runs.model().empty() || error ? QString() : tr("Edit the input");
  words.second_button = tells_of_runs() ? tr("Choose a model") : QString();
  if (tells_of_runs() && context_.runs.running()) {
    const std::string& step = context_.runs.progress().step;
    words = {words.icon, step.empty() ? tr("Running") : engine_words(step), from_utf8(context_.runs.model()), tr("Stop"), {}};
    steps_ = {"stop", nullptr};
  } else if (tells_of_runs() && error) {
    words = error_words(*error);
    const bool family = is_unknown_family(*error);
    words.button = family ? tr("Open as TorchScript…") : tr("Choose another");
    words.second_button = family ? tr("Open a trace…") : tr("Copy the message");
    steps_ = family ? std::array<const char*, 2>{"open_script", "open_trace"} : std::array<const char*, 2>{"choose_model", nullptr};
  }
  if (said_ == words) return;
  said_ = words;
  canvas_->drop_figure();
  set_subtitle({});
  set_busy(false);
  tells_of_runs() && error ? show_error(words) : show_empty(words);
}

void FigurePanel::refresh() {
  if (context_.store.run() == nullptr) return show_before_runs();
  said_.reset();
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
