import java.nio.charset.StandardCharsets;
import java.util.List;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;

public class Example {
    public static void main(String[] args) {
        try (RedisClient producer = RedisClient.create("localhost", 6380)) {
            producer.rpushx("topics:greetings", "hello there!");
        }

        JedisClientConfig config =
                DefaultJedisClientConfig.builder().clientName("myapp:worker-1").build();
        try (Jedis consumer = new Jedis("localhost", 6380, config)) {
            // Not blpop(), which takes the reply for a list's name and one element.
            List<?> message = (List<?>) consumer.sendBlockingCommand(Command.BLPOP, "topics:greetings", "10");
            if (message == null) {
                System.out.println("nothing came within 10 seconds");
                return;
            }
            // "topic", its name, "partition", its number, "offset", its number, "value", the message
            String topic = text(message.get(1));
            System.out.println(text(message.get(7)));
            consumer.rpush("acks", topic + ":" + message.get(3) + ":" + message.get(5));
        }
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }
}
