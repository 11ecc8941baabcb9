// Does over TLS, as users of an aclfile, what it is told: ../README.md.
package main

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"time"

	"gopkg.in/redis.v5"
)

// docs/clients.md {

// connectAs makes a client of one connection. go-redis v5 has no option for the user: each new connection logs in, and
// gets its name, before the client has it.
func connectAs(user, password, name string) (*redis.Client, error) {
	ca, err := os.ReadFile("ca.pem")
	if err != nil {
		return nil, err
	}
	certificate, err := tls.LoadX509KeyPair("client.pem", "client.key")
	if err != nil {
		return nil, err
	}
	config := &tls.Config{RootCAs: x509.NewCertPool(), Certificates: []tls.Certificate{certificate}}
	config.RootCAs.AppendCertsFromPEM(ca)
	return redis.NewClient(&redis.Options{
		PoolSize:    1,
		IdleTimeout: -1,
		ReadTimeout: 30 * time.Second,
		Dialer: func() (net.Conn, error) {
			conn, err := tls.Dial("tcp", "localhost:6380", config)
			if err != nil {
				return nil, err
			}
			login := fmt.Sprintf("HELLO 2 AUTH %s %s SETNAME %s\r\n", user, password, name)
			if err := greet(conn, login); err != nil {
				conn.Close()
				return nil, err
			}
			return conn, nil
		},
	}), nil
}

// greet sends a HELLO, and reads its answer: an array of 14 elements, the last of which is empty.
func greet(conn net.Conn, hello string) error {
	conn.SetDeadline(time.Now().Add(5 * time.Second))
	defer conn.SetDeadline(time.Time{})
	if _, err := conn.Write([]byte(hello)); err != nil {
		return err
	}
	var answer []byte
	for !bytes.HasSuffix(answer, []byte("*0\r\n")) {
		part := make([]byte, 1024)
		n, err := conn.Read(part)
		if err != nil {
			return err
		}
		answer = append(answer, part[:n]...)
		if answer[0] == '-' {
			return errors.New(strings.TrimSpace(string(answer[1:])))
		}
	}
	return nil
}

// docs/clients.md }

func text(reply interface{}) string {
	if list, isList := reply.([]interface{}); isList {
		texts := ""
		for _, element := range list {
			texts += text(element)
		}
		return texts
	}
	return fmt.Sprint(" ", reply)
}

func send(client *redis.Client, words []string) (string, error) {
	arguments := make([]interface{}, len(words))
	for i, word := range words {
		arguments[i] = word
	}
	if words[0] == "BLPOP" {
		command := redis.NewSliceCmd(arguments...)
		err := client.Process(command)
		return text(command.Val()), err
	}
	command := redis.NewCmd(arguments...)
	err := client.Process(command)
	return text(command.Val()), err
}

func connect(clients map[string]*redis.Client) error {
	for _, client := range clients {
		client.Close()
	}
	var err error
	if clients["producer"], err = connectAs("alice", "alice-secret", "producer"); err != nil {
		return err
	}
	if clients["consumer"], err = connectAs("bob", "bob-secret", "myapp:worker-1"); err != nil {
		return err
	}
	for _, client := range clients {
		if err := client.Ping().Err(); err != nil {
			return err
		}
	}
	return nil
}

func main() {
	clients := map[string]*redis.Client{}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		var reply string
		var err error
		if words[0] == "connect" {
			err = connect(clients)
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
