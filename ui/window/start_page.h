// Shown while nothing is open: a sentence, what can be dropped, bundled models, recent ones, samples, keys.
#pragma once

#include <QGridLayout>
#include <QLineEdit>
#include <QVBoxLayout>
#include <QWidget>

#include "ui/controls/button.h"
#include "ui/controls/choices.h"
#include "ui/controls/frames.h"
#include "ui/panels/context.h"
#include "ui/state/catalogue.h"
#include "ui/state/worker.h"
#include "ui/window/actions.h"

class QScrollArea;

namespace headlight::ui {

class StartPage : public QWidget {
  Q_OBJECT

 public:
  StartPage(Context context, Catalogue& catalogue, Actions& actions, QWidget* parent = nullptr);
  [[nodiscard]] QLineEdit* sentence() const { return sentence_; }
  [[nodiscard]] Choice* model() const { return model_; }
  void look();
  // Files that were opened before, the newest first; which of them are still there is looked up off the GUI thread.
  void set_recent(const QStringList& files);

 Q_SIGNALS:
  void look_wanted(std::string model, headlight::InputSpec input);
  void recent_wanted(QString file);
  void recent_dropped(QString file);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;

 private:
  [[nodiscard]] QWidget* build_left(Actions& actions);
  [[nodiscard]] QWidget* build_middle();
  [[nodiscard]] QWidget* build_zone(QWidget* parent);
  [[nodiscard]] QWidget* build_right(Actions& actions);
  void refresh();
  void refresh_lists();
  void fill_recent(const QStringList& files);
  void look_for_recent();
  void fit_recent();
  void refresh_cards();
  void open_model(const ModelEntry& entry);
  void open_sample(const Sample& sample);

  Context context_;
  Catalogue& catalogue_;
  QLineEdit* sentence_;
  Choice* model_;
  Button* look_;
  QWidget *left_, *right_;
  QVBoxLayout *models_, *samples_;
  QWidget* recent_;
  Worker presence_;  // which recent files are there
  QGridLayout* cards_;
  QScrollArea* middle_ = nullptr;  // around the cards
  ElidedLabel* models_hint_;
};

}  // namespace headlight::ui
