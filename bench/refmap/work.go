// The work of work.cpp on Go's own map.
package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"syscall"
	"unsafe"
)

// threadTime is the processor time of this thread in nanoseconds: neither other programs on the
// machine nor the collector's own threads count.
func threadTime() int64 {
	const threadClock = 3
	var now syscall.Timespec
	syscall.Syscall(syscall.SYS_CLOCK_GETTIME, threadClock, uintptr(unsafe.Pointer(&now)), 0)
	return now.Nano()
}

func mix64(x uint64) uint64 {
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9
	x = (x ^ (x >> 27)) * 0x94d049bb133111eb
	return x ^ (x >> 31)
}

func intKeys(from, count uint64) []uint64 {
	made := make([]uint64, 0, count)
	for i := from; i != from+count; i++ {
		made = append(made, mix64(i+1))
	}
	return made
}

func stringKeys(from, count uint64) []string {
	made := make([]string, 0, count)
	for i := from; i != from+count; i++ {
		made = append(made, "key-"+strconv.FormatUint(mix64(i+1)%10000000000, 10))
	}
	return made
}

var sink uint64

// measure gives the best of several rounds, each `repeats` times over all keys, per key.
func measure[K comparable](size int, prepare func() map[K]uint64, work func(map[K]uint64)) float64 {
	repeats := 200000 / size
	if repeats < 1 {
		repeats = 1
	}
	best := 1e300
	for round := 0; round != 5; round++ {
		var spent int64
		for i := 0; i != repeats; i++ {
			subject := prepare()
			begin := threadTime()
			work(subject)
			spent += threadTime() - begin
		}
		each := float64(spent) / float64(repeats*size)
		if each < best {
			best = each
		}
	}
	return best
}

func run[K comparable](keyName string, present, absent []K) {
	size := len(present)
	insertAll := func(m map[K]uint64) {
		for _, key := range present {
			m[key] = 1
		}
	}
	filled := func() map[K]uint64 {
		m := make(map[K]uint64)
		insertAll(m)
		return m
	}
	shared := filled()
	same := func() map[K]uint64 { return shared }
	findAll := func(wanted []K) func(map[K]uint64) {
		return func(m map[K]uint64) {
			total := uint64(0)
			for _, key := range wanted {
				total += m[key]
			}
			sink = total
		}
	}
	print := func(operation string, nanoseconds float64) {
		fmt.Printf("go %s %d %s %.2f\n", keyName, size, operation, nanoseconds)
	}
	// The making counts: memory that one allocator has ready the other gets when it is first touched.
	none := func() map[K]uint64 { return nil }
	print("insert", measure(size, none, func(map[K]uint64) { insertAll(make(map[K]uint64)) }))
	print("insert-hinted", measure(size, none, func(map[K]uint64) { insertAll(make(map[K]uint64, size)) }))
	print("hit", measure(size, same, findAll(present)))
	print("miss", measure(size, same, findAll(absent)))
	print("iterate", measure(size, same, func(m map[K]uint64) {
		total := uint64(0)
		for _, elem := range m {
			total += elem
		}
		sink = total
	}))
	print("delete", measure(size, filled, func(m map[K]uint64) {
		for _, key := range present {
			delete(m, key)
		}
	}))
}

func main() {
	runtime.LockOSThread()
	most := uint64(1000000)
	if len(os.Args) > 1 {
		most, _ = strconv.ParseUint(os.Args[1], 10, 64)
	}
	for _, size := range []uint64{1000, 100000, 1000000} {
		if size > most {
			break
		}
		run("int", intKeys(0, size), intKeys(size, size))
		run("string", stringKeys(0, size), stringKeys(size, size))
	}
}
