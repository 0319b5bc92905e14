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

constexpr int kListed = 8, kOutputs = 4, kPoints = 6;

// A head with its change as a bar; a click chooses it.
class ChangedHead : public QAbstractButton {
 public:
  ChangedHead(const MapChange& change, double most, QWidget* parent) : QAbstractButton(parent), change_(change), most_(most) {
    setText(QStringLiteral("%1.%2").arg(change.layer).arg(change.head));
    setAccessibleName(NumbersColumn::tr("head %1, changed by %2 bits").arg(text(), format_within(change.bits, most)));
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setFixedHeight(24);
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    if (underMouse() || hasFocus()) paint_soft(painter, rect(), Soft::pointed, 3);
    painter.setPen(colour("text"));
    const double middle = height() / 2.0;
    Face(12, 600).draw_centred(painter, {4, middle}, text());
    paint_bar(painter, QRectF(44, middle - 4.5, width() - 44 - 54, 9), change_.bits / std::max(1e-12, most_), colour("accent"));
    painter.setPen(colour("text"));
    Face(12).draw_centred(painter, {width() - 2.0, middle}, format_within(change_.bits, most_), Anchor::end);
  }

 private:
  MapChange change_;
  double most_;
};

}  // namespace

NumbersColumn::NumbersColumn(Context context, InterveneModel& model, QWidget* parent)
    : QWidget(parent),
      context_(context),
      model_(model),
      numbers_(new Section(tr("Output"), this)),
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
  for (Section* section : {numbers_, heads_, points_, build_text()}) column->addWidget(section);
  column->addStretch(1);
  connect(position_, &Stepper::stepped, this, [this](int value) {
    const auto positions = model_.result() == nullptr ? std::vector<std::int64_t>() : predicted_positions(*model_.result()->before);
    if (value < 0 || value >= std::ssize(positions)) return;
    model_.set_position(positions[std::size_t(value)]);
  });
}

Section* NumbersColumn::build_text() {
  auto* kept = new Section(tr("As text, for headlight ablate --change"), this);
  text_ = paragraph("code", kept);
  text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  auto* copy = new Button(Button::Kind::normal, tr("Copy as text"), kept);
  copy->set_icon_name(QStringLiteral("copy"));
  kept->body()->addWidget(text_);
  kept->body()->addWidget(copy);
  connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(as_text(model_.steps())); });
  return kept;
}

void NumbersColumn::clear(Section* section) {
  for (int at = section->body()->count(); at-- > 0;) {
    QWidget* old = section->body()->itemAt(at)->widget();
    if (old == nullptr) continue;
    section->body()->removeWidget(old);
    old->hide();
    old->deleteLater();
  }
}

void NumbersColumn::add(Section* section, const QString& name, const QString& value) {
  auto* line = new ValueRow(name, section);
  line->set(value);
  section->body()->addWidget(line);
}

void NumbersColumn::show_output(const Ablation& result) {
  const auto outputs = model_.named_outputs();
  for (std::size_t i = 0; i < std::min<std::size_t>(3, outputs.size()); ++i) add(numbers_, outputs[i].name, value_or_none(outputs[i].before) + QStringLiteral(" → ") + value_or_none(outputs[i].after));
  std::vector<Ablation::Change> moved = result.changes;
  std::ranges::stable_sort(moved, std::greater{}, [](const Ablation::Change& change) { return std::isfinite(change.most) ? change.most : -1; });  // NaN: another shape
  moved.resize(std::min<std::size_t>(kOutputs, moved.size()));
  for (const Ablation::Change& change : moved) add(numbers_, tr("%1, most changed by").arg(from_utf8(change.output)), format_value(change.most));
}

void NumbersColumn::show_heads() {
  std::vector<MapChange> ranked = model_.maps().changes();
  std::ranges::stable_sort(ranked, std::greater{}, &MapChange::bits);
  ranked.resize(std::min<std::size_t>(kListed, ranked.size()));
  for (const MapChange& change : ranked) {
    auto* button = new ChangedHead(change, ranked.front().bits, heads_);
    heads_->body()->addWidget(button);
    connect(button, &QAbstractButton::clicked, this, [this, change] { select_head(context_.store, change.site, change.head); });
  }
}

void NumbersColumn::show_points() {
  const QueryPoints *before = model_.maps().points_before(), *after = model_.maps().points_after();
  points_->setVisible(model_.maps().sampled() && before != nullptr && after != nullptr);
  if (before == nullptr || after == nullptr) return;
  const HeadChoice& head = context_.store.selection().head;
  const auto moved = moved_points(*before, *after, head.mode == HeadChoice::Mode::one ? head.head : -1);
  points_->set_note(tr("pixels, weight"));
  for (std::size_t i = 0; i < std::min<std::size_t>(kPoints, moved.size()); ++i) {
    const MovedPoint& one = moved[i];
    add(points_, tr("level %1, point %2: %3 px").arg(one.before.level).arg(one.before.point).arg(format_value(one.pixels, 1)),
        format_value(one.before.weight) + QStringLiteral(" → ") + format_value(one.after.weight));
  }
}

void NumbersColumn::refresh() {
  for (Section* section : {numbers_, heads_, points_}) clear(section);
  text_->setText(as_text(model_.steps()));
  const Ablation* result = model_.result();
  const auto positions = result == nullptr ? std::vector<std::int64_t>() : predicted_positions(*result->before);
  position_->setVisible(positions.size() > 1);
  if (!positions.empty()) position_->set_range(0, int(positions.size()) - 1);
  if (const auto at = std::ranges::find(positions, model_.position()); at != positions.end()) position_->set_value(int(at - positions.begin()));
  show_points();
  if (result == nullptr) return;
  show_output(*result);
  show_heads();
}

}  // namespace headlight::ui
