// Analyses documents one after the other in the background, and keeps what was found.
//
//   Documents --Schedule--> Background(answerTo) --> Findings

#pragma once

#include "lib/driver/Background.h"
#include "lib/lsp/Documents.h"
#include "lib/lsp/Job.h"
#include "lib/lsp/Schedule.h"

#include <functional>
#include <map>
#include <string>

namespace maplint::lsp {

class Analyst {
public:
  /// Told when there is something new of a document. What is not of its newest text is not told.
  struct Listener {
    std::function<void(const Document &, const Findings &)> found;
    std::function<void(const Document &, const Answer &)> refused;
  };

  struct Setup {
    const driver::Options &options;
    const char *argv0;
    const Client &client;
    Documents &documents;
    Listener listener;
  };

  /// Everything by reference must outlive the analyst.
  explicit Analyst(Setup setup) : setup_(std::move(setup)) {}

  /// `document` has a new text. What runs for its old one is given up.
  void changed(const Document &document, std::chrono::milliseconds delay);
  /// Looks at `document` again: a file it reads may have changed.
  void again(const Document &document);
  /// `document` is about to be closed.
  void forget(const Document &document);
  /// Gives up everything.
  void stop();

  /// What was found in `document` the last time; null when it was never analysed.
  [[nodiscard]] const Findings *findings(const Document &document) const;
  /// The same, if every text that its fixes edit is still the one that was analysed.
  [[nodiscard]] const Findings *currentFindings(const Document &document) const;

  /// Starts what is due, unless something runs.
  void start();

  /// Becomes readable when read() has something to do; -1 while nothing runs.
  [[nodiscard]] int descriptor() const { return background_.descriptor(); }

  void read();
  /// Milliseconds until start() has something to do; -1 for nothing.
  [[nodiscard]] int wait() const;

private:
  using Stamps = std::map<std::string, std::uint64_t>;

  struct Known {
    Findings findings;
    Stamps stamps; ///< of all texts that were open, by path
    std::string readIn;
    bool analysed = false;
  };

  void giveUp(const Document &document);
  [[nodiscard]] Stamps stamps() const;

  Setup setup_;
  Schedule schedule_;
  driver::Background background_;
  std::string running_; ///< path of the document
  Stamps runningStamps_;
  std::map<std::string, Known> known_;
};

} // namespace maplint::lsp
