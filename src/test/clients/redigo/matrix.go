// Tries everything that ../README.md lists with Redigo.
package main

import (
	"bufio"
	"fmt"
	"os"
	"time"

	"github.com/gomodule/redigo/redis"
)

const (
	messages = 1000
	batch    = 100
)

var (
	version     string // set by the linker
	addr, topic string
)

type message struct {
	partition, offset int64
	value             string
}

func check(isRight bool, format string, args ...interface{}) {
	if !isRight {
		fmt.Fprintf(os.Stderr, "Redigo: "+format+"\n", args...)
		os.Exit(1)
	}
}

func expect(what string, expected, actual interface{}) {
	check(actual == expected, "%s: expected %#v, got %#v", what, expected, actual)
}

// do is for commands that succeed.
func do(conn redis.Conn, command string, args ...interface{}) interface{} {
	reply, err := conn.Do(command, args...)
	check(err == nil, "%s: %v", command, err)
	return reply
}

// newPool has so many connections, all of which have the name. It PINGs what was idle before it gives it out.
func newPool(size int, name string) *redis.Pool {
	return &redis.Pool{
		MaxIdle:   size,
		MaxActive: size,
		Wait:      true,
		Dial: func() (redis.Conn, error) {
			return redis.Dial("tcp", addr, redis.DialClientName(name), redis.DialConnectTimeout(5*time.Second),
				redis.DialReadTimeout(15*time.Second), redis.DialWriteTimeout(5*time.Second))
		},
		TestOnBorrow: func(conn redis.Conn, _ time.Time) error {
			_, err := conn.Do("PING")
			return err
		},
	}
}

// borrow gets a connection, for whose server it waits.
func borrow(pool *redis.Pool) redis.Conn {
	for start := time.Now(); ; time.Sleep(100 * time.Millisecond) {
		conn := pool.Get()
		if conn.Err() == nil {
			return conn
		}
		check(time.Since(start) < 20*time.Second, "connecting: %v", conn.Err())
		conn.Close()
	}
}

func checkName(conn redis.Conn, name string) {
	actual, err := redis.String(conn.Do("CLIENT", "GETNAME"))
	check(err == nil, "CLIENT GETNAME: %v", err)
	expect("CLIENT GETNAME", name, actual)
}

// checkPool borrows four connections at the same time.
func checkPool(pool *redis.Pool) {
	var conns [4]redis.Conn
	for i := range conns {
		conns[i] = borrow(pool)
	}
	for i, conn := range conns {
		text := fmt.Sprint("text ", i)
		actual, err := redis.String(conn.Do("ECHO", text))
		check(err == nil, "ECHO: %v", err)
		expect("ECHO", text, actual)
	}
	expect("connections in use", len(conns), pool.Stats().ActiveCount-pool.Stats().IdleCount)
	for _, conn := range conns {
		conn.Close()
	}
}

// keyOf is empty for odd messages; even ones have a key with a colon in it.
func keyOf(number int) string {
	if number%2 != 0 {
		return ""
	}
	return fmt.Sprint("user:", number/2%10)
}

// valueOf has bytes of all kinds, with line ends and all.
func valueOf(number int) string {
	key := keyOf(number)
	if key == "" {
		key = "-"
	}
	return fmt.Sprint(number, " ", key) + " \xff\x00\r\n"
}

func produce(conn redis.Conn) {
	for first := 0; first < messages; first += batch {
		for number := first; number < first+batch; number++ {
			list := "topics:" + topic
			if key := keyOf(number); key != "" {
				list += ":" + key
			}
			err := conn.Send("RPUSHX", list, valueOf(number))
			check(err == nil, "pipelined RPUSHX: %v", err)
		}
		replies, err := redis.Int64s(conn.Do(""))
		check(err == nil, "pipelined RPUSHX: %v", err)
		expect("replies to pipelined RPUSHX", batch, len(replies))
		for _, reply := range replies {
			expect("pipelined RPUSHX", int64(1), reply)
		}
	}
	expect("DUMP", int64(0), do(conn, "DUMP", 10000))
}

