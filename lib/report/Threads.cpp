#include "lib/report/Threads.h"

namespace maplint::report {

using Kind = maplint::ThreadEvent::Kind;

std::string wordsOf(const ThreadEvent &event) {
  const auto quoted = [&](const char *otherwise) {
    return event.subject.empty() ? otherwise : "'" + event.subject + "'";
  };
  switch (event.kind) {
  case Kind::Start: return "the thread starts here";
  case Kind::Spawn: return "the other thread is started here";
  case Kind::Call: return quoted("a function") + " is called here";
  case Kind::Acquire: return quoted("a lock") + " is taken here";
  case Kind::AcquireShared: return quoted("a lock") + " is taken shared here";
  case Kind::Release: return quoted("a lock") + " is released here";
  case Kind::Read: return quoted("the map") + " is read here";
  case Kind::Write: return quoted("the map") + " is written here";
  }
  return {};
}

} // namespace maplint::report
