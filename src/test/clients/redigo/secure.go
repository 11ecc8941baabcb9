// Does over TLS, as users of an aclfile, what it is told: ../README.md.
package main

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"os"
	"strings"

	"github.com/gomodule/redigo/redis"
)

// pools makes one for producers, and one with the one connection of a consumer.
func pools() (producers, consumers *redis.Pool, err error) {
	// docs/clients.md {
	ca, err := os.ReadFile("ca.pem")
	if err != nil {
		return nil, nil, err
	}
	certificate, err := tls.LoadX509KeyPair("client.pem", "client.key")
	if err != nil {
		return nil, nil, err
	}
	config := &tls.Config{RootCAs: x509.NewCertPool(), Certificates: []tls.Certificate{certificate}}
	config.RootCAs.AppendCertsFromPEM(ca)

	dial := func(options ...redis.DialOption) (redis.Conn, error) {
		options = append(options, redis.DialUseTLS(true), redis.DialTLSConfig(config))
		return redis.Dial("tcp", "localhost:6380", options...)
	}
	producers = &redis.Pool{MaxIdle: 4, Dial: func() (redis.Conn, error) {
		return dial(redis.DialUsername("alice"), redis.DialPassword("alice-secret"))
	}}
	consumers = &redis.Pool{MaxActive: 1, MaxIdle: 1, Dial: func() (redis.Conn, error) {
		return dial(redis.DialUsername("bob"), redis.DialPassword("bob-secret"), redis.DialClientName("myapp:worker-1"))
	}}
	// docs/clients.md }
	return producers, consumers, nil
}

func text(reply interface{}) string {
	switch value := reply.(type) {
	case nil:
		return ""
	case []byte:
		return " " + string(value)
	case []interface{}:
		texts := ""
		for _, element := range value {
			texts += text(element)
		}
		return texts
	default:
		return fmt.Sprint(" ", value)
	}
}

func send(pool *redis.Pool, words []string) (string, error) {
	arguments := make([]interface{}, len(words)-1)
	for i, word := range words[1:] {
		arguments[i] = word
	}
	conn := pool.Get()
	defer conn.Close()
	reply, err := conn.Do(words[0], arguments...)
	return text(reply), err
}

func main() {
	clients := map[string]*redis.Pool{}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		var reply string
		var err error
		if words[0] == "connect" {
			for _, pool := range clients {
				pool.Close()
			}
			clients["producer"], clients["consumer"], err = pools()
			for _, pool := range clients {
				if err == nil {
					_, err = send(pool, []string{"PING"})
				}
			}
		} else {
			reply, err = send(clients[words[0]], words[1:])
		}
		if err == nil {
			fmt.Println("ok" + reply)
		} else {
			fmt.Println("error", err)
		}
	}
}
