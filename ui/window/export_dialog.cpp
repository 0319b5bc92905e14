#include "ui/window/export_dialog.h"

#include <QApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStandardPaths>
#include <QPointer>
#include <QThreadPool>

#include "ui/controls/focus_ring.h"
#include "ui/panels/photo_scene.h"
#include "ui/panels/scene.h"
#include "ui/state/engine_words.h"
#include "ui/state/map_kind.h"
#include "ui/state/playback.h"
#include "ui/window/centre_view.h"
#include "ui/window/export_spec.h"
#include "ui/window/tab_order.h"

namespace headlight::ui {

namespace {

constexpr const char* kEndings[] = {"png", "svg", "pdf", "csv", "json", "npy"};
constexpr double kNarrow = 85, kWide = 175;
constexpr QSize kDialog(1080, 680);
constexpr int kOfAll = 100;  // as an entry: the graph of all patches, not of the chosen one
constexpr int kOfWorkspace = 1000;  // from here on: figures of the workspace

}  // namespace

ExportDialog::ExportDialog(Context context, CentreView& centre, std::vector<ShownFigure> shown, ExportChoices& kept, QWidget* parent)
    : FramedDialog(parent),
      context_(context),
      shown_(std::move(shown)),
      kept_(kept),
      view_(new Choice(tr("What"), this)),
      format_(new Segments({QStringLiteral("PNG"), QStringLiteral("SVG"), QStringLiteral("PDF"), QStringLiteral("CSV"),
                            QStringLiteral("JSON"), QStringLiteral("NPY")}, tr("Format"), this)),
      width_(new Segments({tr("85 mm"), tr("175 mm"), tr("Free")}, tr("Width"), this)),
      seen_(new Segments({tr("True size"), tr("Fit")}, tr("Preview"), this)),
      frames_as_(new Segments({tr("Numbered figures"), tr("One video")}, tr("Frames as"), this)),
      millimetres_(new QLineEdit(kept.millimetres, this)),
      dpi_(new QLineEdit(kept.dpi, this)),
      source_(new CheckBox(tr("Model and input below it"), this)),
      frames_(new QLineEdit(this)),
      range_(new FramesExport(context, this)),
      paper_(new FigurePreview(this)),
      size_(new ElidedLabel("text3", 11, 400, this)),
      message_(new QLabel(this)),
      export_(new Button(Button::Kind::primary, tr("Export…"), this)),
      cancel_(new Button(Button::Kind::normal, tr("Cancel"), this)),
      trace_(shown_trace(context.store)) {
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(tr("Export figure"));
  setModal(true);
  resize(kDialog.boundedTo(parent->size() - QSize(32, 32)));
  build();
  fill_views(centre);
  format_->set_current(kept.format);
  width_->set_current(kept.width);
  seen_->set_current(0);
  frames_as_->set_current(0);
  source_->setChecked(kept.source);
  connect(view_, &QComboBox::activated, this, &ExportDialog::refresh);
  connect(format_, &Segments::chosen, this, &ExportDialog::preview);
  connect(width_, &Segments::chosen, this, &ExportDialog::preview);
  connect(seen_, &Segments::chosen, this, &ExportDialog::preview);
  connect(frames_as_, &Segments::chosen, this, [this](int as) { choose_video(as == 1); });
  connect(paper_, &FigurePreview::resized, this, &ExportDialog::preview);
  connect(source_, &QCheckBox::toggled, this, &ExportDialog::preview);
  for (QLineEdit* field : {millimetres_, dpi_}) connect(field, &QLineEdit::editingFinished, this, &ExportDialog::preview);
  connect(export_, &QPushButton::clicked, this, &ExportDialog::choose_path);
  connect(cancel_, &QPushButton::clicked, this, &ExportDialog::reject);
  connect(range_, &FramesExport::progressed, this, [this](double share) {
    size_->set_text(tr("Writing the frames: %1 %").arg(int(share * 100)));
  });
  connect(range_, &FramesExport::finished, this, [this](const Result<SequenceWritten>& done) {
    if (done.ok()) return accept();
    if (done.error().kind == Error::Kind::cancelled) size_->set_text(tr("Stopped; no file is left"));
    if (done.error().kind == Error::Kind::cancelled) export_->setEnabled(true);
    else fail(done.error());
  });
  new FocusRing(this);
  refresh();
}

void ExportDialog::build() {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(16, 16, 16, 16);
  row->setSpacing(16);
  auto* left = new QVBoxLayout;
  left->setSpacing(8);
  paper_->setMinimumSize(360, 320);
  left->addWidget(paper_, 1);
  auto* below = new QHBoxLayout;
  below->setSpacing(12);
  below->addWidget(seen_);
  below->addWidget(size_, 1);
  left->addLayout(below);
  row->addLayout(left, 1);
  options_ = new QWidget(this);
  auto* column = new QVBoxLayout(options_);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  build_options(*column);
  row->addWidget(options_);
}

// The figures of the workspace, then the views of this run; the one that was looked at last is chosen.
void ExportDialog::fill_views(CentreView& centre) {
  for (std::size_t i = 0; i < shown_.size(); ++i) view_->addItem(shown_[i].name, kOfWorkspace + int(i));
  for (const OfferedView& offered : offered_views(context_.store)) view_->addItem(offered.name, offered.of_all ? kOfAll : int(offered.view));
  const FigurePanel* used = centre.active();
  const FigureView first = used == centre.heads() ? FigureView::heads
                           : used == centre.graph() ? FigureView::graph
                           : used == centre.points() ? FigureView::points
                           : used == centre.picture() && photo_of(context_.store) == Photo::links ? FigureView::graph
                           : used == centre.picture() ? FigureView::overlay : FigureView::matrix;
  const bool rolls = shows_rollout(context_.store) && (first == FigureView::matrix || first == FigureView::overlay);
  view_->setCurrentIndex(shown_.empty() ? std::max(0, view_->findData(int(rolls ? FigureView::rollout : first))) : 0);
}

const ShownFigure* ExportDialog::of_workspace() const {
  const int at = view_->currentData().toInt() - kOfWorkspace;
  return at >= 0 && at < int(shown_.size()) ? &shown_[std::size_t(at)] : nullptr;
}

void ExportDialog::build_options(QVBoxLayout& column) {
  const auto add = [&](const QString& name, QWidget* widget) {
    auto* label = new QLabel(name, this);
    label->setProperty("role", "second");
    label->setBuddy(widget);  // what a screen reader calls it
    column.addWidget(label);
    column.addWidget(widget);
    column.addSpacing(4);
  };
  for (QLineEdit* field : {millimetres_, dpi_, frames_}) field->setFixedHeight(28);
  millimetres_->setAccessibleName(tr("Width in millimetres"));
  dpi_->setAccessibleName(tr("Dots an inch"));
  add(tr("What"), view_);
  add(tr("Format"), format_);
  add(tr("Width"), width_);
  add(tr("Free width, mm"), millimetres_);
  add(tr("Dots an inch (PNG)"), dpi_);
  column.addWidget(source_);
  column.addSpacing(4);
  const VideoInfo* video = context_.playback.video();
  frames_->setAccessibleName(tr("Frames"));
  frames_->setPlaceholderText(tr("this one; or 0-%1, 0-%1:5").arg(video == nullptr ? 0 : video->frames - 1));
  if (video != nullptr) add(tr("Frames of the video"), frames_);
  if (video != nullptr) column.addWidget(frames_as_);
  if (video != nullptr) column.addSpacing(4);
  for (QWidget* part : std::initializer_list<QWidget*>{frames_, frames_as_}) part->setVisible(video != nullptr);
  format_->setMinimumWidth(300);
  auto* language = new QLabel(tr("Words in figures are in the language of the window; column names of data stay English."), this);
  language->setProperty("role", "hint");
  language->setWordWrap(true);
  column.addWidget(language);
  message_->setProperty("role", "error");
  message_->setWordWrap(true);
  message_->setTextFormat(Qt::PlainText);
  column.addWidget(message_);
  column.addStretch(1);
  auto* buttons = new QHBoxLayout;
  buttons->addStretch(1);
  buttons->addWidget(cancel_);
  buttons->addWidget(export_);
  column.addLayout(buttons);
  export_->setDefault(true);
}

bool ExportDialog::focusNextPrevChild(bool next) {
  return pass_focus(reading_order(*this, {options_, this}), next);
}

FigureSpec ExportDialog::spec() const {
  if (const ShownFigure* shown = of_workspace()) return shown->built.spec;
  const int wanted = view_->currentData().toInt();
  return export_spec(context_, *trace_, wanted == kOfAll ? FigureView::graph : static_cast<FigureView>(wanted), wanted == kOfAll);
}

PageSpec ExportDialog::page() const {
  PageSpec page;
  const double typed = millimetres_->text().toDouble();
  page.width_mm = width_->current() == 0 ? kNarrow : width_->current() == 1 ? kWide : std::clamp(typed, 20.0, 1000.0);
  page.source = source_->isChecked();
  page.dpi = std::clamp(dpi_->text().toDouble(), 72.0, 1200.0);
  return page;
}

QString ExportDialog::ending() const { return QLatin1String(kEndings[format_->current()]); }

void ExportDialog::reject() {
  if (range_->running()) return range_->stop();
  FramedDialog::reject();
}

void ExportDialog::fail(const Error& error) {
  message_->setText(engine_line(error));
  export_->setEnabled(built_.has_value());
}

void ExportDialog::refresh() {
  built_.reset();
  export_->setEnabled(false);
  message_->setText({});
  for (QWidget* part : std::initializer_list<QWidget*>{frames_, frames_as_}) part->setEnabled(of_workspace() == nullptr);
  format_->setEnabled(!writes_video());
  if (const ShownFigure* shown = of_workspace()) {
    context_.client.drop("export");  // of a view that was chosen before
    built_ = shown->built;
    export_->setEnabled(true);
    preview();
    Q_EMIT prepared();
    return;
  }
  auto resolved = resolve(*trace_, spec(), nullptr);
  if (!resolved.ok()) return fail(resolved.error());
  auto plan = plan_figure(*trace_, resolved.value());
  if (!plan.ok()) return fail(plan.error());
  gather(std::move(plan.value()), {});
}

void ExportDialog::gather(FigurePlan plan, std::vector<Reply> replies) {
  if (replies.size() == plan.requests.size()) {
    auto built = assemble(*trace_, plan, replies);
    if (!built.ok()) return fail(built.error());
    built_ = std::move(built.value());
    export_->setEnabled(true);
    preview();
    Q_EMIT prepared();
    return;
  }
  Request next = plan.requests[replies.size()];
  context_.client.submit({.slot = "export",
                          .request = std::move(next),
                          .receiver = this,
                          .done = [this, plan = std::move(plan), replies = std::move(replies)](Result<Reply> reply) mutable {
                            if (!reply.ok()) return fail(reply.error());
                            replies.push_back(std::move(reply.value()));
                            gather(std::move(plan), std::move(replies));
                          }});
}

void ExportDialog::preview() {
  kept_ = {format_->current(), width_->current(), millimetres_->text(), dpi_->text(), source_->isChecked()};
  millimetres_->setEnabled(width_->current() == 2);
  dpi_->setEnabled(ending() == QStringLiteral("png"));
  if (!built_) return;
  paper_->set_true_size(seen_->current() == 0);
  const auto paper = paper_->show_figure(*built_, page());
  if (!paper.ok()) return fail(paper.error());
  size_->set_text(tr("%1 × %2 mm on paper").arg(page().width_mm, 0, 'f', 0).arg(paper->height(), 0, 'f', 0));
  message_->setText({});
}

// A video is of several frames: of all where none were named.
void ExportDialog::choose_video(bool video) {
  const VideoInfo* info = context_.playback.video();
  if (video && info != nullptr && frames_->text().trimmed().isEmpty()) frames_->setText(QStringLiteral("0-%1").arg(info->frames - 1));
  format_->setEnabled(!writes_video());
  dpi_->setEnabled(writes_video() || ending() == QStringLiteral("png"));
}

bool ExportDialog::writes_frames() const { return frames_->isEnabled() && !frames_->text().trimmed().isEmpty(); }

bool ExportDialog::writes_video() const { return frames_->isEnabled() && context_.playback.video() != nullptr && frames_as_->current() == 1; }

void ExportDialog::choose_path() {
  const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
  const QString folder = QFileInfo(documents).isDir() ? documents : QDir::homePath();  // else wherever a dialog was last
  const bool video = writes_video(), range = writes_frames() && !video;
  const QString view = of_workspace() == nullptr ? QString::fromStdString(to_string(built_->spec.view))
                                                 : built_->provenance.value(QStringLiteral("view")).toString().replace(QLatin1Char(' '), QLatin1Char('-'));
  const QString name = view + (range ? QStringLiteral("-%04d.") : QStringLiteral(".")) + (video ? QStringLiteral("mp4") : ending());
  const QString kinds = video ? tr("Video") + QStringLiteral(" (*.mp4 *.webm *.avi)") : ending().toUpper() + QStringLiteral(" (*.%1)").arg(ending());
  const QString path = QFileDialog::getSaveFileName(this, tr("Export figure"), folder + QLatin1Char('/') + name, kinds);
  if (!path.isEmpty()) write(path);
}

void ExportDialog::write_frames(const QString& path) {
  const Run* run = context_.store.run();
  auto range = frame_range(frames_->text().trimmed().toStdString());
  if (!range.ok()) return fail(range.error());
  if (names_video_file(path.toStdString()) && !context_.client.video_maker()) return fail(failed("no videos can be written here"));
  export_->setEnabled(false);
  message_->setText({});
  SequenceSpec sequence;
  sequence.run = {run->model, run->input, context_.runs.options_of(*run)};
  sequence.frames = range.value();
  sequence.page = page();
  if (names_video_file(path.toStdString())) sequence.page.dpi = std::min(sequence.page.dpi, 150.0);
  sequence.out = path.toStdString();
  connect(range_, &FramesExport::finished, this, [this](const Result<SequenceWritten>& done) {
    if (done.ok()) Q_EMIT frames_written(done.value());
  }, Qt::SingleShotConnection);
  range_->start(*trace_, built_->spec, std::move(sequence));
}

void ExportDialog::write(QString path) {
  if (!built_) return;
  if (QFileInfo(path).suffix().isEmpty()) path += QLatin1Char('.') + (writes_video() ? QStringLiteral("mp4") : ending());
  if (writes_video() && !names_video_file(path.toStdString())) return message_->setText(tr("A video's name ends in .mp4, .webm or .avi"));
  if (writes_frames() && !writes_video() && !is_numbered(path.toStdString())) path.insert(path.lastIndexOf(QLatin1Char('.')), QStringLiteral("-%04d"));
  if (writes_frames() || writes_video()) return write_frames(path);
  export_->setEnabled(false);
  const QPointer<ExportDialog> guard(this);
  QThreadPool::globalInstance()->start([guard, built = *built_, path, page = page()] {
    auto result = std::make_shared<Result<Written>>(write_figure(built, path.toStdString(), page));
    QMetaObject::invokeMethod(qApp, [guard, result, path] {
      if (!guard) return;
      if (!result->ok()) return guard->fail(result->error());
      Q_EMIT guard->written(path);
      guard->accept();
    });
  });
}

}  // namespace headlight::ui
