// refmap-observe metrics|spans: some work on a map, and what an observer has to say about it.

#include "lib/refmap/Map.h"
#include "lib/refmap/MetricsObserver.h"
#include "lib/refmap/SpanObserver.h"

#include <cstdio>
#include <iostream>
#include <string_view>

namespace {

using Sessions = refmap::Map<int, int>;

void work(Sessions &sessions) {
  for (int key = 0; key != 105; ++key) // the last insert starts the growth to 32 buckets
    sessions.assign(key, key);
  for (int key = 0; key != 5; ++key)
    sessions.erase(key);
  sessions.get(50);
  for (auto each = sessions.iterate(); each.next();)
    continue;
}

template <class Observer>
void observed(Observer &observer) {
  Sessions sessions = Sessions::make();
  sessions.observe(&observer);
  work(sessions);
  if constexpr (requires { observer.print(std::cout); })
    observer.print(std::cout);
  else
    observer.flush(std::cout);
  sessions.observe(nullptr);
}

} // namespace

int main(int argc, char **argv) {
  const std::string_view what = argc == 2 ? argv[1] : "";
  if (what == "metrics") {
    refmap::MetricsObserver metrics("sessions");
    observed(metrics);
  } else if (what == "spans") {
    refmap::SpanObserver spans("sessions \"of\" users");
    observed(spans);
  } else {
    std::fputs("usage: refmap-observe metrics|spans\n", stderr);
    return 2;
  }
}
