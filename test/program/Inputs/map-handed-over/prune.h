#pragma once
#include <map>
#include <string>

using Cache = std::map<std::string, int>;

void forget(Cache &cache, const std::string &key);
int *entry(Cache &cache, const std::string &key);
