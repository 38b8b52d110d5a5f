// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Classes around a container that know what they do.

#include <cstddef>
#include <string>
#include <unordered_set>
#include <vector>

// It can make room; whether this caller should is its own business.
class Roomy {
public:
  void reserveMore(std::size_t n) { names_.reserve(names_.size() + n); }
  void add(const std::string &name) { names_.insert(name); }

private:
  std::unordered_set<std::string> names_;
};

// proof: fill({}, words(100)) clean
void fill(Roomy &names, const std::vector<std::string> &all) {
  names.reserveMore(all.size());
  for (const std::string &name : all)
    names.add(name);
}

// What is added is removed again: a registry, not a list.
class Registry {
public:
  void add(int id) { ids_.insert(id); }
  void remove(int id) { ids_.erase(id); }

private:
  std::unordered_set<int> ids_;
};

// proof: enroll({}, {1, 2}) clean
void enroll(Registry &registry, const std::vector<int> &ids) {
  for (const int id : ids)
    registry.add(id);
}

// Not everything is added.
class Filter {
public:
  void add(int id) {
    if (id > 0)
      ids_.insert(id);
  }

private:
  std::unordered_set<int> ids_;
};

// proof: { Filter filter; select(filter, {1, -2}); } clean
void select(Filter &filter, const std::vector<int> &ids) {
  for (const int id : ids)
    filter.add(id);
}

// Another object in every round gets one element.
class Bag {
public:
  void add(int id) { ids_.insert(id); }

private:
  std::unordered_set<int> ids_;
};

// proof: spread(std::vector<Bag>(2), {1, 2}) clean
void spread(std::vector<Bag> &bags, const std::vector<int> &ids) {
  for (std::size_t i = 0; i < ids.size(); ++i)
    bags[i].add(ids[i]);
}

// A part of the class is defined elsewhere: it may well reserve.
class Elsewhere {
public:
  void prepare(std::size_t n);
  void add(int id) { ids_.insert(id); }

private:
  std::unordered_set<int> ids_;
};

// proof: deliver({}, {1, 2}) clean
void deliver(Elsewhere &target, const std::vector<int> &ids) {
  for (const int id : ids)
    target.add(id);
}
