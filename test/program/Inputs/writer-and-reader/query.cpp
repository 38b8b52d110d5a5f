#include "index.h"

bool isIndexed(const std::string &title) {
  return documents.find(title) != documents.end(); // expected-note {{'documents' is read here without a lock}}
}
