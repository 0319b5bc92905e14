// The right rail: the chosen weight, its head, statistics, colour, links.
#pragma once

#include "ui/controls/button.h"
#include "ui/controls/choices.h"
#include "ui/controls/frames.h"
#include "ui/panels/context.h"

class QSlider;

namespace headlight::ui {

class ChipPair;
class KindChoice;
class StripPlot;

class SelectionSection : public Section {
  Q_OBJECT

 public:
  explicit SelectionSection(Context context, QWidget* parent = nullptr);

 private:
  void refresh();
  Context context_;
  ChipPair* chips_;
  ElidedLabel *number_, *hint_;
  ValueRow *word_, *score_, *rank_;
};

class HeadSection : public Section {
  Q_OBJECT

 public:
  explicit HeadSection(Context context, QWidget* parent = nullptr);

 private:
  void refresh();
  Context context_;
  Stepper *layer_, *head_;
  Segments* mode_;
  KindChoice* kind_;
};

class StatisticsSection : public Section {
  Q_OBJECT

 public:
  explicit StatisticsSection(Context context, QWidget* parent = nullptr);

 private:
  void refresh();
  Context context_;
  void refresh_sampled(const StatisticsResult& result, int selected);
  std::vector<StripPlot*> strips_;  // of maps
  StripPlot* inside_;               // of sampling points, with those of the levels below it
  std::vector<StripPlot*> levels_;
  ElidedLabel* hint_;
};

class ColourSection : public Section {
  Q_OBJECT

 public:
  explicit ColourSection(Context context, QWidget* parent = nullptr);

 private:
  void refresh();
  void set_range();
  [[nodiscard]] QString range_words() const;
  Context context_;
  Choice* map_;
  QLineEdit *low_, *high_;
  QToolButton* fit_;
  ElidedLabel* range_of_;
  Segments* scale_;
  CheckBox *same_, *specials_;
};

class LinksSection : public Section {
  Q_OBJECT

 public:
  explicit LinksSection(Context context, QWidget* parent = nullptr);

 private:
  void refresh();
  void slide(int value);
  Context context_;
  Segments* rule_;
  QSlider* slider_;
  ElidedLabel *name_, *value_;
  CheckBox* merge_;
};

class PictureSection : public Section {
  Q_OBJECT

 public:
  explicit PictureSection(Context context, QWidget* parent = nullptr);

 private:
  void refresh();
  Context context_;
  Segments* kind_;  // of pictures without detections: the map, or links between patches
  QSlider* opacity_;
  ElidedLabel *name_, *value_, *contour_name_;
  Segments* contours_;
  CheckBox* smooth_;
};

class StrongestSection : public Section {
  Q_OBJECT

 public:
  explicit StrongestSection(Context context, QWidget* parent = nullptr);

 private:
  void rebuild();
  void rebuild_words(const Plane& map);
  void align();  // all arrows stand below each other
  // `at`: the positions of its query and key.
  void add(const Edge& link, const QString& query, const QString& key, std::pair<std::int64_t, std::int64_t> at);
  Context context_;
  bool merged_ = false;
  bool rolls_ = false;  // a rollout is shown
  std::vector<QString> objects_;  // the detections that are linked
};

}  // namespace headlight::ui
