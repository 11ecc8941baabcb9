// Tries everything that ../README.md lists with go-redis v5.
package main

import (
	"bufio"
	"fmt"
	"os"
	"sync"
	"time"

	"gopkg.in/redis.v5"
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
	partition int64
	value     string
}

func check(isRight bool, format string, args ...interface{}) {
	if !isRight {
		fmt.Fprintf(os.Stderr, "go-redis: "+format+"\n", args...)
		os.Exit(1)
	}
}

func expect(what string, expected, actual interface{}) {
	check(actual == expected, "%s: expected %#v, got %#v", what, expected, actual)
}

// ok fails for an error of what.
func ok(what string, err error) {
	check(err == nil, "%s: %v", what, err)
}

func newClient(size int) *redis.Client {
	return redis.NewClient(&redis.Options{
		Addr:        addr,
		PoolSize:    size,
		IdleTimeout: -1,
		ReadTimeout: 30 * time.Second,
	})
}

// setName is for clients with one connection only.
func setName(client *redis.Client, name string) error {
	var actual *redis.StringCmd
	_, err := client.Pipelined(func(pipeline *redis.Pipeline) error {
		pipeline.ClientSetName(name)
		actual = pipeline.ClientGetName()
		return nil
	})
	if err == nil {
		expect("CLIENT GETNAME", name, actual.Val())
	}
	return err
}

func newConsumer(name string) *redis.Client {
	consumer := newClient(1)
	ok("CLIENT SETNAME", setName(consumer, name))
	return consumer
}

// checkPool uses as many connections as there are at the same time.
func checkPool(client *redis.Client) {
	var users sync.WaitGroup
	for i := 0; i < 4; i++ {
		users.Add(1)
		go func(text string) {
			defer users.Done()
			for n := 0; n < 50; n++ {
				answer, err := client.Echo(text).Result()
				ok("ECHO", err)
				expect("ECHO", text, answer)
			}
		}(fmt.Sprint("text ", i))
	}
	users.Wait()
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

func produceOne(client *redis.Client, value string) {
	answer, err := client.RPushX("topics:"+topic, value).Result()
	ok("RPUSHX", err)
	expect("RPUSHX", int64(1), answer)
}

func dump(client *redis.Client) {
	outstanding := redis.NewIntCmd("dump", 10000)
	ok("DUMP", client.Process(outstanding))
	expect("DUMP", int64(0), outstanding.Val())
}

func produceBatch(client *redis.Client, first int) {
	answers, err := client.Pipelined(func(pipeline *redis.Pipeline) error {
		for number := first; number < first+batch; number++ {
			list := "topics:" + topic
			if key := keyOf(number); key != "" {
				list += ":" + key
			}
			pipeline.RPushX(list, valueOf(number))
		}
		return nil
	})
	ok("pipeline of RPUSHX", err)
	expect("answers to a pipeline of RPUSHX", batch, len(answers))
	for _, answer := range answers {
		expect("pipelined RPUSHX", int64(1), answer.(*redis.IntCmd).Val())
	}
}

// pop takes and acknowledges the next message; there may be none in time.
func pop(consumer *redis.Client, seconds int) *message {
	blpop := redis.NewSliceCmd("blpop", "topics:"+topic, seconds)
	err := consumer.Process(blpop)
	if err == redis.Nil {
		return nil
	}
	ok("BLPOP", err)
	reply := blpop.Val()
	expect("elements of BLPOP", 8, len(reply))
	expect("names in BLPOP", [4]interface{}{"topic", "partition", "offset", "value"},
		[4]interface{}{reply[0], reply[2], reply[4], reply[6]})
	expect("topic in BLPOP", topic, reply[1])
	partition, isPartition := reply[3].(int64)
	value, isValue := reply[7].(string)
	check(isPartition && isValue, "BLPOP: expected an integer as partition and a string as value, got %#v", reply)
	acked, err := consumer.RPush("acks", fmt.Sprintf("%s:%d:%d", topic, partition, reply[5])).Result()
	ok("RPUSH acks", err)
	expect("RPUSH acks", int64(1), acked)
	return &message{partition, value}
}

func expectNone(consumer *redis.Client) {
	popped := pop(consumer, 1)
	check(popped == nil, "BLPOP: expected nothing, got %+v", popped)
}

func expectOnly(consumer *redis.Client, value string) {
	popped := pop(consumer, 20)
	check(popped != nil, "BLPOP: expected %s, got nothing", value)
	expect("BLPOP", value, popped.value)
	expectNone(consumer)
}

func consume(consumer *redis.Client) {
	seen, lastOf, partitionOf := map[int]bool{}, map[string]int{}, map[string]int64{}
	for count := 0; count < messages; count++ {
		popped := pop(consumer, 20)
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

// retry repeats what fails while there is no server, and once for each connection that has gone.
func retry(what string, command func() error) {
	start := time.Now()
	for err := command(); err != nil; err = command() {
		check(time.Since(start) < 20*time.Second, "%s after the restart: %v", what, err)
		time.Sleep(100 * time.Millisecond)
	}
}

func restart(client, consumer *redis.Client, consumerName string) {
	fmt.Println("restart")
	_, err := bufio.NewReader(os.Stdin).ReadString('\n')
	ok("reading the line after restart", err)
	retry("PING", func() error { return client.Ping().Err() })
	produceOne(client, "restarted")
	dump(client)
	retry("CLIENT SETNAME", func() error { return setName(consumer, consumerName) })
	expectOnly(consumer, "restarted")
}

func main() {
	check(len(os.Args) == 6, "usage: matrix <host> <port> <protocol> <topic> <group>")
	addr, topic = os.Args[1]+":"+os.Args[2], os.Args[4]
	consumerName := os.Args[5] + ":go-redis"

	fmt.Printf("version %s\nprotocol 2\n", version)
	client := newClient(1)
	ok("PING", client.Ping().Err())
	fmt.Println("ok connect")
	ok("CLIENT SETNAME", setName(client, "label"))
	fmt.Println("ok name")
	pool := newClient(4)
	checkPool(pool)
	fmt.Println("ok pool")
	for first := 0; first < messages; first += batch {
		produceBatch(client, first)
	}
	dump(client)
	fmt.Println("ok produce")

	consumer := newConsumer(consumerName)
	consume(consumer)
	fmt.Println("ok consume")
	expectNone(consumer)
	fmt.Println("ok timeout")

	ok("closing", consumer.Close())
	produceOne(client, "again")
	consumer = newConsumer(consumerName)
	expectOnly(consumer, "again")
	fmt.Println("ok again")

	restart(pool, consumer, consumerName)
	fmt.Println("ok restart")
	fmt.Println("skip health go-redis v5 has none")
}
