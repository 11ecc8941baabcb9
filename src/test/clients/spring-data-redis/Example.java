import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ArrayOutput;
import java.util.List;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

public class Example {
    private static final RedisStandaloneConfiguration SERVER = new RedisStandaloneConfiguration("localhost", 6380);

    public static void main(String[] args) {
        // In an application both factories are beans, which Spring starts and destroys.
        LettuceConnectionFactory producer = new LettuceConnectionFactory(SERVER);
        LettuceConnectionFactory consumer = new LettuceConnectionFactory(
                SERVER,
                LettuceClientConfiguration.builder()
                        .clientName("myapp:worker-1")
                        .build());
        producer.afterPropertiesSet();
        consumer.afterPropertiesSet();
        try {
            new StringRedisTemplate(producer).opsForList().rightPushIfPresent("topics:greetings", "hello there!");
            consume(consumer);
        } finally {
            consumer.destroy();
            producer.destroy();
        }
    }

    private static void consume(LettuceConnectionFactory consumer) {
        List<?> message = pop(consumer, "topics:greetings", 10);
        if (message.size() < 8) {
            System.out.println("nothing came within 10 seconds");
            return;
        }
        // "topic", its name, "partition", its number, "offset", its number, "value", the message
        String topic = text(message.get(1));
        System.out.println(text(message.get(7)));
        new StringRedisTemplate(consumer)
                .opsForList()
                .rightPush("acks", topic + ":" + message.get(3) + ":" + message.get(5));
    }

    /** Not opsForList().leftPop(), which cannot read the numbers in the reply. */
    private static List<?> pop(LettuceConnectionFactory consumer, String key, int seconds) {
        try (LettuceConnection connection = (LettuceConnection) consumer.getConnection()) {
            ArrayOutput<byte[], byte[]> output = new ArrayOutput<>(ByteArrayCodec.INSTANCE);
            return (List<?>) connection.execute(
                    "BLPOP",
                    output,
                    key.getBytes(UTF_8),
                    String.valueOf(seconds).getBytes(UTF_8));
        }
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, UTF_8);
    }
}
