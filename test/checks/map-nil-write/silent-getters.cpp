// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// A getter answers with what lies in the member now, not with what lay there before.

#include <map>
#include <memory>
#include <string>

using Tags = std::map<std::string, int>;

struct Slot {
  Tags *get() const { return tags; }
  void put(Tags *made) { tags = made; }

  Tags *tags = nullptr;
};

// Made on demand, through a getter and a setter.
// proof: { Cache cache; cache.add("a"); cache.add("b"); show(cache.size()); } clean
class Cache {
public:
  ~Cache() { delete slot_.get(); }
  void add(const std::string &tag) {
    if (slot_.get() == nullptr)
      slot_.put(new Tags);
    slot_.get()->emplace(tag, 1);
  }
  std::size_t size() const { return slot_.get() ? slot_.get()->size() : 0; }

private:
  Slot slot_;
};

// The getter has a reason to answer with null, and that is gone.
struct Lazy {
  Tags *get() const { return isOpen ? tags.get() : nullptr; }
  void open() {
    tags = std::make_unique<Tags>();
    isOpen = true;
  }

  std::unique_ptr<Tags> tags;
  bool isOpen = false;
};

// proof: { Lazy lazy; addLazily(lazy, "a"); addLazily(lazy, "b"); show(lazy.get()->size()); } clean
void addLazily(Lazy &lazy, const std::string &tag) {
  if (!lazy.get())
    lazy.open();
  Tags *tags = lazy.get();
  tags->emplace(tag, 1);
}
