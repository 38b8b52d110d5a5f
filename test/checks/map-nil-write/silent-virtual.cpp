// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// A base class has no table; whoever asks for it has an object that does.

#include <map>
#include <string>

struct Store {
  std::map<std::string, int> values;
};

class Definition {
public:
  virtual ~Definition() = default;
  virtual Store *store() { return nullptr; }
};

class Server : public Definition {
public:
  Store *store() override { return &store_; }

private:
  Store store_;
};

// proof: { Server server; set(server, "a"); } clean
void set(Definition &definition, const std::string &key) {
  Store *store = definition.store();
  store->values[key] = 1;
}
