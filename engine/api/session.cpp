#include "engine/api/session.h"

#include <future>

namespace headlight {

Result<Reply> wait(Session& session, Request request, std::function<void(Progress)> progress) {
  auto promise = std::make_shared<std::promise<Result<Reply>>>();
  auto future = promise->get_future();
  Handlers handlers;
  handlers.done = [promise](Result<Reply> reply) { promise->set_value(std::move(reply)); };
  handlers.progress = std::move(progress);
  session.submit({}, std::move(request), std::move(handlers));
  return future.get();
}

}  // namespace headlight
