package main

import (
	"fmt"
	"log"
	"time"

	"gopkg.in/redis.v5"
)

func main() {
	// A consumer is a connection with a name: this client has one connection, and keeps it when it is idle.
	client := redis.NewClient(&redis.Options{
		Addr:        "localhost:6380",
		PoolSize:    1,
		IdleTimeout: -1,
		ReadTimeout: 15 * time.Second,
	})
	defer client.Close()

	if err := client.RPushX("topics:greetings", "hello there!").Err(); err != nil {
		log.Fatal(err)
	}

	if err := client.Process(redis.NewStatusCmd("client", "setname", "myapp:worker-1")); err != nil {
		log.Fatal(err)
	}
	blpop := redis.NewSliceCmd("blpop", "topics:greetings", 10)
	err := client.Process(blpop)
	if err == redis.Nil {
		fmt.Println("no message within 10 seconds")
		return
	}
	if err != nil {
		log.Fatal(err)
	}
	reply := blpop.Val()
	topic, partition, offset, value := reply[1], reply[3], reply[5], reply[7]
	fmt.Printf("%s/%d/%d: %s\n", topic, partition, offset, value)

	if err := client.RPush("acks", fmt.Sprintf("%s:%d:%d", topic, partition, offset)).Err(); err != nil {
		log.Fatal(err)
	}
}
