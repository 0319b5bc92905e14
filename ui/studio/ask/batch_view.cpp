#include "ui/studio/ask/batch_view.h"

#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QScrollArea>
#include <QSignalBlocker>
#include <algorithm>

#include "ui/controls/appearance.h"
#include "ui/panels/detection_scene.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/state/engine_words.h"
#include "ui/state/picture_files.h"
#include "ui/studio/ask/left_out_table.h"
#include "ui/studio/common/bars_figure.h"
#include "ui/studio/common/layout.h"
#include "ui/studio/common/mass_bar.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr qint64 kLargestList = 16 << 20;  // bytes

constexpr int kLabelWidth = 48, kReasonRows = 6;

QString name_of(const HeadSpread& head) { return QStringLiteral("%1.%2").arg(head.layer).arg(head.head); }

// One width for all the words of a button: what stands beside it, and what is clicked next, keeps its place.
void fit_words(Button* button, const QStringList& words) {
  int wide = 0;
  for (const QString& each : words) {
    button->setText(each);
    wide = std::max(wide, button->sizeHint().width());
  }
  button->setMinimumWidth(wide);
}

// As a title says it: words in quotation marks, masks by their file's name alone.
QString said_place(const QString& place) {
  if (place == QStringLiteral("all")) return BatchView::tr("everywhere");
  if (place.startsWith(QStringLiteral("word:"))) return QStringLiteral("“%1”").arg(place.mid(5));
  return place.startsWith(QStringLiteral("mask:")) ? QStringLiteral("mask:") + QFileInfo(place.mid(5)).fileName() : place;
}

QString named(const QString& places) {
  QStringList parts;
  for (const QString& place : places.split(QLatin1Char(';'))) parts += said_place(place.trimmed());
  return parts.join(QStringLiteral("; "));
}

}  // namespace

BatchTable::BatchTable(Context context, const BatchModel& model, QWidget* parent) : HeadTable(context, tr("Mean mass of every head over the inputs"), parent), model_(model) {
  connect(&model_, &BatchModel::changed, this, &BatchTable::measure);
  measure();
}

void BatchTable::measure() {
  most_ = 1e-9;
  for (const HeadSpread& head : model_.heads()) most_ = std::max(most_, head.mean + head.spread);
  take();
}

HeadPlace BatchTable::head(int row) const { return {-1, model_.heads()[std::size_t(row)].layer, model_.heads()[std::size_t(row)].head}; }

QString BatchTable::text(int row, int) const {
  const HeadSpread& head = model_.heads()[std::size_t(row)];
  return tr("rank %1, head %2, mean mass %3, standard deviation %4, %5 inputs", nullptr, int(head.inputs)).arg(row + 1).arg(name_of(head), format_value(head.mean), head.inputs > 1 ? format_value(head.spread) : QStringLiteral("–")).arg(head.inputs);
}

// Of the stream that is shown: an input's run may have other sites.
void BatchTable::choose(int row, int) {
  Selection next = context_.store.selection();
  next.layer = model_.heads()[std::size_t(row)].layer;
  next.head = {HeadChoice::Mode::one, model_.heads()[std::size_t(row)].head};
  context_.store.select(next);
}

namespace {

// One standard deviation to both sides; in high contrast it is seen on a full bar, too, which ends at `full`.
void paint_spread(QPainter& painter, std::pair<double, double> ends, double middle, double full) {
  const auto draw = [&](const char* ink) {
    painter.fillRect(QRectF(ends.first, middle - 0.5, ends.second - ends.first, 1), colour(ink));
    for (const double x : {ends.first, ends.second}) painter.fillRect(QRectF(x - 0.5, middle - 4, 1, 8), colour(ink));
  };
  draw("text");
  if (!high_contrast()) return;
  painter.save();
  painter.setClipRect(QRectF(0, middle - 8, full, 16));
  draw("ground");
  painter.restore();
}

}  // namespace

