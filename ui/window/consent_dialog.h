// The question before a TorchScript file runs: the one dialog that asks.
#pragma once

#include <QDialog>

#include "engine/api/session.h"
#include "ui/controls/button.h"

class QVBoxLayout;

namespace headlight::ui {

class ConsentDialog : public QDialog {
  Q_OBJECT

 public:
  ConsentDialog(CodeFile file, QWidget* parent);

 Q_SIGNALS:
  void agreed(headlight::CodeFile file, bool always);

 private:
  void add_words(QVBoxLayout& column);
  void add_facts(QVBoxLayout& column);
  void add_buttons(QVBoxLayout& column);
  void agree(bool always);
  [[nodiscard]] QString details() const;

  CodeFile file_;
};

// A hash in groups of eight, four to a line.
[[nodiscard]] QString grouped_hash(const std::string& hash);

}  // namespace headlight::ui
