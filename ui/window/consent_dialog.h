// The question before a TorchScript file runs: the one dialog that asks.
#pragma once

#include "engine/api/session.h"
#include "ui/controls/button.h"
#include "ui/controls/framed_dialog.h"
#include "ui/controls/frames.h"

class QVBoxLayout;

namespace headlight::ui {

class ConsentDialog : public FramedDialog {
  Q_OBJECT

 public:
  // `tokenizer`: the folder that was chosen for this file before; "" for none.
  ConsentDialog(CodeFile file, QString tokenizer, QWidget* parent);

  // The folder that feeds the file; "" for none.
  [[nodiscard]] const QString& tokenizer() const { return tokenizer_; }
  void set_tokenizer(const QString& folder);

 Q_SIGNALS:
  void agreed(headlight::CodeFile file, bool always);

 private:
  void add_words(QVBoxLayout& column);
  void add_facts(QVBoxLayout& column);
  void add_tokenizer(QVBoxLayout& column);
  void add_buttons(QVBoxLayout& column);
  void agree(bool always);
  [[nodiscard]] QString details() const;

  CodeFile file_;
  QString tokenizer_;
  ElidedLabel* folder_ = nullptr;
};

// A hash in groups of eight, four to a line.
[[nodiscard]] QString grouped_hash(const std::string& hash);

}  // namespace headlight::ui