BatchTable::Columns BatchTable::columns_now() const {
  Columns at;
  at.spread = width() - kSide;
  at.mean = at.spread - 76;
  at.wide = std::max(30.0, at.mean - 60 - at.bar);
  return at;
}

void BatchTable::paint_column_heads(QPainter& painter) const {
  const Columns at = columns_now();
  const Face small(11);
  small.draw_centred(painter, {at.mean, head_height() / 2.0}, model_.question().reverse ? tr("mean share") : tr("mean mass"), Anchor::end);
  small.draw_centred(painter, {at.spread, head_height() / 2.0}, tr("± s.d."), Anchor::end);
}

void BatchTable::paint_values(QPainter& painter, int row, double middle, bool chosen) {
  const HeadSpread& head = model_.heads()[std::size_t(row)];
  const Columns at = columns_now();
  const auto place = [&](double value) { return at.bar + std::max(0.0, value) / most_ * at.wide; };
  const bool wins = std::size_t(row) < most_winners && head.mean > 0;
  paint_mass(painter, QRectF(at.bar, middle - 4.5, at.wide, 9), head.mean / most_, wins);
  if (head.inputs > 1) paint_spread(painter, {place(head.mean - head.spread), place(head.mean + head.spread)}, middle, wins ? place(head.mean) : at.bar);
  painter.setPen(colour("text"));
  const Face face(12, chosen ? 600 : 400);
  face.draw_centred(painter, {at.mean, middle}, format_value(head.mean), Anchor::end);
  face.draw_centred(painter, {at.spread, middle}, head.inputs > 1 ? format_value(head.spread) : QStringLiteral("–"), Anchor::end);
}

BatchView::BatchView(Context context, const AskModel& asked, QWidget* parent) : QWidget(parent), context_(context), asked_(asked), model_(context.batch) {
  table_ = new BatchTable(context, model_);
  frame_ = new PanelFrame(tr("Mean over the inputs"), rows_around(table_, this));
  auto* box = new QWidget;
  box->setObjectName(QStringLiteral("panel"));
  box->setAttribute(Qt::WA_StyledBackground);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(16, 12, 16, 12);
  column->setSpacing(8);
  column->addWidget(build_question());
  column->addWidget(build_inputs(), 1);
  column->addWidget(build_left_out());
  column->addWidget(build_run());
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(split_of(Qt::Horizontal, {{box, 44}, {frame_, 56}}));
  connect(&model_, &BatchModel::changed, this, &BatchView::show_state);
  connect(&model_, &BatchModel::restored, this, [this] {
    show_inputs();
    show_state();
  });
  show_inputs();
  show_state();
}

QWidget* BatchView::build_question() {
  auto* box = new QWidget(this);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  auto* named = new QHBoxLayout;
  auto* asked = new QLabel(tr("layers"), box);
  asked->setProperty("role", "strong");
  asked->setFixedWidth(kLabelWidth);
  named->addWidget(asked);
  named->addWidget(stream_ = new ElidedLabel("text", 12, 400, box), 1);
  column->addLayout(named);
  for (const auto& [field, name] : {std::pair{&from_, tr("from")}, std::pair{&to_, tr("to")}}) {
    auto* row = new QHBoxLayout;
    auto* label = new QLabel(name, box);
    label->setProperty("role", "strong");
    label->setFixedWidth(kLabelWidth);
    *field = new QLineEdit(box);
    (*field)->setAccessibleName(name);
    (*field)->setFixedHeight(28);
    (*field)->setToolTip(tr("all, word:wrench, tokens:3-5, region: what is chosen on the picture, part:x0,y0,x1,y1 in shares of each picture, mask:FILE or mask:FOLDER, class:car, detections:0; several apart by ;"));
    row->addWidget(label);
    row->addWidget(*field, 1);
    if (field == &to_) row->addWidget(masks_ = new Button(Button::Kind::normal, tr("Masks…"), box));
    column->addLayout(row);
    connect(*field, &QLineEdit::textEdited, this, [this] { model_.set_typed({from_->text(), to_->text()}); });
    connect(*field, &QLineEdit::editingFinished, this, &BatchView::take_question);
  }
  connect(masks_, &QPushButton::clicked, this, &BatchView::choose_masks);
  return box;
}

