#pragma once
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

using Words = std::unordered_map<std::string, int>;

void countInto(Words &words, const std::vector<std::string> &text);
void countUnder(std::mutex &mutex, Words &words, const std::vector<std::string> &text);
