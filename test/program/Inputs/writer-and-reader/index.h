#pragma once
#include <map>
#include <string>

// Documents by title. Filled in the background, asked by whoever serves requests.
extern std::map<std::string, int> documents;

void startIndexer();
bool isIndexed(const std::string &title);
