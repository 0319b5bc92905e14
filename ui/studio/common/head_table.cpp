#include "ui/studio/common/head_table.h"

#include <QPaintEvent>
#include <QPainter>
#include <algorithm>

#include "ui/controls/appearance.h"
#include "ui/studio/common/select_head.h"
#include "ui/theme/face.h"

namespace headlight::ui {

HeadTable::HeadTable(Context context, const QString& name, QWidget* parent) : HeadPlot(context, name, parent), maps_(context.feed) {
  set_own_arrows(true);
  connect(&context_.feed.heads, &ViewLoader::changed, this, qOverload<>(&QWidget::update));
  connect(&context_.store, &Store::hover_changed, this, qOverload<>(&QWidget::update));
  connect(&context_.store, &Store::view_changed, this, &HeadTable::follow_head);
}

void HeadTable::take() {
  rows_changed();
  follow_head();
}

void HeadTable::follow_head() {
  const auto now = chosen();
  if (!now || context_.store.trace() == nullptr) return;
  const HeadPlace one = head(now->row);
  follow_chosen({std::int64_t(one.layer) << 32 | one.head, std::int64_t(context_.store.trace()->id) << 8 | order()});
}

void HeadTable::choose(int row, int) { select_head(context_.store, head(row).site, head(row).head); }

void HeadTable::row_opened(int row) {
  choose(row, 0);
  Q_EMIT opened();
}

void HeadTable::paint_head(QPainter& painter) const {
  if (rows() == 0) return;
  painter.setPen(colour("text3"));
  Face(11).draw_centred(painter, {name_place(), head_height() / 2.0}, tr("head"));
  paint_column_heads(painter);
}

void HeadTable::paint_row(QPainter& painter, int row, bool chosen) {
  const HeadPlace one = head(row);
  const QRectF all = row_rect(row).adjusted(4, 0, -4, 0);
  const bool hovered = context_.store.hovered().layer == one.layer && context_.store.hovered().head == one.head;
  if (chosen || hovered) paint_soft(painter, all, chosen ? Soft::selected : Soft::pointed, 3);
  const double middle = all.center().y();
  painter.setPen(colour(chosen || hovered ? "text2" : "text3"));
  Face(11).draw_centred(painter, {36, middle}, QString::number(row + 1), Anchor::end);
  if (has_maps()) maps_.paint(painter, QRectF(46, middle - 10, 20, 20), one.site, one.head);
  painter.setPen(colour("text"));
  Face(12, 600).draw_centred(painter, {name_place(), middle}, name_of(one));
  paint_values(painter, row, middle, chosen);
}

void HeadTable::paintEvent(QPaintEvent* event) {
  QPainter painter(this);
  painter.fillRect(rect(), colour("ground"));
  const auto now = chosen();
  const int first = std::max(0, event->rect().top() / kRow), last = std::min(rows() - 1, event->rect().bottom() / kRow);
  for (int row = first; row <= last; ++row) paint_row(painter, row, now && now->row == row);
}

}  // namespace headlight::ui
