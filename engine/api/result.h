// Expected failures as values. No Torch, no Qt.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace headlight {

// Why something could not be done, in the four parts of the one line that a person reads:
// "<what> — <where>: found <found>, expected <expected>". Empty parts are left out of the line.
struct Error {
  enum class Kind {
    failed = 1,    // the run failed: out of memory, device lost
    usage = 2,     // the command line is wrong
    unusable = 3,  // an input, model or file is unusable
    cancelled = 4  // stopped on request; not a fault, never shown as one
  };

  Kind kind = Kind::unusable;
  std::string what;
  std::string where;
  std::string found;
  std::string expected;

  // One line, UTF-8, control characters escaped, long parts shortened.
  [[nodiscard]] std::string line() const;
};

// Carries an Error through code that cannot return one (constructors, callbacks of LibTorch).
// Thrown and caught inside the engine only: nothing public throws it.
struct Failure {
  Error error;
};

[[nodiscard]] Error unusable(std::string what, std::string where = {}, std::string found = {},
                             std::string expected = {});
[[nodiscard]] Error failed(std::string what, std::string where = {}, std::string found = {},
                           std::string expected = {});
[[nodiscard]] Error usage(std::string what, std::string where = {}, std::string found = {},
                          std::string expected = {});
[[nodiscard]] Error cancelled();

struct Done {};

// Either a value or an Error. `Result<Done>` for actions without a value.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  [[nodiscard]] T& value() & { return std::get<0>(state_); }
  [[nodiscard]] const T& value() const& { return std::get<0>(state_); }
  [[nodiscard]] T&& value() && { return std::get<0>(std::move(state_)); }
  [[nodiscard]] T* operator->() { return &std::get<0>(state_); }
  [[nodiscard]] const T* operator->() const { return &std::get<0>(state_); }

  [[nodiscard]] const Error& error() const { return std::get<1>(state_); }

  // The value, or the Error thrown as Failure; for use inside the engine.
  T take() && {
    if (!ok()) throw Failure{std::get<1>(std::move(state_))};
    return std::get<0>(std::move(state_));
  }

 private:
  std::variant<T, Error> state_;
};

// Runs `body`, turning a Failure thrown in it into the Result's Error.
template <typename T, typename Body>
Result<T> guarded(Body&& body) {
  try {
    return std::forward<Body>(body)();
  } catch (Failure& failure) {
    return std::move(failure.error);
  }
}

}  // namespace headlight
