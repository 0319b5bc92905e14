// Ask: which heads look from here to there, and which follow a pattern.
#pragma once

#include "ui/controls/button.h"
#include "ui/controls/choices.h"
#include "ui/controls/frames.h"
#include "ui/panels/detection_panels.h"
#include "ui/studio/ask/ask_model.h"
#include "ui/studio/studio_page.h"

class QLabel;
class QStackedWidget;

namespace headlight::ui {

class AnswerColumn;
class HeadBars;
class PatternTable;
class PictureRegion;
class RankingTable;
class TokenChooser;
class WinnerMaps;

class AskPage : public StudioPage {
  Q_OBJECT

 public:
  AskPage(Context context, QWidget* parent = nullptr);

  [[nodiscard]] QList<QWidget*> stops() const override;
  [[nodiscard]] AskModel& model() { return *model_; }
  void show_patterns(bool on);
  void turn_round() { model_->turn_round(); }

 protected:
  void refresh() override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void fit_lines();
  [[nodiscard]] QWidget* build_question();
  [[nodiscard]] QWidget* build_answers();
  [[nodiscard]] QWidget* build_patterns();
  void show_state();
  void show_ranking(const QString& words);

  AskModel* model_;
  AnswerColumn* answer_ = nullptr;
  PictureSource* source_;
  Segments *kind_, *role_;
  QWidget *tokens_, *picture_box_;
  TokenChooser *from_, *to_;
  PictureRegion* picture_;
  Button* turn_;
  QLabel* hint_;
  QStackedWidget* bodies_;
  PanelFrame *bars_frame_, *ranking_frame_, *winners_frame_, *patterns_frame_;
  HeadBars* bars_;
  RankingTable* ranking_;
  WinnerMaps* winners_;
  PatternTable* patterns_;
  QWidget* pattern_list_;
  std::vector<std::pair<QWidget*, TokenChooser*>> lines_;
};

}  // namespace headlight::ui
