// Ask: which heads look from here to there, and which follow a pattern.
#pragma once

#include "ui/controls/button.h"
#include "ui/controls/choices.h"
#include "ui/controls/frames.h"
#include "ui/panels/detection_panels.h"
#include "ui/studio/ask/ask_model.h"
#include "ui/studio/studio_page.h"

class QLabel;
class QSplitter;
class QStackedWidget;

namespace headlight::ui {

class AnswerColumn;
class BatchColumn;
class BatchView;
class HeadBars;
class PatternColumn;
class PatternTable;
class PictureRegion;
class RankingTable;
class TokenChooser;
class WinnerMaps;

// Whether heads of the chosen layers have patterns: self-attention between tokens.
[[nodiscard]] bool has_patterns(const Store& store);

class AskPage : public StudioPage {
  Q_OBJECT

 public:
  AskPage(Context context, QWidget* parent = nullptr);

  [[nodiscard]] QList<QWidget*> stops() const override;
  [[nodiscard]] std::vector<ShownFigure> figures() const override;
  [[nodiscard]] BatchView& batch() const { return *batch_; }
  [[nodiscard]] BatchColumn& batch_column() const { return *over_inputs_; }
  [[nodiscard]] AskModel& model() { return *model_; }
  void choose_patterns(bool on) { choose_kind(on ? Kind::patterns : Kind::heads); }
  enum class Kind { heads, patterns, many };  // from here to there, patterns, over many inputs
  void choose_kind(Kind kind);  // by hand
  void show_kind(Kind kind);
  void show_pattern(int pattern);  // the heads that follow it
  void turn_round() { model_->turn_round(); }
  void take_mask(const QString& path);  // in the place of a box; one that cannot be taken is said, the question stays

 protected:
  void refresh() override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void fit_lines();
  [[nodiscard]] QWidget* build_question();
  [[nodiscard]] QWidget* build_lines(QWidget* box);
  [[nodiscard]] QWidget* build_answers();
  void build_picture();
  void arrange(bool pictures);
  [[nodiscard]] QWidget* build_patterns();
  [[nodiscard]] QWidget* build_columns();  // one a kind of question
  void show_state();
  void show_lines();
  void show_question(bool pictures);
  void show_classes();
  void show_found();
  void show_asked(TokenChooser* chooser);  // scrolls to what is chosen
  void choose_mask();
  void show_hint(const QString& text, const char* role);
  void show_ranking(const PanelFrame::Words& nothing);  // where there is no answer
  [[nodiscard]] PanelFrame::Words no_target(bool pictures) const;
  void choose_target();
  [[nodiscard]] FigurePtr winners_figure() const;

  AskModel* model_;
  AnswerColumn* answer_ = nullptr;
  BatchColumn* over_inputs_ = nullptr;
  PictureSource* source_;
  BatchView* batch_ = nullptr;
  Segments *kind_, *role_, *tool_;
  Choice* classes_;
  std::vector<std::int64_t> shown_from_, shown_to_;  // what the lines were last scrolled to
  QWidget *tokens_, *picture_box_;
  TokenChooser *from_, *to_;
  PictureRegion* picture_;
  ElidedLabel* title_ = nullptr;
  Button* turn_;
  QLabel* hint_;
  QStackedWidget *bodies_, *columns_ = nullptr, *arrangements_ = nullptr;
  QSplitter *words_, *words_below_, *picture_left_, *picture_right_;
  PanelFrame *bars_frame_, *ranking_frame_, *winners_frame_, *patterns_frame_;
  HeadBars* bars_;
  RankingTable* ranking_;
  WinnerMaps* winners_;
  PatternTable* patterns_;
  QWidget* pattern_list_;
  std::vector<std::pair<QWidget*, TokenChooser*>> lines_;
};

}  // namespace headlight::ui
