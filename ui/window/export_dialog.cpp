#include "ui/window/export_dialog.h"

#include <QApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStandardPaths>
#include <QPointer>
#include <QThreadPool>

#include "ui/controls/focus_ring.h"
#include "ui/figures/patch_marks.h"
#include "ui/panels/detection_scene.h"
#include "ui/panels/photo_scene.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/state/engine_words.h"
#include "ui/state/playback.h"
#include "ui/window/centre_view.h"
#include "ui/window/tab_order.h"

namespace headlight::ui {

namespace {

constexpr const char* kEndings[] = {"png", "svg", "pdf", "csv", "json", "npy"};
constexpr double kNarrow = 85, kWide = 175;
constexpr QSize kDialog(1080, 680);
constexpr int kOfAll = 100;  // as an entry: the graph of all patches, not of the chosen one
constexpr int kOfWorkspace = 1000;  // from here on: figures of the workspace

struct NamedView {
  FigureView view;
  const char* name;
};
constexpr NamedView kViews[] = {
    {FigureView::heads, QT_TRANSLATE_NOOP("headlight::ui::ExportDialog", "All heads")},
    {FigureView::matrix, QT_TRANSLATE_NOOP("headlight::ui::ExportDialog", "Matrix")},
    {FigureView::graph, QT_TRANSLATE_NOOP("headlight::ui::ExportDialog", "Alignment graph")},
    {FigureView::overlay, QT_TRANSLATE_NOOP("headlight::ui::ExportDialog", "Map on the picture")},
    {FigureView::points, QT_TRANSLATE_NOOP("headlight::ui::ExportDialog", "Sampling points")},
    {FigureView::rollout, QT_TRANSLATE_NOOP("headlight::ui::ExportDialog", "Rollout")},
    {FigureView::stats, QT_TRANSLATE_NOOP("headlight::ui::ExportDialog", "Statistics")}};

// The run with the objects that are shown, in their order.
TracePtr shown_trace(const Store& store) {
  auto shown = std::make_shared<TraceInfo>(*store.trace());
  shown->detections = shown_objects(*store.trace(), store.look());
  return shown;
}

// Attention between detections is a stream of its own.
// Detection tokens among patches are exported as those: the graph is of the patches.
const SiteInfo* linked(const Store& store) {
  const SiteInfo* site = links_site(*store.trace(), store.selection());
  return site != nullptr && reads_objects(*store.trace(), *site) ? site : nullptr;
}

bool possible(FigureView view, const Store& store) {
  if (view == FigureView::graph && linked(store) != nullptr) return true;
  const bool self = store.site()->query_axis == store.site()->key_axis;
  const bool deformable = store.site()->kind == SiteKind::deformable;
  if (deformable) return view == FigureView::points || view == FigureView::overlay || view == FigureView::heads;
  if (view == FigureView::points) return false;
  if (view == FigureView::overlay) return shows_picture(store);
  if (view == FigureView::graph) return !shows_picture(store) || joins_patches(*store.trace(), *store.site());
  return view != FigureView::rollout || self;
}

const char* scale_name(ValueScale scale) {
  return scale == ValueScale::linear ? "linear" : scale == ValueScale::root ? "root" : "log";
}

}  // namespace

ExportDialog::ExportDialog(Context context, CentreView& centre, std::vector<ShownFigure> shown, QWidget* parent)
    : QDialog(parent),
      context_(context),
      shown_(std::move(shown)),
      view_(new Choice(tr("What"), this)),
      format_(new Segments({QStringLiteral("PNG"), QStringLiteral("SVG"), QStringLiteral("PDF"), QStringLiteral("CSV"),
                            QStringLiteral("JSON"), QStringLiteral("NPY")}, tr("Format"), this)),
      width_(new Segments({tr("85 mm"), tr("175 mm"), tr("Free")}, tr("Width"), this)),
      seen_(new Segments({tr("True size"), tr("Fit")}, tr("Preview"), this)),
      millimetres_(new QLineEdit(QStringLiteral("120"), this)),
      dpi_(new QLineEdit(QStringLiteral("300"), this)),
      frames_(new QLineEdit(this)),
      range_(new FramesExport(context, this)),
      paper_(new FigurePreview(this)),
      message_(new ElidedLabel("error", 11, 400, this)),
      size_(new ElidedLabel("text3", 11, 400, this)),
      export_(new Button(Button::Kind::primary, tr("Export…"), this)),
      cancel_(new Button(Button::Kind::normal, tr("Cancel"), this)),
      trace_(shown_trace(context.store)) {
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(tr("Export figure"));
  setModal(true);
  resize(kDialog.boundedTo(parent->size() - QSize(32, 32)));
  build();
  fill_views(centre);
  format_->set_current(0);
  width_->set_current(1);
  seen_->set_current(0);
  connect(view_, &QComboBox::activated, this, &ExportDialog::refresh);
  connect(format_, &Segments::chosen, this, &ExportDialog::preview);
  connect(width_, &Segments::chosen, this, &ExportDialog::preview);
  connect(seen_, &Segments::chosen, this, &ExportDialog::preview);
  connect(paper_, &FigurePreview::resized, this, &ExportDialog::preview);
  for (QLineEdit* field : {millimetres_, dpi_}) connect(field, &QLineEdit::editingFinished, this, &ExportDialog::preview);
  connect(export_, &QPushButton::clicked, this, &ExportDialog::choose_path);
  connect(cancel_, &QPushButton::clicked, this, [this] { range_->running() ? range_->stop() : reject(); });
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
  for (const NamedView& entry : kViews) {
    if (!possible(entry.view, context_.store)) continue;
    const bool patches = entry.view == FigureView::graph && linked(context_.store) == nullptr && shows_picture(context_.store);
    const bool chosen = patches && context_.store.selection().query >= 0;
    if (chosen) view_->addItem(tr("Links of “%1”").arg(position_text(context_.store, context_.store.selection().query, true)), int(entry.view));
    if (patches) view_->addItem(tr("Links between all patches"), chosen ? kOfAll : int(entry.view));
    else view_->addItem(tr(entry.name), int(entry.view));
  }
  const FigureView first = centre.active() == centre.heads() ? FigureView::heads
                           : centre.active() == centre.graph() ? FigureView::graph
                           : centre.active() == centre.points() ? FigureView::points
                           : centre.active() == centre.picture() && photo_of(context_.store) == Photo::links ? FigureView::graph
                           : centre.active() == centre.picture() ? FigureView::overlay : FigureView::matrix;
  view_->setCurrentIndex(shown_.empty() ? std::max(0, view_->findData(int(first))) : 0);
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
  const VideoInfo* video = context_.playback.video();
  frames_->setAccessibleName(tr("Frames"));
  frames_->setPlaceholderText(tr("this one; or 0-%1, 0-%1:5").arg(video == nullptr ? 0 : video->frames - 1));
  if (video != nullptr) add(tr("Frames of the video"), frames_);
  frames_->setVisible(video != nullptr);
  format_->setMinimumWidth(300);
  auto* language = new QLabel(tr("Words in figures are in the language of the window; column names of data stay English."), this);
  language->setProperty("role", "hint");
  language->setWordWrap(true);
  column.addWidget(language);
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

// As the photo shows it: heads and levels, and how points are drawn.
void ExportDialog::add_detection(FigureSpec& spec) const {
  const SiteInfo* site = context_.feed.sampled_site();
  const Look& look = context_.store.look();
  if (spec.view != FigureView::points || site == nullptr) return;
  spec.head.reset();
  if (look.hidden_heads != 0) spec.heads = shown_heads(look, site->heads);
  for (int level = 0; level < int(site->levels.size()); ++level) {
    if (look.hidden_levels != 0 && (look.hidden_levels >> level & 1U) == 0) spec.levels.push_back(level);
  }
  spec.least_weight = look.least_weight;
  spec.by_level = look.colour_by_level;
  spec.other_boxes = look.other_boxes;
  spec.dim = look.dim;
}

// Of the chosen detection where it is among the shown ones.
void ExportDialog::add_links(FigureSpec& spec) const {
  const SiteInfo* site = linked(context_.store);
  if (spec.view != FigureView::graph || site == nullptr) return;
  const auto at = std::ranges::find(trace_->detections, context_.store.selection().detection, &Detection::query);
  spec.stream = site->stream;
  spec.layer = site->layer;
  spec.detection = at == trace_->detections.end() ? -1 : int(at - trace_->detections.begin());
  spec.query = spec.key = -1;
  if (spec.head->mode == HeadChoice::Mode::one) spec.head->head = std::min(spec.head->head, site->heads - 1);
  spec.dim = context_.store.look().dim;
}

FigureSpec ExportDialog::spec() const {
  if (const ShownFigure* shown = of_workspace()) return shown->built.spec;
  const Selection& now = context_.store.selection();
  const Look& look = context_.store.look();
  FigureSpec spec;
  const int wanted = view_->currentData().toInt();
  spec.view = wanted == kOfAll ? FigureView::graph : static_cast<FigureView>(wanted);
  spec.stream = now.stream;
  spec.layer = now.layer;
  spec.head = now.head;
  spec.query = now.query;
  spec.key = now.key;
  spec.quantity = spec.view == FigureView::graph ? Quantity::weight : look.quantity;  // as the window draws it
  spec.merge_words = look.merge_words && spec.quantity != Quantity::contribution;
  spec.drop_special = spec.view == FigureView::graph && look.leave_specials;  // as the window shows it
  spec.special_in_scale = !look.leave_specials;
  spec.top_k = look.link_rule == LinkRule::top_k ? look.top_k : 0;
  spec.threshold = look.link_rule == LinkRule::threshold ? look.threshold : 0.02;
  if (spec.view != FigureView::stats) spec.colour_map = look.map;
  spec.scale = scale_name(look.scale);
  if (look.fixed_range) {
    spec.low = look.low;
    spec.high = look.high;
  }
  spec.own_range = !look.same_scale;
  if (wanted == kOfAll) spec.query = -1;
  if (spec.view == FigureView::graph) spec.dim = look.dim;
  add_range(spec);
  add_detection(spec);
  add_links(spec);
  for (const Detection& found : trace_->detections) {
    if (const auto at = context_.store.tracks().find(found.query); at != context_.store.tracks().end()) spec.tracks.push_back(at->second);
  }
  if (spec.tracks.size() != trace_->detections.size()) spec.tracks.clear();
  spec.smooth = look.smooth_picture;
  spec.opacity = look.picture_opacity;
  return spec;
}

// Where all heads share a range, a figure of one of them has it as in the window.
void ExportDialog::add_range(FigureSpec& spec) const {
  const bool one = spec.view == FigureView::overlay || spec.view == FigureView::matrix || spec.view == FigureView::graph;
  const Look& look = context_.store.look();
  if (!one || look.fixed_range || !look.same_scale || is_deformable(*context_.store.site())) return;
  const Scale scale = scale_of(context_.feed);
  spec.low = scale.low;
  spec.high = scale.high;
}

PageSpec ExportDialog::page() const {
  PageSpec page;
  const double typed = millimetres_->text().toDouble();
  page.width_mm = width_->current() == 0 ? kNarrow : width_->current() == 1 ? kWide : std::clamp(typed, 20.0, 1000.0);
  page.dpi = std::clamp(dpi_->text().toDouble(), 72.0, 1200.0);
  return page;
}

QString ExportDialog::ending() const { return QLatin1String(kEndings[format_->current()]); }

void ExportDialog::fail(const Error& error) {
  message_->set_text(engine_line(error));
  export_->setEnabled(built_.has_value());
}

void ExportDialog::refresh() {
  built_.reset();
  export_->setEnabled(false);
  message_->set_text({});
  frames_->setEnabled(of_workspace() == nullptr);
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
  millimetres_->setEnabled(width_->current() == 2);
  dpi_->setEnabled(ending() == QStringLiteral("png"));
  if (!built_) return;
  paper_->set_true_size(seen_->current() == 0);
  const auto paper = paper_->show_figure(*built_, page());
  if (!paper.ok()) return fail(paper.error());
  size_->set_text(tr("%1 × %2 mm on paper").arg(page().width_mm, 0, 'f', 0).arg(paper->height(), 0, 'f', 0));
  message_->set_text({});
}

void ExportDialog::choose_path() {
  const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
  const bool range = frames_->isEnabled() && !frames_->text().trimmed().isEmpty();
  const QString view = of_workspace() == nullptr ? QString::fromStdString(to_string(built_->spec.view))
                                                 : built_->provenance.value(QStringLiteral("view")).toString().replace(QLatin1Char(' '), QLatin1Char('-'));
  const QString name = view + (range ? QStringLiteral("-%04d.") : QStringLiteral(".")) + ending();
  QString kinds = ending().toUpper() + QStringLiteral(" (*.%1)").arg(ending());
  if (range) kinds += QStringLiteral(";;") + tr("Video") + QStringLiteral(" (*.mp4 *.webm *.avi)");
  const QString path = QFileDialog::getSaveFileName(this, tr("Export figure"), folder + QLatin1Char('/') + name, kinds);
  if (!path.isEmpty()) write(path);
}

void ExportDialog::write_frames(const QString& path) {
  const Run* run = context_.store.run();
  auto range = frame_range(frames_->text().trimmed().toStdString());
  if (!range.ok()) return fail(range.error());
  if (names_video_file(path.toStdString()) && !context_.client.video_maker()) return fail(failed("no videos can be written here"));
  export_->setEnabled(false);
  message_->set_text({});
  SequenceSpec sequence;
  sequence.run = {run->model, run->input, context_.runs.options_of(*run)};
  sequence.frames = range.value();
  sequence.page = page();
  if (names_video_file(path.toStdString())) sequence.page.dpi = std::min(sequence.page.dpi, 150.0);
  sequence.out = path.toStdString();
  connect(range_, &FramesExport::finished, this, [this, path](const Result<SequenceWritten>& done) {
    if (done.ok()) Q_EMIT written(path);
  }, Qt::SingleShotConnection);
  range_->start(*trace_, built_->spec, std::move(sequence));
}

void ExportDialog::write(QString path) {
  if (!built_) return;
  if (QFileInfo(path).suffix().isEmpty()) path += QLatin1Char('.') + ending();
  if (frames_->isEnabled() && !frames_->text().trimmed().isEmpty()) return write_frames(path);
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
