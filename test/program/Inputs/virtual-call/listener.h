#pragma once
#include <map>

class Hub;

class Listener {
public:
  virtual ~Listener() = default;
  virtual void closed(Hub &hub, int id) = 0;
};

class Hub {
public:
  void add(int id, Listener *listener);
  void remove(int id);
  void closeAll();

private:
  std::map<int, Listener *> listeners_;
};
