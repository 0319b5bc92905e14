#include "ui/studio/ask/inputs_table.h"

#include <QHelpEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "ui/controls/appearance.h"
#include "ui/controls/tips.h"
#include "ui/figures/side.h"
#include "ui/theme/face.h"

namespace headlight::ui {

InputsTable::InputsTable(const BatchModel& model, QWidget* parent) : TableView(tr("Inputs in falling mass of the head"), parent), model_(model) { set_own_arrows(true); }

void InputsTable::show_masses(std::vector<InputMass> masses, int marked, int shown) {
  masses_ = std::move(masses);
  left_out_.clear();
  for (std::size_t i = 0; i < model_.items().size(); ++i) {
    if (model_.items()[i].state == BatchModel::State::left_out) left_out_.push_back(i);
  }
  marked_ = marked;
  shown_ = shown;
  rows_changed();
}

std::size_t InputsTable::item(int row) const { return answered(row) ? masses_[std::size_t(row)].item : left_out_[std::size_t(row) - masses_.size()]; }
QString InputsTable::value(int row) const { return answered(row) ? format_value(masses_[std::size_t(row)].mass) : tr("left out"); }
QString InputsTable::row_label(int row) const { return model_.items()[item(row)].name; }

QString InputsTable::text(int row, int) const {
  return tr("%1: %2").arg(isolated(row_label(row)), answered(row) ? value(row) : model_.items()[item(row)].reason());
}

std::optional<FigureTable::Place> InputsTable::chosen() const {
  for (int row = 0; row < rows(); ++row) {
    if (int(item(row)) == marked_) return Place{row, 0};
  }
  return std::nullopt;
}

bool InputsTable::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return TableView::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const int row = row_at(help->pos());
  if (row < 0) QToolTip::hideText();
  else QToolTip::showText(help->globalPos(), tip_of({row_label(row), answered(row) ? value(row) : model_.items()[item(row)].reason(), tr("Double click or Return shows it")}), this);
  return true;
}

void InputsTable::paintEvent(QPaintEvent* event) {
  QPainter painter(this);
  const int first = std::max(0, event->rect().top() / kRow), last = std::min(rows() - 1, event->rect().bottom() / kRow);
  for (int row = first; row <= last; ++row) {
    const QRectF all = row_rect(row);
    const bool selected = int(item(row)) == marked_, shown = int(item(row)) == shown_;
    if (selected) paint_soft(painter, all, Soft::selected, 3);
    const Face face(12, shown ? 600 : 400);
    painter.setPen(colour(answered(row) ? "text" : selected ? "text2" : "text3"));
    face.draw_centred(painter, {all.right() - 6, all.center().y()}, value(row), Anchor::end);
    painter.setPen(colour(selected || shown ? "text" : answered(row) ? "text2" : "text3"));
    face.draw_centred(painter, {6, all.center().y()}, face.elided(row_label(row), all.width() - 24 - std::max(48.0, face.width(value(row)))));
  }
}

}  // namespace headlight::ui
