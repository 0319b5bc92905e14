#include "ui/studio/intervene/numbers_column.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/controls/appearance.h"
#include "ui/controls/button.h"
#include "ui/controls/choices.h"
#include "ui/panels/scene.h"
#include "ui/studio/common/layout.h"
#include "ui/studio/common/select_head.h"
#include "ui/studio/intervene/point_board.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr int kNumbersColumnListed = 8, kOutputs = 4, kPoints = 6;

// Tiny changes are all alike.
QString bits_text(double bits) { return bits > 0 && bits < 0.0005 ? QStringLiteral("<") + format_value(0.001) : format_value(bits); }

}  // namespace

// A head with its change as a bar; a click chooses it.
class ChangedHead : public QAbstractButton {
 public:
  explicit ChangedHead(QWidget* parent) : QAbstractButton(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setFixedHeight(24);
  }

  void set(const MapChange& change, double most, bool late) {
    change_ = change;
    most_ = most;
    late_ = late;
    setText(QStringLiteral("%1.%2").arg(change.layer).arg(change.head));
    setAccessibleName(NumbersColumn::tr("head %1, changed by %2 bits").arg(text(), bits_text(change.bits)));
    update();
  }
  [[nodiscard]] const MapChange& change() const { return change_; }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    if (underMouse() || hasFocus()) paint_soft(painter, rect(), Soft::pointed, 3);
    if (late_) painter.setOpacity(late_opacity);
    painter.setPen(colour("text"));
    const double middle = height() / 2.0;
    Face(12, 600).draw_centred(painter, {4, middle}, text());
    paint_bar(painter, QRectF(44, middle - 4.5, width() - 44 - 54, 9), change_.bits / std::max(1e-12, most_), colour("accent"));
    painter.setPen(colour("text"));
    Face(12).draw_centred(painter, {width() - 2.0, middle}, bits_text(change_.bits), Anchor::end);
  }

 private:
  MapChange change_;
  double most_ = 0;
  bool late_ = false;  // a newer one is on its way
};

namespace {

QString before_after(double before, double after, bool late) {
  return value_or_none(before) + QStringLiteral(" → ") + (late ? QStringLiteral("–") : value_or_none(after));
}

}  // namespace

NumbersColumn::NumbersColumn(Context context, InterveneModel& model, QWidget* parent)
    : QWidget(parent),
      context_(context),
      model_(model),
      numbers_(new Section(tr("Output"), this)),
      most_(new Section(tr("Largest change of each output"), this)),
      heads_(new Section(tr("Changed heads"), this)),
      points_(new Section(tr("Furthest moved points"), this)),
      position_(new Stepper(tr("Position whose prediction is shown"), this)) {
  setObjectName(QStringLiteral("panel"));
  setAttribute(Qt::WA_StyledBackground);
  heads_->set_note(tr("Jensen–Shannon, bits"));
  numbers_->add_header_widget(position_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  for (Section* section : {numbers_, most_, heads_, points_, build_text()}) column->addWidget(section);
  column->addStretch(1);
  connect(position_, &Stepper::stepped, this, [this](int value) {
    const auto positions = model_.result() == nullptr ? std::vector<std::int64_t>() : predicted_positions(*model_.result()->before);
    if (value < 0 || value >= std::ssize(positions)) return;
    model_.set_position(positions[std::size_t(value)]);
  });
}

Section* NumbersColumn::build_text() {
  auto* kept = new Section(tr("As text"), this);
  kept->set_note(QStringLiteral("headlight ablate --change"));
  text_ = paragraph("code", kept);
  text_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);  // a long word would widen the column beyond its place
  text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  copy_ = new Button(Button::Kind::normal, tr("Copy as text"), kept);
  copy_->set_icon_name(QStringLiteral("copy"));
  kept->body()->addWidget(text_);
  kept->body()->addWidget(copy_);
  connect(copy_, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(as_text(model_.steps())); });
  return kept;
}

