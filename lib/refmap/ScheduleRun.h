// How a schedule hands the turn from thread to thread. Included by Schedule.h.
//
// Each thread waits on its own condition variable until `running_` is its task. Whoever has the
// turn is the only one to run code of the test; it gives the turn away at a point, when it must
// wait, and at its end.

#pragma once

#include "lib/refmap/Schedule.h"

#include <algorithm>
#include <exception>

namespace refmap {

void Schedule::run(const std::function<void()> &root) {
  const TaskPtr task = addTask();
  running_ = task.get();
  execute(task, root);
  {
    Lock hold(mutex_);
    allDone_.wait(hold, [this] { return running_ == nullptr; });
  }
  for (const TaskPtr &each : tasks_)
    if (each->real.joinable())
      each->real.join();
  if (error_)
    std::rethrow_exception(error_);
}

Schedule::TaskPtr Schedule::addTask() {
  const Lock hold(mutex_);
  tasks_.push_back(std::make_shared<Task>());
  tasks_.back()->id = tasks_.size() - 1;
  return tasks_.back();
}

void Schedule::execute(const TaskPtr &task, std::function<void()> body) {
  current_ = this;
  self_ = task.get();
  {
    Lock hold(mutex_);
    waitForTurn(hold, *task);
  }
  try {
    if (!stopping_)
      body();
    body = nullptr; // what it captured dies before the thread is seen to end
  } catch (const Abandoned &) {
  } catch (...) {
    fail(std::current_exception());
  }
  finish(*task);
  current_ = nullptr;
  self_ = nullptr;
}

void Schedule::finish(Task &task) {
  const Lock hold(mutex_);
  task.state = Task::State::Done;
  wakeLocked(&task);
  startNext(task);
}

void Schedule::fail(std::exception_ptr error) {
  const Lock hold(mutex_);
  if (!error_)
    error_ = std::move(error);
  stop();
}

void Schedule::stop() {
  stopping_ = true;
  for (const TaskPtr &task : tasks_)
    if (task->state == Task::State::Blocked)
      task->state = Task::State::Ready;
}

Schedule::TaskPtr Schedule::spawn(std::function<void()> body) {
  TaskPtr task = addTask();
  task->real = std::thread(
      [this, task, body = std::move(body)]() mutable { execute(task, std::move(body)); });
  yield(Point::Spawn);
  return task;
}

void Schedule::yield(Point point) {
  Lock hold(mutex_);
  if (std::uncaught_exceptions() > 0)
    return; // on the way out already
  if (!stopping_)
    pass(hold, *self_, point);
  if (stopping_)
    throw Abandoned{};
  if (trace_.size() < maxSteps_)
    return;
  hold.unlock();
  raise({.kind = FaultKind::Fatal,
         .text = "the schedule did not end within " + std::to_string(maxSteps_) + " steps"});
}

void Schedule::yieldNothrow(Point point) noexcept {
  Lock hold(mutex_);
  if (!stopping_ && std::uncaught_exceptions() == 0)
    pass(hold, *self_, point);
}

void Schedule::pass(Lock &hold, Task &self, Point point) {
  self.at = point;
  self.idle = isIdle(point) ? self.idle + 1 : 0;
  trace_.push_back({.thread = self.id, .at = point});
  startNext(self);
  waitForTurn(hold, self);
}

void Schedule::waitForTurn(Lock &hold, Task &self) {
  self.turn.wait(hold, [&] { return running_ == &self; });
}

bool Schedule::block(const void *on, Point point, bool timed) {
  Lock hold(mutex_);
  Task &self = *self_;
  const bool unwinding = std::uncaught_exceptions() > 0;
  if (stopping_ && !unwinding)
    throw Abandoned{};
  self.waitsFor = on;
  self.timed = timed;
  self.timedOut = false;
  self.state = Task::State::Blocked;
  pass(hold, self, point);
  const bool stuck = std::exchange(stuck_, false);
  const Fault fault = stuck ? deadlock() : Fault{};
  self.waitsFor = nullptr;
  if (stuck) {
    hold.unlock();
    raise(fault);
  }
  if (stopping_ && !unwinding)
    throw Abandoned{};
  return !self.timedOut;
}

void Schedule::wake(const void *on) noexcept {
  const Lock hold(mutex_);
  wakeLocked(on);
}

void Schedule::wakeLocked(const void *on) {
  for (const TaskPtr &task : tasks_)
    if (task->state == Task::State::Blocked && task->waitsFor == on)
      task->state = Task::State::Ready;
}

void Schedule::join(const TaskPtr &task) {
  yield(Point::Join);
  while (task->state != Task::State::Done)
    block(task.get(), Point::Join);
}

void Schedule::joinNothrow(const TaskPtr &task) noexcept {
  try {
    join(task);
    return;
  } catch (const Abandoned &) {
  } catch (...) {
    fail(std::current_exception());
  }
  Lock hold(mutex_);
  while (task->state != Task::State::Done) {
    self_->waitsFor = task.get();
    self_->state = Task::State::Blocked;
    pass(hold, *self_, Point::Join);
  }
}

void Schedule::startNext(Task &self) {
  const std::vector<Candidate> ready = candidates(self);
  if (ready.empty()) {
    running_ = nobodyIsReady();
  } else {
    const std::size_t chosen = ready.size() == 1 ? 0 : chooser_(ready);
    running_ = tasks_[ready[std::min(chosen, ready.size() - 1)].id].get();
  }
  if (running_ == nullptr)
    allDone_.notify_all();
  else
    running_->turn.notify_one();
}

std::vector<Candidate> Schedule::candidates(const Task &self) const {
  std::vector<Candidate> ready;
  for (const TaskPtr &task : tasks_)
    if (task->state == Task::State::Ready)
      ready.push_back(
          {.id = task->id, .at = task->at, .idle = task->idle, .isCurrent = task.get() == &self});
  return ready;
}

/// Time passes for one thread that waits with a limit. Failing that, the threads that still wait
/// will wait forever: if the first thread has ended, they end with it, as they would with `main`;
/// if not, one of them is told that it is stuck.
Schedule::Task *Schedule::nobodyIsReady() {
  Task *blocked = nullptr;
  for (const TaskPtr &task : tasks_) {
    if (task->state != Task::State::Blocked)
      continue;
    if (blocked == nullptr || (task->timed && !blocked->timed))
      blocked = task.get();
  }
  if (blocked == nullptr)
    return nullptr;
  blocked->state = Task::State::Ready;
  if (blocked->timed)
    blocked->timedOut = true;
  else if (tasks_.front()->state == Task::State::Done)
    stop();
  else
    stuck_ = true;
  return blocked;
}

/// Go's text for it; the details say who waits where.
Fault Schedule::deadlock() const {
  std::string detail;
  for (const TaskPtr &task : tasks_)
    if (task->waitsFor != nullptr)
      detail += "\tthread " + std::to_string(task->id) + " waits at " +
                std::string(name(task->at)) + "\n";
  return {.kind = FaultKind::Fatal,
          .text = "all goroutines are asleep - deadlock!",
          .detail = std::move(detail)};
}

} // namespace refmap
