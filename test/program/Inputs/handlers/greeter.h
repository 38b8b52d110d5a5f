#pragma once
#include <map>
#include <mutex>
#include <string>

namespace rpc::greeter {
class Service {
public:
  virtual ~Service() = default;
  virtual int greet(const std::string &name) = 0;
  virtual int known(const std::string &name) = 0;
};
} // namespace rpc::greeter

class Greeter : public rpc::greeter::Service { // expected-note {{several threads call the methods of 'Greeter', the configuration says}}
public:
  void init() { greeted_.clear(); }
  int greet(const std::string &name) override;
  int known(const std::string &name) override;

private:
  std::map<std::string, int> greeted_;
};

// The same with a lock.
class Polite : public rpc::greeter::Service {
public:
  int greet(const std::string &name) override {
    std::lock_guard<std::mutex> lock(mutex_);
    return ++greeted_[name];
  }
  int known(const std::string &name) override {
    std::lock_guard<std::mutex> lock(mutex_);
    return static_cast<int>(greeted_.count(name));
  }

private:
  std::mutex mutex_;
  std::map<std::string, int> greeted_;
};

// Nobody says that this one is called by several threads.
class Plain {
public:
  int greet(const std::string &name) { return ++greeted_[name]; }
  int known(const std::string &name) { return static_cast<int>(greeted_.count(name)); }

private:
  std::map<std::string, int> greeted_;
};

// Only read once it is made.
class SilentHandler {
public:
  SilentHandler() { names_["a"] = 1; }
  int find(const std::string &name) const { return names_.count(name) != 0 ? 1 : 0; }

private:
  std::map<std::string, int> names_;
};
