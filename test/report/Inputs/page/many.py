"""Writes five files with a thousand findings each, of five kinds."""

KINDS = """
class Ages{n} {{
public:
  void set(int id, int age) {{
    std::lock_guard<std::mutex> lock(mutex_);
    ages_[id] = age;
  }}
  bool known(int id) {{
    std::lock_guard<std::mutex> lock(mutex_);
    return ages_.count(id) != 0;
  }}
  void forget(int id) {{ ages_.erase(id); }}

private:
  std::mutex mutex_;
  std::map<int, int> ages_;
}};

void drop{n}(std::map<int, int> &table) {{
  for (auto it = table.begin(); it != table.end(); ++it)
    if (it->second == 0)
      table.erase(it);
}}

std::unordered_map<int, int> squares{n}(const std::vector<int> &numbers) {{
  std::unordered_map<int, int> result;
  for (int number : numbers)
    result[number] = number * number;
  return result;
}}

void assign{n}(std::map<int, int> *counts) {{
  counts = nullptr;
  (*counts)[1] = 2;
}}

int first{n}(std::unordered_map<int, int> &rows) {{
  int &row = rows[1];
  rows.clear();
  return row;
}}
"""
HEADERS = "#include <map>\n#include <mutex>\n#include <unordered_map>\n#include <vector>\n"

for part in range(5):
    with open(f"many{part}.cpp", "w", encoding="utf-8") as file:
        file.write(HEADERS + f"\nnamespace part{part} {{\n")
        for n in range(200):
            file.write(KINDS.format(n=n))
        file.write("}\n")
