#include "tools/maplint/CheckPages.h"

#include "tools/maplint/PageTexts.h"

#include <algorithm>
#include <string>

namespace maplint::tool {

/// What lies in `text` between a line and the next one that begins with `next`, or the end.
static std::string_view between(std::string_view text, std::string line, std::string_view next) {
  line += '\n';
  const std::size_t begin = text.starts_with(line) ? 0 : text.find("\n" + line);
  if (begin == std::string_view::npos)
    return {};
  text.remove_prefix(begin + line.size());
  text = text.substr(0, text.find(next));
  text.remove_prefix(std::min(text.find_first_not_of('\n'), text.size()));
  return text.substr(0, text.find_last_not_of('\n') + 1);
}

std::string_view pageSection(std::string_view id, std::string_view heading) {
  const std::string_view page = between(pageTexts, "# " + std::string(id), "\n# map-");
  return between(page, "## " + std::string(heading), "\n## ");
}

} // namespace maplint::tool
