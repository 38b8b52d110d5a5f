#pragma once
#include <map>

using Prices = std::map<int, double>;

Prices *open(bool create);
Prices &always();
