// What was given to open at once, by command line, drop or paste: sorted, and what of it goes with what.
#pragma once

#include <QString>
#include <QStringList>
#include <functional>
#include <string>
#include <vector>

#include "engine/api/session.h"

namespace headlight::ui {

struct Given {
  struct Input {
    QString path;  // or what it is called
    InputSpec spec;
    [[nodiscard]] bool is_picture() const { return !spec.image.empty(); }
  };
  struct Refused {
    QString why, path;
    bool opened = false;  // all the same, and it is another one than was meant
    bool missing = false;  // of a session: `path` is where it was looked for
    QString expected{};    // the hash that a missing model's weights have, where it is known
    bool operator==(const Refused&) const = default;
  };
  std::vector<std::string> models;
  std::vector<Input> inputs;
  std::vector<std::string> traces;
  QStringList sessions;
  std::vector<Refused> refused;
  [[nodiscard]] std::size_t size() const { return models.size() + inputs.size() + traces.size() + std::size_t(sessions.size()) + refused.size(); }
};

// By names and first bytes; texts are read. `names` are models known by a name that is no file.
[[nodiscard]] Given sorted(const QStringList& paths, const QStringList& names);

// What a model reads, as far as that is known.
struct Reads {
  bool known = false, text = false, pictures = false;
  [[nodiscard]] bool takes(const Given::Input& input) const { return !known || (input.is_picture() ? pictures : text); }
};

// One run to make: a model on an input (its own where there is none), or a trace where the model is empty.
struct Opening {
  QString path;
  std::string model;
  InputSpec input;
  bool operator==(const Opening&) const = default;
};

struct Pairs {
  std::vector<Opening> openings;
  std::vector<Given::Refused> refused;
};

// Every input in every given model that reads it; models without one on an input of their own; traces as they are. What
// no given model reads is refused. Without models nothing but the traces.
[[nodiscard]] Pairs paired(const Given& given, const std::function<Reads(const std::string&)>& reads);

[[nodiscard]] bool is_video(const QString& path);

}  // namespace headlight::ui
