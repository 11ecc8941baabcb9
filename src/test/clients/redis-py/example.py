import redis

producer = redis.Redis(host="localhost", port=6380)
producer.rpushx("topics:greetings", "hello there!")

# A connection is a consumer: this client has one, and no pool.
consumer = redis.Redis(
    host="localhost",
    port=6380,
    client_name="myapp:worker-1",
    single_connection_client=True,
    decode_responses=True,
)
reply = consumer.blpop("topics:greetings", timeout=20)
if reply:
    message = dict(zip(reply[::2], reply[1::2]))
    print("received:", message["value"])
    consumer.rpush("acks", f"{message['topic']}:{message['partition']}:{message['offset']}")

consumer.connection_pool.disconnect()
producer.close()
