#include "ui/studio/weight/added_view.h"

#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "ui/controls/appearance.h"
#include "ui/figures/scale.h"
#include "ui/theme/face.h"

namespace headlight::ui {

QString share_text(double share) {
  const double tenths = std::round(share * 1000);  // no "−0.0 %"
  return format_value(tenths == 0 ? 0 : tenths / 10, 1) + QStringLiteral(" %");
}

std::vector<ValueStrips::Strip> value_strips(const QString& name, const std::vector<float>& value, double weight, const QString& output_name, const std::vector<float>& output) {
  std::vector<float> weighted = value;
  for (float& each : weighted) each *= float(weight);
  return {{name, value}, {QStringLiteral("× %1 = w · v").arg(format_value(weight)), std::move(weighted)}, {output_name, output}};
}

ValueStrips::ValueStrips(QWidget* parent) : QWidget(parent) { setFixedHeight(sizeHint().height()); }

void ValueStrips::show_strips(std::vector<Strip> strips) {
  strips_ = std::move(strips);
  update();
}

void ValueStrips::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  if (strips_.empty()) return;
  float most = 1e-9F;
  for (const Strip& strip : strips_) {
    for (const float value : strip.values) most = std::max(most, std::abs(value));
  }
  const ColourMap& map = *ColourMap::find(current_theme().difference_map());
  // The map's other way round: what raises is blue and what lowers orange, as in the parts of the score beside it.
  const auto at = [&](float value) { return QColor(map.at(0.5 - 0.5 * std::copysign(std::sqrt(std::abs(value) / most), value))); };
  const Face face(11);
  double y = 0;
  for (const auto& [name, values] : strips_) {
    painter.setPen(colour("text2"));
    face.draw_centred(painter, {0, y + 8}, face.elided(name, width()));
    const double wide = double(width()) / double(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double left = std::round(double(i) * wide), right = std::round(double(i + 1) * wide);
      painter.fillRect(QRectF(left, y + 18, right - left, 20), at(values[i]));
    }
    y += 48;
  }
  for (int x = 0; x < width(); ++x) painter.fillRect(QRectF(x, y, 1, 5), QColor(map.at(1 - double(x) / width())));
  painter.setPen(colour("text3"));
  face.draw_centred(painter, {0, y + 16}, format_value(-most, 2));
  face.draw_centred(painter, {width() / 2.0, y + 16}, tr("0 · √ scale"), Anchor::middle);
  face.draw_centred(painter, {double(width()), y + 16}, QStringLiteral("+") + format_value(most, 2), Anchor::end);
}

AddedView::AddedView(Context context, const WeightModel& model, Of what, QWidget* parent)
    : QWidget(parent),
      model_(model),
      what_(what),
      title_(new ElidedLabel("text", 13, 600, this)),
      strips_(new ValueStrips(this)),
      added_(new ValueRow(QStringLiteral("|w · v|"), this)),
      share_(new ValueRow(tr("share of the output"), this)),
      ask_(new Button(Button::Kind::normal, tr("Which heads look here?"), this)),
      cut_(new Button(Button::Kind::normal, tr("Switch this link off"), this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(20, 8, 20, 12);
  column->setSpacing(6);
  for (QWidget* each : std::initializer_list<QWidget*>{title_, strips_, added_, share_, ask_, cut_}) column->addWidget(each);
  column->addStretch(1);
  cut_->set_key(QStringLiteral("Shift X"));
  ask_->set_key(QStringLiteral("A"));
  connect(ask_, &QPushButton::clicked, this, &AddedView::ask_wanted);
  connect(cut_, &QPushButton::clicked, this, &AddedView::cut_wanted);
  connect(&model_, &WeightModel::changed, this, &AddedView::refresh);
  connect(&context.store, &Store::view_changed, this, &AddedView::refresh);
  refresh();
}

AddedView::Shown AddedView::of_key() const {
  const WeightModel::Key* key = model_.chosen();
  if (key == nullptr) return {tr("What a key adds")};
  const QString name = quoted_sign(key->label);
  Shown shown{tr("What %1 adds").arg(name)};
  if (!key->part.has_values) return shown;
  shown.added = key->part.added;
  shown.share = key->part.share;
  shown.strips = value_strips(tr("v of %1").arg(name), key->numbers->v, key->part.weight, tr("Σ w · v, the head's output for %1").arg(quoted_sign(model_.query_label())), key->numbers->output);
  return shown;
}

AddedView::Shown AddedView::of_point() const {
  Shown shown{tr("What the point adds")};
  const WeightModel::Sample* sample = model_.chosen_sample();
  if (sample == nullptr || sample->numbers->value.empty()) return shown;
  shown.added = sample->numbers->weight * length_of(sample->numbers->value);
  shown.share = sample->share;
  shown.strips = value_strips(tr("v, the mean of the four cells"), sample->numbers->value, sample->numbers->weight, tr("Σ w · v, the head's output"), model_.sampled_output());
  return shown;
}

void AddedView::refresh() {
  const bool point = what_ == Of::point;
  Shown shown = point ? of_point() : of_key();
  title_->set_text(shown.title);
  const bool values = !shown.strips.empty();
  added_->set(values ? format_value(shown.added) : QStringLiteral("–"));
  share_->set(values ? share_text(shown.share) : QStringLiteral("–"));
  strips_->show_strips(std::move(shown.strips));
  for (Button* way : {ask_, cut_}) way->setVisible(!point);
}

void AddedView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), colour("ground"));
  painter.fillRect(QRectF(0, 12, 1, height() - 24), colour("line"));
}

}  // namespace headlight::ui
