// The Go program of the cases go.sh and go-http.sh.
package main

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"sort"
	"strings"
	"sync"
	"time"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "http" {
		overHTTP()
		return
	}
	goroutines()
	plain()
}

func goroutines() {
	var group sync.WaitGroup
	results := make(chan int, 16)
	for i := 0; i < 200; i++ {
		group.Add(1)
		go func(i int) {
			defer group.Done()
			results <- i * i
		}(i)
	}
	go func() { group.Wait(); close(results) }()
	sum := 0
	for value := range results {
		sum += value
	}
	fmt.Println("sum", sum)
	select {
	case <-time.After(50 * time.Millisecond):
		fmt.Println("timer")
	case <-make(chan int):
	}
	var mutex sync.Mutex
	count := 0
	for i := 0; i < 8; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			for j := 0; j < 1000; j++ {
				mutex.Lock()
				count++
				mutex.Unlock()
				if j%100 == 0 {
					runtime.Gosched()
				}
			}
		}()
	}
	group.Wait()
	fmt.Println("count", count)
}

func plain() {
	words := strings.Fields("the quick brown fox jumps over the lazy dog")
	counts := map[string]int{}
	for _, word := range words {
		counts[word]++
	}
	keys := make([]string, 0, len(counts))
	for key := range counts {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	encoded, _ := json.Marshal(map[string]any{"keys": keys, "n": 1.5})
	fmt.Println(string(encoded))
	fmt.Printf("%x\n", sha256.Sum256([]byte("x")))
	var kept [][]byte
	for i := 0; i < 2000; i++ {
		kept = append(kept[:i%100], make([]byte, 10_000))
	}
	runtime.GC()
	fmt.Println("kept", len(kept))
	func() {
		defer func() { fmt.Println("recovered:", recover()) }()
		var none map[string]int
		none["x"] = 1
	}()
	_, err := os.Open("/nonexistent")
	fmt.Println(err, errors.Is(err, os.ErrNotExist))
	output, err := exec.Command("echo", "from a child").Output()
	fmt.Print(string(output), err, "\n")
}

func overHTTP() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	go http.Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		fmt.Fprintf(w, "%s %s %d", r.Method, r.URL.Path, len(body))
	}))
	for i := 0; i < 5; i++ {
		answer, err := http.Post(fmt.Sprintf("http://%s/%d", listener.Addr(), i), "text/plain", strings.NewReader("body"))
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		text, _ := io.ReadAll(answer.Body)
		answer.Body.Close()
		fmt.Println(answer.StatusCode, string(text))
	}
}