// Rows are made once and said anew: this is called for every head of a background run.
void NumbersColumn::say(Section* section, std::vector<ValueRow*>& rows, const std::vector<std::pair<QString, QString>>& said) {
  while (rows.size() < said.size()) section->body()->addWidget(rows.emplace_back(new ValueRow({}, section)));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i]->setVisible(i < said.size());
    if (i >= said.size()) continue;
    rows[i]->set_name(said[i].first);
    rows[i]->set(said[i].second);
  }
}

void NumbersColumn::show_output(const Ablation* result) {
  const auto outputs = model_.named_outputs();
  const bool late = model_.outputs_late();
  std::vector<std::pair<QString, QString>> named, most;
  for (std::size_t i = 0; i < std::min<std::size_t>(3, outputs.size()); ++i) named.emplace_back(outputs[i].name, before_after(outputs[i].before, outputs[i].after, late));
  std::vector<Ablation::Change> moved = result == nullptr ? std::vector<Ablation::Change>() : result->changes;
  std::ranges::stable_sort(moved, std::greater{}, [](const Ablation::Change& change) { return std::isfinite(change.most) ? change.most : -1; });  // NaN: another shape
  moved.resize(std::min<std::size_t>(kOutputs, moved.size()));
  for (const Ablation::Change& change : moved) most.emplace_back(from_utf8(change.output), late ? QStringLiteral("–") : format_value(change.most));
  numbers_->setVisible(!named.empty() || !position_->isHidden());
  say(numbers_, named_rows_, named);
  most_->setVisible(!most.empty());
  say(most_, most_rows_, most);
}

void NumbersColumn::show_heads() {
  std::vector<MapChange> ranked = model_.maps().changes();
  std::ranges::stable_sort(ranked, std::greater{}, &MapChange::bits);
  std::erase_if(ranked, [](const MapChange& change) { return change.bits <= 0; });
  ranked.resize(std::min<std::size_t>(kNumbersColumnListed, ranked.size()));
  heads_->setVisible(!ranked.empty());
  while (buttons_.size() < ranked.size()) {
    auto* button = buttons_.emplace_back(new ChangedHead(heads_));
    heads_->body()->addWidget(button);
    connect(button, &QAbstractButton::clicked, this, [this, button] { select_head(context_.store, button->change().site, button->change().head); });
  }
  for (std::size_t i = 0; i < buttons_.size(); ++i) {
    buttons_[i]->setVisible(i < ranked.size());
    if (i < ranked.size()) buttons_[i]->set(ranked[i], ranked.front().bits, model_.changes_late());
  }
}

void NumbersColumn::show_points() {
  const QueryPoints *before = model_.maps().points_before(), *after = model_.maps().points_after();
  points_->setVisible(model_.maps().sampled() && before != nullptr && after != nullptr);
  if (before == nullptr || after == nullptr) return;
  const HeadChoice& head = context_.store.selection().head;
  auto moved = moved_points(*before, *after, head.mode == HeadChoice::Mode::one ? head.head : -1);
  std::erase_if(moved, [](const MovedPoint& one) { return !one.is_seen(); });
  moved.resize(std::min<std::size_t>(kPoints, moved.size()));
  points_->set_note(tr("pixels, weight"));
  std::vector<std::pair<QString, QString>> said;
  for (const MovedPoint& one : moved) {
    said.emplace_back(tr("level %1, point %2: %3 px").arg(one.before.level).arg(one.before.point).arg(format_value(one.pixels, 1)),
                      before_after(one.before.weight, one.after.weight, model_.maps_late()));
  }
  if (said.empty()) said.emplace_back(tr("All stay, with their weights"), QString());
  say(points_, point_rows_, said);
}

void NumbersColumn::refresh() {
  text_->setText(as_text(model_.steps()));
  text_->setHidden(text_->text().isEmpty());
  copy_->setEnabled(!text_->text().isEmpty());
  const Ablation* result = model_.result();
  const auto positions = result == nullptr ? std::vector<std::int64_t>() : predicted_positions(*result->before);
  position_->setVisible(positions.size() > 1);
  if (!positions.empty()) position_->set_range(0, int(positions.size()) - 1);
  if (const auto at = std::ranges::find(positions, model_.position()); at != positions.end()) position_->set_value(int(at - positions.begin()));
  show_points();
  show_output(result);
  show_heads();
}

}  // namespace headlight::ui