QWidget* BatchView::build_inputs() {
  auto* box = new QWidget(this);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  lines_ = new QPlainTextEdit(box);
  lines_->setAccessibleName(tr("Inputs, one a line"));
  lines_->setTabChangesFocus(true);
  open_ = new Button(Button::Kind::normal, tr("Open a list…"), box);
  column->addWidget(lines_, 1);
  column->addWidget(open_);
  connect(open_, &QPushButton::clicked, this, &BatchView::choose_inputs);
  connect(lines_, &QPlainTextEdit::textChanged, this, [this] {
    const QStringList all = lines_->toPlainText().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    const Run* run = context_.store.run();
    run != nullptr && run->trace->model.takes_image ? model_.set_pictures(all) : model_.set_sentences(all);
  });
  return box;
}

QWidget* BatchView::build_left_out() {
  auto* box = new QWidget(this);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  left_out_ = new LeftOutTable(model_, box);
  left_out_area_ = scroll_around(left_out_, box);
  column->addWidget(left_out_words_ = paragraph("strong", box));
  column->addWidget(left_out_area_);
  return box;
}

// At the panel's lower edge: nothing that comes and goes moves the buttons.
QWidget* BatchView::build_run() {
  auto* box = new QWidget(this);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  run_ = new Button(Button::Kind::primary, {}, box);
  fit_words(run_, {tr("Stop"), tr("Go on"), tr("Run all")});
  export_ = new Button(Button::Kind::normal, tr("Export table…"), box);
  bar_ = new QProgressBar(box);
  bar_->setTextVisible(false);
  state_ = paragraph("second", box);
  auto* row = new QHBoxLayout;
  row->addWidget(run_);
  row->addWidget(export_);
  row->addStretch(1);
  for (QWidget* each : std::initializer_list<QWidget*>{state_, bar_}) column->addWidget(each);
  column->addLayout(row);
  connect(run_, &QPushButton::clicked, this, [this] {
    take_question();
    model_.running() ? model_.stop() : model_.start();
  });
  connect(export_, &QPushButton::clicked, this, [this] {
    const QString path = QFileDialog::getSaveFileName(this, tr("Export table"), QStringLiteral("question.csv"), QStringLiteral("CSV (*.csv)"));
    if (!path.isEmpty()) export_to(path);
  });
  return box;
}

void BatchView::choose_inputs() {
  const Run* run = context_.store.run();
  if (run == nullptr || !run->trace->model.takes_image) {
    const QString file = QFileDialog::getOpenFileName(this, tr("Sentences, one a line"), {}, tr("Text") + QStringLiteral(" (*.txt *.csv *.tsv *)"));
    if (!file.isEmpty()) read_list(file);
    return;
  }
  const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder of pictures"));
  if (folder.isEmpty()) return;
  QStringList files;
  for (const QFileInfo& file : QDir(folder).entryInfoList(picture_patterns(), QDir::Files, QDir::Name)) files += file.absoluteFilePath();
  lines_->setPlainText(files.join(QLatin1Char('\n')));
  if (files.isEmpty()) state_->setText(tr("No pictures lie in %1.").arg(folder));
}

void BatchView::read_list(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly) || file.size() > kLargestList) {
    const Error error = unusable("the list cannot be read", path.toStdString(), file.isOpen() ? "more than 16 MiB" : file.errorString().toStdString(), "a text file, one sentence a line");
    return state_->setText(engine_line(error));
  }
  lines_->setPlainText(QString::fromUtf8(file.readAll()).remove(QLatin1Char('\r')));
}

void BatchView::export_to(const QString& path) {
  const auto written = model_.write(path);
  state_->setText(written ? tr("Written: %1").arg(path) : engine_line(written.error()));
}

