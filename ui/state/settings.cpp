#include "ui/state/settings.h"

#include <QSettings>

#include "ui/state/layout_fields.h"

namespace headlight::ui {

Settings Settings::load() {
  const QSettings file;
  Settings settings;
  settings.remember = true;
  settings.theme = file.value("theme", settings.theme).toString();
  settings.language = file.value("language").toString();
  settings.recent_models = file.value("recentModels").toStringList();
  settings.recent_files = file.value("recentFiles").toStringList();
  settings.model_folders = file.value("modelFolders").toStringList();
  settings.trusted_code = file.value("trustedCode").toStringList();
  settings.tokenizers = file.value("tokenizers").toMap();
  settings.geometry = file.value("geometry").toByteArray();
  settings.layout = known_layout(file.value("layout").toMap());
  settings.run_as_i_type = file.value("runAsIType", true).toBool();
  return settings;
}

void Settings::save() const {
  if (!remember) return;
  QSettings file;
  file.setValue("theme", theme);
  file.setValue("language", language);
  file.setValue("recentModels", recent_models);
  file.setValue("recentFiles", recent_files);
  file.setValue("modelFolders", model_folders);
  file.setValue("trustedCode", trusted_code);
  file.setValue("tokenizers", tokenizers);
  file.setValue("geometry", geometry);
  file.setValue("layout", layout);
  file.setValue("runAsIType", run_as_i_type);
}

void Settings::used_model(const QString& model) {
  recent_models.removeAll(model);
  recent_models.prepend(model);
  while (recent_models.size() > 8) recent_models.removeLast();
}

}  // namespace headlight::ui
