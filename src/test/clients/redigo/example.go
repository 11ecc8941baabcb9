package main

import (
	"fmt"
	"log"

	"github.com/gomodule/redigo/redis"
)

func main() {
	conn, err := redis.Dial("tcp", "localhost:6380", redis.DialClientName("myapp:worker-1"))
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()

	if _, err := conn.Do("RPUSHX", "topics:greetings", "hello there!"); err != nil {
		log.Fatal(err)
	}

	reply, err := redis.Values(conn.Do("BLPOP", "topics:greetings", 10))
	if err == redis.ErrNil {
		fmt.Println("no message within 10 seconds")
		return
	}
	if err != nil {
		log.Fatal(err)
	}
	var topic, value string
	var partition, offset int64
	if _, err := redis.Scan(reply, nil, &topic, nil, &partition, nil, &offset, nil, &value); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s/%d/%d: %s\n", topic, partition, offset, value)

	if _, err := conn.Do("RPUSH", "acks", fmt.Sprintf("%s:%d:%d", topic, partition, offset)); err != nil {
		log.Fatal(err)
	}
}