BatchQuestion BatchView::described(const Store& store, const AskModel& asked) {
  BatchQuestion question;
  if (store.site() == nullptr) return question;
  const TraceInfo& trace = *store.trace();
  const SiteInfo& site = *store.site();
  const Question now = asked.question();
  question.stream = site.stream;
  question.reverse = asked.reversed();
  question.from = described_positions(trace, query_axis(trace, site), asked.from_side(), now.from, question.from_region);
  question.to = described_positions(trace, key_axis(trace, site), asked.to_side(), now.to, question.to_region);
  if (reads_objects(trace, site) && now.from.size() == 1 && !question.from.startsWith(QStringLiteral("class:"))) {
    const Detection* one = detection_of(trace, object_of_row(trace, site, now.from.front()));
    if (one != nullptr) question.from = QStringLiteral("class:") + from_utf8(one->label);
  }
  if (!asked.has_target()) question.to.clear();
  const QSizeF size = image_size(trace, {});
  if (size.isEmpty() || (!now.box && now.region.empty())) return question;
  if (const std::string label = class_of_region(trace, now.region); !label.empty()) {
    question.to = QStringLiteral("class:") + from_utf8(label);
    return question;
  }
  Region shares = now.box ? Region{*now.box} : now.region;
  for (auto& box : shares) {
    for (std::size_t i = 0; i < 4; ++i) box[i] /= i % 2 == 0 ? size.width() : size.height();
  }
  QStringList sides;
  for (const double side : shares.front()) sides += QString::number(side, 'f', 4);
  question.to = now.box ? QStringLiteral("part:") + sides.join(QLatin1Char(',')) : QStringLiteral("region");
  if (!now.box) question.to_region = std::move(shares);
  return question;
}

void BatchView::take_question() {
  BatchQuestion question = taken_;
  question.from = from_->text().trimmed();
  question.to = to_->text().trimmed();
  model_.set_question(std::move(question));
}

void BatchView::show_inputs() {
  taken_ = model_.question();
  from_->setText(model_.typed().from);
  to_->setText(model_.typed().to);
  QStringList inputs;
  for (const BatchModel::Item& item : model_.items()) inputs += QString::fromStdString(item.input.image.empty() ? item.input.text : item.input.image);
  if (!inputs.isEmpty()) pictures_ = !model_.items().front().input.image.empty();
  other_list_.clear();
  const QSignalBlocker quiet(lines_);
  lines_->setPlainText(inputs.join(QLatin1Char('\n')));
}

void BatchView::choose_masks() {
  const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder of masks, each named as its picture"));
  if (folder.isEmpty()) return;
  to_->setText(QStringLiteral("mask:") + folder);
  take_question();
}

void BatchView::refresh() {
  const BatchQuestion now = described(context_.store, asked_);
  const bool pictures = context_.store.trace() != nullptr && context_.store.trace()->model.takes_image;
  if (context_.store.trace() != nullptr && !model_.running()) show_kind(pictures);
  lines_->setPlaceholderText(pictures ? tr("Files of pictures, one a line") : tr("Sentences, one a line"));
  masks_->setVisible(pictures);
  open_->setText(pictures ? tr("Open a folder…") : tr("Open a list…"));
  const bool read = context_.store.site() != nullptr && asked_.from_side().size() > 0;  // else its run has just changed
  if (const auto next = read ? model_.follow(now, isVisible()) : std::nullopt) {
    taken_ = *next;
    from_->setText(next->from);
    to_->setText(next->to);
    take_question();
  }
  show_state();
}

// Paths are no sentences: each kind of input has its own list.
void BatchView::show_kind(bool pictures) {
  if (pictures_ == pictures) return;
  const bool first = !std::exchange(pictures_, pictures);
  if (first) return;
  QString list = lines_->toPlainText();
  std::swap(list, other_list_);
  lines_->setPlainText(list);
}

