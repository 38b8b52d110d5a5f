#include <map>

static int count(const std::map<int, int> &all) { return static_cast<int>(all.size()); }

int main() { return count({}); }
