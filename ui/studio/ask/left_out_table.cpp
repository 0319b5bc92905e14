#include "ui/studio/ask/left_out_table.h"

#include <QHelpEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <unordered_map>

#include "ui/controls/appearance.h"
#include "ui/controls/tips.h"
#include "ui/figures/side.h"
#include "ui/theme/face.h"

namespace headlight::ui {

LeftOutTable::LeftOutTable(const BatchModel& model, QWidget* parent) : TableView(tr("Inputs left out, by reason"), parent), model_(model) { set_own_arrows(true); }

// Thousands may share a reason: it is put into words once.
void LeftOutTable::refresh() {
  struct Group {
    QString reason;
    QStringList names;
  };
  std::vector<Group> groups;
  std::unordered_map<std::string, std::size_t> places;
  for (const BatchModel::Item& item : model_.items()) {
    if (item.state != BatchModel::State::left_out) continue;
    const auto [at, first] = places.try_emplace(item.why->what + '\n' + item.why->found, groups.size());
    if (first) groups.push_back({item.reason(), {}});
    groups[at->second].names += item.name;
  }
  std::ranges::stable_sort(groups, std::greater{}, [](const Group& group) { return group.names.size(); });
  std::vector<Row> rows;
  for (const Group& group : groups) {
    rows.push_back({group.reason, group.names.size()});
    for (const QString& name : group.names) rows.push_back({name, 0});
  }
  if (rows == rows_) return;
  rows_ = std::move(rows);
  row_ = std::clamp(row_, 0, std::max(0, this->rows() - 1));
  rows_changed();
}

QString LeftOutTable::text(int row, int) const {
  const Row& one = rows_[std::size_t(row)];
  return one.inputs > 0 ? tr("%1: %2 inputs", nullptr, int(one.inputs)).arg(one.words).arg(one.inputs) : one.words;
}

void LeftOutTable::choose(int row, int) {
  row_ = row;
  update();
}

bool LeftOutTable::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return TableView::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const int row = row_at(help->pos());
  if (row < 0) QToolTip::hideText();
  else QToolTip::showText(help->globalPos(), tip_of({text(row, 0)}), this);
  return true;
}

void LeftOutTable::paintEvent(QPaintEvent* event) {
  QPainter painter(this);
  const int first = std::max(0, event->rect().top() / kRow), last = std::min(rows() - 1, event->rect().bottom() / kRow);
  for (int row = first; row <= last; ++row) {
    const QRectF all = row_rect(row);
    const Row& one = rows_[std::size_t(row)];
    const bool reason = one.inputs > 0;
    if (hasFocus() && row == row_) paint_soft(painter, all, Soft::selected, 3);
    const Face face(12, reason ? 600 : 400);
    const QString count = reason ? QString::number(one.inputs) : QString();
    painter.setPen(colour(reason ? "text" : "text2"));
    face.draw_centred(painter, {all.right() - 6, all.center().y()}, count, Anchor::end);
    const double left = reason ? 6 : 18;
    face.draw_centred(painter, {left, all.center().y()}, face.elided(one.words, all.width() - left - 18 - face.width(count)));
  }
}

}  // namespace headlight::ui
