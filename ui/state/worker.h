// One computation at a time off the GUI thread; a newer one takes the place of an older one, whose result is dropped.
#pragma once

#include <QObject>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <thread>

namespace headlight::ui {

// Lives on the GUI thread. Destruction waits for the computation, which should look at its stop token every few ms.
class Worker : public QObject {
  Q_OBJECT

 public:
  explicit Worker(QObject* parent = nullptr) : QObject(parent) {}
  ~Worker() override { drop(); }

  // `work` runs on a thread of its own and must own all that it reads; what it returns is called on the GUI thread.
  using Deliver = std::function<void()>;
  using Work = std::function<Deliver(std::stop_token)>;
  void start(Work work);
  void drop();
  [[nodiscard]] bool busy() const { return busy_; }

 private:
  void deliver(std::uint64_t ticket, const Deliver& deliver);

  std::uint64_t ticket_ = 0;
  bool busy_ = false;
  std::jthread thread_;
};

}  // namespace headlight::ui
