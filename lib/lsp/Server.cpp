#include "lib/lsp/Server.h"

#include "lib/lsp/Framing.h"
#include "lib/lsp/Handlers.h"

#include "llvm/Support/LSP/Logging.h"

#include <array>
#include <cerrno>
#include <cstdint>

#include <poll.h>
#include <unistd.h>

namespace maplint::lsp {
namespace {

namespace json = llvm::json;
namespace protocol = llvm::lsp;
using protocol::ErrorCode;

/// The life of a server (LSP 3.17, Server lifecycle).
enum class Phase : std::uint8_t { Fresh, Ready, ShutDown, Gone };

class Server {
public:
  Server(const Host &host, int input, llvm::raw_fd_ostream &output)
      : input_(input), output_(output),
        transport_(std::unique_ptr<protocol::JSONTransportInput>(), output),
        handlers_(host, transport_) {}

  bool run() {
    while (phase_ != Phase::Gone && !output_.has_error()) {
      handlers_.analyst().start();
      if (!wait())
        break;
    }
    handlers_.analyst().stop();
    return leftWell_;
  }

private:
  /// Waits for something to do, and does it. False at the end of input.
  bool wait() {
    std::array polled = {
        pollfd{.fd = input_, .events = POLLIN, .revents = 0},
        pollfd{.fd = handlers_.analyst().descriptor(), .events = POLLIN, .revents = 0}};
    if (poll(polled.data(), polled.size(), handlers_.analyst().wait()) < 0)
      return errno == EINTR;
    // What the editor says comes first: a newer text makes a result that waits worthless.
    if (polled[0].revents != 0 && !readInput())
      return false;
    if (polled[1].revents != 0 && handlers_.analyst().descriptor() == polled[1].fd)
      handlers_.analyst().read();
    return true;
  }

  bool readInput() {
    std::array<char, 65536> buffer{};
    const ssize_t count = read(input_, buffer.data(), buffer.size());
    if (count <= 0)
      return count < 0 && (errno == EINTR || errno == EAGAIN);
    framing_.feed({buffer.data(), static_cast<std::size_t>(count)});
    while (phase_ != Phase::Gone) {
      const auto frame = framing_.next();
      if (!frame)
        break;
      take(*frame);
    }
    return true;
  }

  void take(const Framing::Frame &frame) {
    if (!frame.error.empty())
      return refuse(nullptr, ErrorCode::ParseError, frame.error);
    auto message = json::parse(frame.content);
    if (!message)
      return refuse(nullptr, ErrorCode::ParseError, llvm::toString(message.takeError()));
    const json::Object *const object = message->getAsObject();
    if (!object)
      return refuse(nullptr, ErrorCode::InvalidRequest, "a message is an object");
    dispatch(*object);
  }

  void dispatch(const json::Object &message) {
    const auto method = message.getString("method");
    const json::Value *const id = message.get("id");
    if (!method) { // an answer; nothing was asked
      if (!message.get("result") && !message.get("error"))
        refuse(id ? *id : nullptr, ErrorCode::InvalidRequest, "neither a method nor a result");
      return;
    }
    const json::Value *const params = message.get("params");
    if (id)
      call(*method, params ? *params : nullptr, *id);
    else
      notify(*method, params ? *params : nullptr);
  }

  void call(llvm::StringRef method, json::Value params, const json::Value &id) {
    const bool begins = method == "initialize";
    if (phase_ == Phase::Fresh && !begins)
      return refuse(id, ErrorCode::ServerNotInitialized, "'initialize' comes first");
    if (phase_ == Phase::ShutDown)
      return refuse(id, ErrorCode::InvalidRequest, "the server is shut down");
    if (phase_ == Phase::Ready && begins)
      return refuse(id, ErrorCode::InvalidRequest, "'initialize' comes once");
    handlers_.call(method, std::move(params), id);
    if (begins)
      phase_ = Phase::Ready;
    if (method == "shutdown") {
      phase_ = Phase::ShutDown;
      leftWell_ = true;
    }
  }

  void notify(llvm::StringRef method, json::Value params) {
    if (method == "exit")
      phase_ = Phase::Gone;
    else if (phase_ == Phase::Ready)
      handlers_.notify(method, std::move(params));
  }

  void refuse(json::Value id, ErrorCode code, llvm::StringRef why) {
    transport_.reply(std::move(id), llvm::make_error<protocol::LSPError>(json::fixUTF8(why), code));
  }

  int input_;
  llvm::raw_fd_ostream &output_;
  Framing framing_;
  protocol::JSONTransport transport_;
  Handlers handlers_;
  Phase phase_ = Phase::Fresh;
  bool leftWell_ = false;
};

} // namespace

bool serve(const Host &host, int input, llvm::raw_fd_ostream &output) {
  using Level = protocol::Logger::Level;
  protocol::Logger::setLogLevel(host.options.verbose ? Level::Info : Level::Error);
  return Server(host, input, output).run();
}

} // namespace maplint::lsp
