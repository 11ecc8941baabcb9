import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.ArrayOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.List;

public class Example {
    public static void main(String[] args) {
        RedisClient client = RedisClient.create();
        try {
            produce(client);
            consume(client);
        } finally {
            client.shutdown();
        }
    }

    private static void produce(RedisClient client) {
        RedisURI uri = RedisURI.create("localhost", 6380);
        try (StatefulRedisConnection<String, String> connection = client.connect(uri)) {
            connection.sync().rpushx("topics:greetings", "hello there!");
        }
    }

    private static void consume(RedisClient client) {
        RedisURI uri = RedisURI.builder()
                .withHost("localhost")
                .withPort(6380)
                .withClientName("myapp:worker-1")
                .build();
        try (StatefulRedisConnection<String, String> connection = client.connect(uri)) {
            RedisCommands<String, String> redis = connection.sync();
            // Not blpop(), which cannot read the numbers in the reply.
            List<Object> message = redis.dispatch(
                    CommandType.BLPOP,
                    new ArrayOutput<>(StringCodec.UTF8),
                    new CommandArgs<>(StringCodec.UTF8)
                            .addKey("topics:greetings")
                            .add(10));
            if (message.size() < 8) {
                System.out.println("nothing came within 10 seconds");
                return;
            }
            // "topic", its name, "partition", its number, "offset", its number, "value", the message
            System.out.println(message.get(7));
            redis.rpush("acks", message.get(1) + ":" + message.get(3) + ":" + message.get(5));
        }
    }
}
