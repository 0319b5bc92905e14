// The ways to change attention, acting on the selection; what cannot be done stays, disabled, with its reason.
#pragma once

#include <optional>

#include "ui/controls/button.h"
#include "ui/controls/frames.h"
#include "ui/panels/context.h"

class QLabel;

namespace headlight::ui {

class Stepper;

// Of the selection: its head, layer, link, key or query.
enum class Addition { head_off, head_mean, layer_off, cut_link, hide_key, even_row, only_key, move_points };

// Why the selection cannot be changed so; empty where it can.
[[nodiscard]] QString why_not(const Store& store, Addition what);

class AddColumn : public Section {
  Q_OBJECT

 public:
  explicit AddColumn(Context context, QWidget* parent = nullptr);

  // `unable`: why this run cannot be changed at all; empty where it can.
  void refresh(const QString& unable, const QString& replaced);
  // Nothing while it cannot be done.
  [[nodiscard]] std::optional<Intervention> change_of(Addition what) const;

 Q_SIGNALS:
  void wanted(headlight::ui::Addition what);

 private:
  void build_shift();

  Context context_;
  std::vector<std::pair<Addition, Button*>> buttons_;
  QLabel* why_ = nullptr;
  Stepper *dx_ = nullptr, *dy_ = nullptr;
  QWidget* shift_ = nullptr;
};

}  // namespace headlight::ui
