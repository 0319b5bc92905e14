// What is remembered between starts.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QVariantMap>

namespace headlight::ui {

struct Settings {
  QString theme = QStringLiteral("dark");  // dark | light | contrast
  QString language;                        // "en", "ko"; empty: the desktop's
  QStringList recent_models;               // newest first, what --model takes
  QStringList recent_files;                // newest first
  QStringList model_folders;               // opened by hand; listed in the chooser
  QStringList trusted_code;                // SHA-256 of the TorchScript files that may run without being asked about
  QVariantMap tokenizers;                  // folders of the tokenizers of TorchScript files, by the file's path
  QByteArray geometry;
  QVariantMap layout;                      // widths, splitters and folded sections that were changed by hand, by name
  bool run_as_i_type = true;

  bool remember = false;  // without it save() does nothing; load() sets it

  static Settings load();
  void save() const;

  // Moves `model` to the front of the recent ones, keeping eight.
  void used_model(const QString& model);
};

}  // namespace headlight::ui
