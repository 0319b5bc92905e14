#include "app/window.h"

#include <QApplication>

namespace headlight::app {

int run_window(std::unique_ptr<Session>, const Options&) {
  return 0;
}

}  // namespace headlight::app
