#include "ui/panels/inspector_parts.h"

#include <QPainter>
#include <QRegularExpression>
#include <algorithm>
#include <cmath>

#include "ui/controls/appearance.h"
#include "ui/controls/icon.h"
#include "ui/controls/tips.h"
#include "ui/controls/token_flow.h"
#include "ui/figures/side.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr double kArrow = 26, kChipPadding = 16, kLinkNumber = 44;

// A name gives way before the numbers behind it: "pa… 4,3" of "patch 4,3".
QString shortened(const Face& face, const QString& text, double room) {
  static const QRegularExpression numbers(QStringLiteral("(?<=\\s)\\d[\\d,.\\s]*$"));
  const auto found = numbers.match(text);
  if (face.width(text) <= room || !found.hasMatch()) return face.elided(text, room);
  const QString tail = text.mid(found.capturedStart() - 1);
  const double left = room - face.width(tail);
  if (left < face.width(QStringLiteral("…"))) return face.elided(found.captured(), room);
  return face.elided(text.left(found.capturedStart() - 1), left) + tail;
}

}  // namespace

QHBoxLayout* row_of(std::initializer_list<QWidget*> widgets) {
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  for (QWidget* widget : widgets) row->addWidget(widget);
  return row;
}

ElidedLabel* name_label(const QString& text, int width, QWidget* parent) {
  auto* made = new ElidedLabel("text2", 12, 400, parent);
  made->set_text(text);
  made->setFixedWidth(width > 0 ? width : made->sizeHint().width());
  return made;
}

ChipPair::ChipPair(QWidget* parent) : QWidget(parent) {
  setFixedHeight(24);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ChipPair::set(const QString& query, const QString& key) {
  query_ = query;
  key_ = key;
  setAccessibleName(tr("Query %1, key %2").arg(query, key));
  update_tip();
  update();
}

void ChipPair::update_tip() {
  const bool all = shown() == std::pair(query_, key_);
  setToolTip(all ? QString() : key_.isEmpty() ? query_ : pair_text(query_, key_));
}

std::pair<QString, QString> ChipPair::shown() const {
  const Face face(12, 600);
  if (key_.isEmpty()) return {shortened(face, query_, std::max(20.0, width() - kChipPadding)), QString()};
  const double room = std::max(40.0, width() - kArrow - 2 * kChipPadding), half = room / 2;
  const double query = face.width(query_), key = face.width(key_);
  // What one of the two leaves of its half is the other's.
  const double first = query + key <= room ? query : std::max(half, room - key);
  const QString left = shortened(face, query_, first);
  return {left, shortened(face, key_, room - std::min(first, face.width(left)))};
}

void ChipPair::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const double middle = height() / 2.0;
  if (query_.isEmpty()) return;
  const auto [query, key] = shown();
  const double x = paint_token(painter, {0, middle}, query, ChipState::query);
  if (key_.isEmpty()) return;
  paint_icon(painter, QRectF(x + 7, middle - 6, 12, 12), QStringLiteral("arrow"), colour("text3"));
  paint_token(painter, {x + kArrow, middle}, key, ChipState::key);
}

StripPlot::StripPlot(const QString& name, QWidget* parent) : QWidget(parent), name_(name) {
  setFixedHeight(20);
}

void StripPlot::set(std::vector<double> all, int selected) {
  all_ = std::move(all);
  selected_ = selected;
  const bool known = selected_ >= 0 && std::size_t(selected_) < all_.size();
  setAccessibleName(known ? name_ + QLatin1Char(' ') + format_value(all_[std::size_t(selected_)], 2) : name_);
  QString rank_words;
  if (known) {
    const double mine = all_[std::size_t(selected_)];
    const auto rank = 1 + std::count_if(all_.begin(), all_.end(), [&](double other) { return other > mine; });
    rank_words = tr("%1 · rank %2 of %3").arg(format_value(mine, 3)).arg(rank).arg(all_.size());
  }
  if (known || !meaning_.isEmpty()) setToolTip(tip_of({rank_words, meaning_}));
  update();
}

void StripPlot::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Face face(12);
  const double middle = height() / 2.0;
  const double names = std::min(width() * 0.42, 100.0);
  painter.setPen(colour("text2"));
  face.draw_centred(painter, {0, middle}, face.elided(name_, names));
  if (all_.empty()) return;
  const Face bold(12, 500);
  double number = 40;
  for (const double value : all_) number = std::max(number, bold.width(format_value(value, 2)));
  const double left = names + 10, room = std::max(20.0, width() - left - number - 8);
  const auto [least, largest] = std::minmax_element(all_.begin(), all_.end());
  const double span = std::max(1e-9, *largest - *least);
  painter.fillRect(QRectF(left, std::round(middle), room, 1), colour("line"));
  QColor tick = colour("text2");
  tick.setAlphaF(0.65F);
  for (const double value : all_) {
    painter.fillRect(QRectF(std::round(left + (value - *least) / span * (room - 1)), middle - 4, 1, 8), tick);
  }
  if (selected_ < 0 || std::size_t(selected_) >= all_.size()) return;
  const double mine = all_[std::size_t(selected_)];
  painter.fillRect(QRectF(std::round(left + (mine - *least) / span * (room - 1)) - 1, middle - 7, 3, 14), colour("accent"));
  painter.setPen(colour("text"));
  bold.draw_centred(painter, {double(width()), middle}, format_value(mine, 2), Anchor::end);
}

LinkRow::LinkRow(QString query, QString key, double weight, QWidget* parent)
    : QAbstractButton(parent), query_(std::move(query)), key_(std::move(key)), weight_(weight) {
  setFixedHeight(20);
  setAttribute(Qt::WA_Hover);
  setFocusPolicy(Qt::StrongFocus);
  setCursor(Qt::PointingHandCursor);
  setAccessibleName(pair_text(query_, key_) + QLatin1Char(' ') + format_value(weight_));
}

int LinkRow::wanted_centre() const { return int(std::ceil(Face(12).width(query_))) + 15; }

void LinkRow::set_centre(int centre) {
  centre_ = centre;
  update();
}

void LinkRow::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  if (underMouse() || isDown()) paint_soft(painter, rect(), Soft::pointed);
  const Face face(12);
  const double middle = height() / 2.0, number = kLinkNumber;
  const double usual = width() * 0.36, most = width() - number - std::min(face.width(key_), width() * 0.3) - 18, centre = std::clamp(double(centre_), usual, std::max(usual, most));
  painter.setPen(colour("text2"));
  face.draw_centred(painter, {centre - 12, middle}, shortened(face, query_, centre - 14), Anchor::end);
  paint_icon(painter, QRectF(centre - 5, middle - 5, 10, 10), QStringLiteral("arrow"), colour("text3"));
  painter.setPen(colour("text"));
  face.draw_centred(painter, {centre + 14, middle}, shortened(face, key_, width() - number - centre - 16));
  Face(12, 500).draw_centred(painter, {double(width()), middle}, format_value(weight_), Anchor::end);
}

}  // namespace headlight::ui
