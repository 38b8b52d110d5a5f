#include <map>

int size(const std::map<int, int> &cache) { return static_cast<int>(cache.size()); }
