#include "lib/lsp/Framing.h"

#include <utility>

namespace maplint::lsp {
namespace {

using llvm::StringRef;

constexpr std::size_t longestContent = std::size_t{256} << 20;
constexpr std::size_t longestHeader = std::size_t{64} << 10;
constexpr unsigned deepestNesting = 200;
constexpr StringRef lengthHeader = "Content-Length:";

/// LLVM's JSON parser calls itself for each level, and would run out of stack.
bool isTooDeep(StringRef json) {
  unsigned depth = 0;
  bool quoted = false;
  for (std::size_t at = 0; at < json.size(); ++at) {
    const char c = json[at];
    if (c == '"')
      quoted = !quoted;
    else if (c == '\\' && quoted)
      ++at;
    else if (!quoted && (c == '[' || c == '{') && ++depth > deepestNesting)
      return true;
    else if (!quoted && (c == ']' || c == '}') && depth > 0)
      --depth;
  }
  return false;
}

} // namespace

void Framing::feed(StringRef bytes) {
  discard();
  buffer_.append(bytes.data(), bytes.size());
}

/// Forgets what is done with; not for each message, which would move the rest each time.
void Framing::discard() {
  buffer_.erase(0, at_);
  at_ = 0;
}

std::optional<StringRef> Framing::line() {
  const StringRef rest = StringRef(buffer_).drop_front(at_);
  const std::size_t end = rest.find('\n');
  if (end == StringRef::npos)
    return std::nullopt;
  at_ += end + 1;
  return rest.take_front(end).rtrim('\r');
}

void Framing::readHeader(StringRef line) {
  inHeaders_ = true;
  // Behind a message of the wrong length the next one begins in the middle of a line.
  const std::size_t start = line.rfind_insensitive(lengthHeader);
  if (start == StringRef::npos) {
    if (!line.contains(':'))
      wrong_ = "a line that is no header";
    return;
  }
  if (line.drop_front(start + lengthHeader.size()).trim().getAsInteger(10, length_) ||
      length_ > longestContent)
    wrong_ = "a Content-Length that is no number, or too large";
}

/// Reads headers up to the empty line behind them. Returns a frame when they are wrong.
std::optional<Framing::Frame> Framing::headers() {
  while (const auto line = this->line()) {
    if (!line->empty()) {
      readHeader(*line);
      continue;
    }
    if (!inHeaders_)
      continue;
    inHeaders_ = false;
    if (wrong_.empty() && length_ == 0)
      wrong_ = "no Content-Length";
    if (!wrong_.empty())
      return Frame{.content = {}, .error = std::exchange(wrong_, {})};
    inContent_ = true;
    return std::nullopt;
  }
  if (buffer_.size() - at_ <= longestHeader)
    return std::nullopt;
  at_ = buffer_.size();
  return Frame{.content = {}, .error = "a header that does not end"};
}

std::optional<Framing::Frame> Framing::next() {
  if (!inContent_)
    if (auto wrong = headers()) {
      length_ = 0;
      return wrong;
    }
  if (!inContent_ || buffer_.size() - at_ < length_)
    return std::nullopt;
  Frame frame{.content = buffer_.substr(at_, length_), .error = {}};
  at_ += length_;
  length_ = 0;
  inContent_ = false;
  if (isTooDeep(frame.content))
    return Frame{.content = {}, .error = "nested too deeply"};
  return frame;
}

} // namespace maplint::lsp
