#include "index.h"

#include <thread>

std::map<std::string, int> documents;

static void crawl() {
  for (int n = 0; n < 1000; ++n)
    // expected-error@+1 {{'documents' is written without a lock while another thread may access it [map-concurrent-write]}}
    documents["page " + std::to_string(n)] = n;
}

void startIndexer() {
  std::thread(crawl).detach(); // expected-note {{a thread that uses it starts here}}
}
