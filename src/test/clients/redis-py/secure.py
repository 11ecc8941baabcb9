"""Does over TLS, as users of an aclfile, what it is told: ../README.md."""
import sys

import redis


def connect():
    # docs/clients.md {
    server = {
        "host": "localhost",
        "port": 6380,
        "ssl": True,
        "ssl_ca_certs": "ca.pem",
        "ssl_certfile": "client.pem",
        "ssl_keyfile": "client.key",
        "ssl_check_hostname": True,
    }
    producer = redis.Redis(**server, username="alice", password="alice-secret")
    consumer = redis.Redis(
        **server,
        username="bob",
        password="bob-secret",
        client_name="myapp:worker-1",
        single_connection_client=True,
    )
    # docs/clients.md }
    return {"producer": producer, "consumer": consumer}


def text(reply):
    if isinstance(reply, bytes):
        return reply.decode()
    return " ".join(map(text, reply)) if isinstance(reply, (list, tuple)) else str(reply)


def answer(clients, words):
    if words == ["connect"]:
        for client in clients.values():
            client.connection_pool.disconnect()
        clients.update(connect())
        for client in clients.values():
            client.ping()
        return "ok"
    reply = clients[words[0]].execute_command(*words[1:])
    return "ok" if reply is None else f"ok {text(reply)}"


def main():
    clients = {}
    for line in sys.stdin:
        try:
            print(answer(clients, line.split()), flush=True)
        except redis.RedisError as error:
            print("error", str(error).replace("\n", " "), flush=True)


main()
