#include "ui/studio/ask/inputs_table.h"

#include <QHelpEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "ui/controls/appearance.h"
#include "ui/controls/tips.h"
#include "ui/theme/face.h"

namespace headlight::ui {

InputsTable::InputsTable(const BatchModel& model, QWidget* parent) : TableView(tr("Inputs in falling mass of the head"), parent), model_(model) { set_own_arrows(true); }

void InputsTable::show_masses(std::vector<InputMass> masses, int marked, int shown) {
  masses_ = std::move(masses);
  marked_ = marked;
  shown_ = shown;
  rows_changed();
}

QString InputsTable::row_label(int row) const { return model_.items()[masses_[std::size_t(row)].item].name; }

QString InputsTable::text(int row, int) const { return tr("%1: %2").arg(row_label(row), format_value(masses_[std::size_t(row)].mass)); }

std::optional<FigureTable::Place> InputsTable::chosen() const {
  const auto at = std::ranges::find_if(masses_, [this](const InputMass& each) { return int(each.item) == marked_; });
  return at == masses_.end() ? std::nullopt : std::optional(Place{int(at - masses_.begin()), 0});
}

bool InputsTable::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return TableView::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const int row = row_at(help->pos());
  if (row < 0) QToolTip::hideText();
  else QToolTip::showText(help->globalPos(), tip_of({row_label(row), format_value(masses_[std::size_t(row)].mass), tr("Double click or Return shows it")}), this);
  return true;
}

void InputsTable::paintEvent(QPaintEvent* event) {
  QPainter painter(this);
  const int first = std::max(0, event->rect().top() / kRow), last = std::min(rows() - 1, event->rect().bottom() / kRow);
  const auto now = chosen();
  for (int row = first; row <= last; ++row) {
    const QRectF all = row_rect(row);
    const bool selected = now && now->row == row, shown = int(masses_[std::size_t(row)].item) == shown_;
    if (selected) paint_soft(painter, all, Soft::selected, 3);
    const Face face(12, shown ? 600 : 400);
    painter.setPen(colour("text"));
    const QString value = format_value(masses_[std::size_t(row)].mass);
    face.draw_centred(painter, {all.right() - 6, all.center().y()}, value, Anchor::end);
    painter.setPen(colour(selected || shown ? "text" : "text2"));
    face.draw_centred(painter, {6, all.center().y()}, face.elided(row_label(row), all.width() - 12 - 60));
  }
}

}  // namespace headlight::ui
