// Uses a window as nobody would: keys, clicks, drags, wheels, typed words and actions at random, always the same for a seed.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "ui/window/main_window.h"

namespace headlight::ui {

class Monkey {
 public:
  // `inputs` are opened now and then.
  struct Thing {
    std::string model;
    InputSpec input;
  };
  Monkey(MainWindow& window, std::vector<Thing> things, unsigned seed) : window_(window), things_(std::move(things)), random_(seed) {}

  // One action; what was done, in words.
  std::string act();
  // What must hold after whatever was done; empty where it does.
  [[nodiscard]] std::string fault() const;

 private:
  [[nodiscard]] int below(int count) { return int(random_() % unsigned(std::max(1, count))); }
  [[nodiscard]] QWidget* somebody();  // a visible widget of a visible window
  [[nodiscard]] QPoint somewhere(const QWidget& widget);
  std::string press_key();
  std::string click();
  std::string drag();
  std::string turn_wheel();
  std::string trigger();
  std::string type_words();
  std::string open_something();
  std::string resize();
  std::string dismiss(QWidget& over);

  MainWindow& window_;
  std::vector<Thing> things_;
  std::mt19937 random_;
};

}  // namespace headlight::ui