QString BatchView::state_words() const {
  const std::size_t all = model_.items().size(), done = model_.count(BatchModel::State::done), left = model_.count(BatchModel::State::left_out);
  if (to_->text().trimmed().isEmpty()) return tr("Choose where to look: word:wrench, tokens:3-5, class:car …");
  if (all == 0) return tr("Each input is run, ranked and let go; a stopped run goes on where it stopped.");
  QString words = tr("%1 of %2 answered").arg(done).arg(all);
  if (left > 0) words += QStringLiteral(", ") + tr("%1 left out").arg(left);
  return words;
}

void BatchView::show_stream() {
  const TraceInfo* trace = context_.store.trace();
  const std::string& stream = model_.question().stream;
  stream_->set_text(trace == nullptr || stream.empty() ? QStringLiteral("–") : stream_name(*trace, stream));
}

void BatchView::show_left_out(std::size_t left) {
  left_out_->refresh();
  left_out_words_->setText(tr("%1 inputs left out", nullptr, int(left)).arg(left));
  left_out_area_->parentWidget()->setVisible(left > 0);
  left_out_area_->setFixedHeight(std::min(left_out_->sizeHint().height(), kReasonRows * TableView::kRow) + 2);
}

void BatchView::show_state() {
  const std::size_t all = model_.items().size(), done = model_.count(BatchModel::State::done), left = model_.count(BatchModel::State::left_out);
  const bool begun = done + left > 0, can_run = model_.running() || (done + left < all && context_.store.run() != nullptr && !to_->text().trimmed().isEmpty());
  run_->setText(model_.running() ? tr("Stop") : begun && done + left < all ? tr("Go on") : tr("Run all"));
  export_->setEnabled(begun);
  if (run_->hasFocus() && !can_run) (begun ? static_cast<QWidget*>(export_) : lines_)->setFocus(Qt::OtherFocusReason);  // it would go to the next window part
  run_->setEnabled(can_run);
  bar_->setVisible(model_.running());
  bar_->setRange(0, int(std::max<std::size_t>(1, all)));
  bar_->setValue(int(done + left));
  state_->setText(state_words());
  show_stream();
  show_left_out(left);
  frame_->set_subtitle(done == 0 ? QString() : done == 1 ? tr("of one input") : tr("%1 inputs, bars with one standard deviation").arg(done));
  if (model_.heads().empty()) frame_->show_empty({QStringLiteral("bars"), tr("No answer yet"), tr("Write inputs beside, or open a list, and run them all."), {}, {}});
  else frame_->show_content();
}

std::vector<ShownFigure> BatchView::figures() const {
  if (model_.heads().empty()) return {};
  BarsContent content;
  const BatchQuestion& question = model_.question();
  content.title = (question.reverse ? tr("Of what lands on %2, the share from %1, mean of %3 inputs") : tr("Mass from %1 to %2, mean of %3 inputs"))
                      .arg(named(question.from), named(question.to)).arg(model_.count(BatchModel::State::done));
  content.note = tr("Bars: mean; lines: one standard deviation to both sides.");
  content.name_column = QStringLiteral("head");
  content.first_column = QStringLiteral("mean");
  content.spread_column = QStringLiteral("standard deviation");
  content.more_columns = {QStringLiteral("least"), QStringLiteral("most"), QStringLiteral("inputs")};
  for (const HeadSpread& head : model_.heads()) {
    const bool strong = content.rows.size() < most_winners && head.mean > 0;
    if (strong) content.strong_name = tr("winning heads");
    content.rows.push_back({name_of(head), head.mean, 0, {head.least, head.most, qint64(head.inputs)}, strong, head.spread});
  }
  const QJsonObject more{{QStringLiteral("from"), model_.question().from}, {QStringLiteral("to"), model_.question().to}, {QStringLiteral("stream"), from_utf8(question.stream)}, {QStringLiteral("inputs"), qint64(model_.count(BatchModel::State::done))}};
  return {shown_figure(context_.store, std::make_shared<BarsFigure>(std::move(content)), tr("Mean over the inputs"), QStringLiteral("ask many"), more)};
}

QList<QWidget*> BatchView::stops() const { return {from_, to_, lines_, left_out_, run_, table_}; }

}  // namespace headlight::ui