// pop takes and acknowledges the next message; there may be none in time.
func pop(conn redis.Conn, seconds int) *message {
	timeout := time.Duration(seconds+10) * time.Second
	reply, err := redis.Values(redis.DoWithTimeout(conn, timeout, "BLPOP", "topics:"+topic, seconds))
	if err == redis.ErrNil {
		return nil
	}
	check(err == nil, "BLPOP: %v", err)
	expect("elements of BLPOP", 8, len(reply))
	var names [4]string
	var name string
	var popped message
	_, err = redis.Scan(reply, &names[0], &name, &names[1], &popped.partition, &names[2], &popped.offset, &names[3],
		&popped.value)
	check(err == nil, "BLPOP: %v", err)
	expect("names in BLPOP", [4]string{"topic", "partition", "offset", "value"}, names)
	expect("topic in BLPOP", topic, name)
	ack := fmt.Sprintf("%s:%d:%d", topic, popped.partition, popped.offset)
	expect("RPUSH acks", int64(1), do(conn, "RPUSH", "acks", ack))
	return &popped
}

func expectNone(conn redis.Conn) {
	popped := pop(conn, 1)
	check(popped == nil, "BLPOP: expected nothing, got %+v", popped)
}

func expectOnly(conn redis.Conn, value string) {
	popped := pop(conn, 20)
	check(popped != nil, "BLPOP: expected %s, got nothing", value)
	expect("BLPOP", value, popped.value)
	expectNone(conn)
}

func consume(conn redis.Conn) {
	seen, lastOf, partitionOf := map[int]bool{}, map[string]int{}, map[string]int64{}
	for count := 0; count < messages; count++ {
		popped := pop(conn, 20)
		check(popped != nil, "BLPOP: expected %d messages, got %d", messages, count)
		number := -1
		fmt.Sscanf(popped.value, "%d", &number)
		check(number >= 0 && number < messages && !seen[number], "BLPOP: expected each message once, got %q", popped.value)
		seen[number] = true
		expect("message", valueOf(number), popped.value)
		key := keyOf(number)
		if key == "" {
			continue
		}
		if last, ok := lastOf[key]; ok {
			check(number > last, "%s: %d came after %d", key, number, last)
			expect("partition of "+key, partitionOf[key], popped.partition)
		}
		lastOf[key], partitionOf[key] = number, popped.partition
	}
}

// restart has both pools, with what was idle in them, go through a restart of the server.
func restart(pool, consumers *redis.Pool, consumerName string) {
	fmt.Println("restart")
	_, err := bufio.NewReader(os.Stdin).ReadString('\n')
	check(err == nil, "restart: expected a line, got %v", err)
	conn := borrow(pool)
	defer conn.Close()
	expect("PING", "PONG", do(conn, "PING"))
	expect("RPUSHX", int64(1), do(conn, "RPUSHX", "topics:"+topic, "restarted"))
	expect("DUMP", int64(0), do(conn, "DUMP", 10000))
	consumer := borrow(consumers)
	defer consumer.Close()
	checkName(consumer, consumerName)
	expectOnly(consumer, "restarted")
}

func main() {
	check(len(os.Args) == 6, "usage: matrix <host> <port> <protocol> <topic> <group>")
	addr, topic = os.Args[1]+":"+os.Args[2], os.Args[4]
	consumerName := os.Args[5] + ":redigo"

	fmt.Printf("version %s\nprotocol 2\n", version)
	pool := newPool(4, "label")
	conn := borrow(pool)
	expect("PING", "PONG", do(conn, "PING"))
	fmt.Println("ok connect")
	checkName(conn, "label")
	conn.Close()
	fmt.Println("ok name")
	checkPool(pool)
	fmt.Println("ok pool")
	conn = borrow(pool)
	produce(conn)
	fmt.Println("ok produce")

	consumers := newPool(1, consumerName)
	consumer := borrow(consumers)
	checkName(consumer, consumerName)
	consume(consumer)
	fmt.Println("ok consume")
	expectNone(consumer)
	fmt.Println("ok timeout")

	expect("QUIT", "OK", do(consumer, "QUIT"))
	consumer.Close()
	expect("RPUSHX", int64(1), do(conn, "RPUSHX", "topics:"+topic, "again"))
	conn.Close()
	consumer = borrow(consumers)
	expectOnly(consumer, "again")
	consumer.Close()
	fmt.Println("ok again")

	restart(pool, consumers, consumerName)
	fmt.Println("ok restart")
	conn = borrow(pool)
	expect("PING", "PONG", do(conn, "PING"))
	fmt.Println("ok health")
}
