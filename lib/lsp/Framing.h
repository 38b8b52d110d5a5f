// From a stream of bytes to messages (LSP 3.17, Base Protocol).

#pragma once

#include "llvm/ADT/StringRef.h"

#include <optional>
#include <string>

namespace maplint::lsp {

/// Takes what arrives, in whatever pieces, and gives whole messages. LLVM's own reader waits for
/// input; this one does not, so that one thread can look after editor and analysis.
class Framing {
public:
  /// One message, or what is wrong with what stands in its place.
  struct Frame {
    std::string content;
    std::string error;
  };

  void feed(llvm::StringRef bytes);

  /// The next message that has arrived in full.
  std::optional<Frame> next();

private:
  std::optional<Frame> headers();
  std::optional<llvm::StringRef> line();
  void readHeader(llvm::StringRef line);
  void discard();

  std::string buffer_;
  std::size_t at_ = 0; ///< before it is done with
  std::string wrong_;  ///< with the headers so far
  bool inHeaders_ = false;
  bool inContent_ = false;
  std::size_t length_ = 0; ///< of the content
};

} // namespace maplint::lsp
