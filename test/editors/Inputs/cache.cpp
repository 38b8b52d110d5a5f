#include <map>

void drop(std::map<int, int> &cache) {
  for (auto it = cache.begin(); it != cache.end(); ++it)
    if (it->second == 0)
      /* größe 😀 */ cache.erase(it);
}
