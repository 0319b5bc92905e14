// The inspector's sections for detections: the chosen object, heads, levels, how points are drawn.
#pragma once

#include <QAbstractButton>

#include "ui/controls/button.h"
#include "ui/controls/choices.h"
#include "ui/controls/frames.h"
#include "ui/controls/slide.h"
#include "ui/panels/context.h"

namespace headlight::ui {

class ObjectSection : public Section {
  Q_OBJECT

 public:
  explicit ObjectSection(Context context, QWidget* parent = nullptr);

 private:
  void refresh();
  Context context_;
  ElidedLabel *name_, *share_, *place_, *what_;
  Button *others_;
};

// A check box with a mark, a name, a bar and its share: one head or one level.
class ShareToggle : public QAbstractButton {
  Q_OBJECT

 public:
  ShareToggle(const QString& name, QWidget* parent = nullptr);
  void set_mark(int level, const QColor& colour);  // shape of the level; level −1: a square
  void set_colour(const QColor& colour);           // of a level's mark where the points have it; invalid: none
  void set_chosen(bool chosen);
  [[nodiscard]] QColor mark_colour() const { return mark_; }
  [[nodiscard]] bool is_chosen() const { return chosen_; }
  void set_note(const QString& note, double room);  // shown where there is so much room: that of the longest of all rows
  [[nodiscard]] static double room_beside(const QString& name, const QString& note);
  void set_share(std::optional<double> share);
  [[nodiscard]] QSize sizeHint() const override { return {200, 22}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString note_;
  double beside_room_ = 0;
  QColor mark_;
  int level_ = -1;
  bool coloured_ = true, chosen_ = false;
  std::optional<double> share_;
};

// Rows that hide and show heads, with their share of weight inside the box.
class HeadSharesSection : public Section {
  Q_OBJECT

 public:
  explicit HeadSharesSection(Context context, QWidget* parent = nullptr);
  [[nodiscard]] const std::vector<ShareToggle*>& toggles() const { return toggles_; }

 private:
  void refresh();
  void rebuild(int heads);
  Context context_;
  QVBoxLayout* rows_;
  std::vector<ShareToggle*> toggles_;
  Button *all_, *none_;
};

class LevelsSection : public Section {
  Q_OBJECT

 public:
  explicit LevelsSection(Context context, QWidget* parent = nullptr);
  [[nodiscard]] const std::vector<ShareToggle*>& toggles() const { return toggles_; }

 private:
  void refresh();
  Context context_;
  std::vector<ShareToggle*> toggles_;
};

// What lies on the photo: sampling points, a map, links between detections.
class PhotoSection : public Section {
  Q_OBJECT

 public:
  explicit PhotoSection(Context context, QWidget* parent = nullptr);
  [[nodiscard]] Segments* kind() const { return kind_; }

 private:
  void refresh();
  Context context_;
  Segments* kind_;
  CheckBox* beside_;
};

class PointsSection : public Section {
  Q_OBJECT

 public:
  explicit PointsSection(Context context, QWidget* parent = nullptr);
  [[nodiscard]] Slide* weight() const { return weight_; }
  [[nodiscard]] QString count_text(const SiteInfo& site) const;  // "90 of 96 shown"; empty until they have come
  [[nodiscard]] Segments* whose() const { return whose_; }  // of the chosen query, of the whole layer

 private:
  Slide* add(Slide* slide, std::function<void(Look&, double)> edit);
  void refresh();
  Context context_;
  Segments *whose_, *colour_;
  Slide *weight_, *size_, *dim_;
  CheckBox *lines_, *boxes_;
};

// One head alone and chosen, or all heads again when it is already alone.
void show_one_head(Store& store, int head, int heads);

}  // namespace headlight::ui
