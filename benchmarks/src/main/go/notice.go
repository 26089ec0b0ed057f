// How long after the end of the last request http.Server.Shutdown returns: notice DRAINS AT_MOST, with AT_MOST the longest that the
// request goes on once the shutdown has begun. Prints each in microseconds, one a line.
package main

import (
	"context"
	"fmt"
	"math/rand"
	"net"
	"net/http"
	"os"
	"strconv"
	"time"
)

func main() {
	drains, err := strconv.Atoi(os.Args[1])
	check(err)
	atMost, err := time.ParseDuration(os.Args[2])
	check(err)
	for i := 0; i < drains; i++ {
		fmt.Println(notice(time.Duration(rand.Int63n(int64(atMost)))).Microseconds())
	}
}

func notice(goesOn time.Duration) time.Duration {
	arrived, end := make(chan bool), make(chan bool)
	server := &http.Server{Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		close(arrived)
		<-end
	})}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	go server.Serve(listener)

	client, err := net.Dial("tcp", listener.Addr().String())
	check(err)
	defer client.Close()
	_, err = client.Write([]byte("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"))
	check(err)
	<-arrived

	returned := make(chan time.Time)
	go func() {
		check(server.Shutdown(context.Background()))
		returned <- time.Now()
	}()
	time.Sleep(goesOn)
	ended := time.Now()
	close(end)
	return (<-returned).Sub(ended)
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
