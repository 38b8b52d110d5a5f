// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -pthread
// expected-no-diagnostics
// Who waits for a signal comes after who gives it: semaphores, latches, barriers and atomic flags.

#include <atomic>
#include <barrier>
#include <latch>
#include <map>
#include <pthread.h>
#include <semaphore>
#include <thread>

// A table that the threads wait for.
// proof: none: the reference runtime has no latches
int filledFirst() {
  std::map<int, int> table;
  std::latch ready(1);
  std::thread reader([&] {
    ready.wait();
    (void)table.count(1);
  });
  for (int i = 0; i < 3; ++i)
    table[i] = i;
  ready.count_down();
  reader.join();
  return static_cast<int>(table.size());
}

// Two semaphores take turns: each thread waits for one and gives the other.
static std::map<int, int> box;
static std::binary_semaphore isFull{0};
static std::binary_semaphore isEmpty{1};

static void put() {
  for (int i = 0; i < 3; ++i) {
    isEmpty.acquire();
    box[i] = i;
    isFull.release();
  }
}

static void take() {
  for (int i = 0; i < 3; ++i) {
    isFull.acquire();
    box.clear();
    isEmpty.release();
  }
}

// proof: none: the reference runtime has no semaphores
void inTurn() {
  std::thread one(put);
  std::thread other(take);
  one.join();
  other.join();
}

// Phases: all have written their part when the first one goes on.
static std::map<int, int> total;

// proof: none: the reference runtime has no barriers
void phases() {
  std::barrier sync(2);
  const auto work = [&](int id) {
    sync.arrive_and_wait();
    if (id == 0)
      total[id] = 1;
    sync.arrive_and_wait();
    (void)total.count(0);
  };
  std::thread one(work, 0);
  std::thread other(work, 1);
  one.join();
  other.join();
}

// The flag is set when the table is complete, and looked at before.
static std::map<int, int> settings;
static std::atomic<bool> loaded{false};

static void load() {
  settings[1] = 2;
  settings[3] = 4;
  loaded.store(true, std::memory_order_release);
}

static void use() {
  while (!loaded.load(std::memory_order_acquire))
    std::this_thread::yield();
  (void)settings.count(1);
}

// proof: clean
void published() {
  std::thread one(load);
  std::thread other(use);
  one.join();
  other.join();
}

// Somebody else has started the thread; here it is joined before the table is cleared.
struct Queue {
  pthread_mutex_t mutex;
  pthread_t thread;
  std::map<int, int> jobs;
};

static void *drain(void *argument) {
  auto *queue = static_cast<Queue *>(argument);
  pthread_mutex_lock(&queue->mutex);
  queue->jobs.erase(1);
  pthread_mutex_unlock(&queue->mutex);
  return nullptr;
}

void startQueue(Queue *queue) {
  pthread_mutex_init(&queue->mutex, nullptr);
  pthread_create(&queue->thread, nullptr, drain, queue);
}

// proof: { Queue queue; startQueue(&queue); post(&queue, 2); stopQueue(&queue); } clean
void post(Queue *queue, int job) {
  pthread_mutex_lock(&queue->mutex);
  queue->jobs[job] = job;
  pthread_mutex_unlock(&queue->mutex);
}

void stopQueue(Queue *queue) {
  pthread_join(queue->thread, nullptr);
  queue->jobs.clear();
}
