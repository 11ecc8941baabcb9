import java.util.List;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.client.protocol.RedisCommands;
import org.redisson.command.CommandAsyncExecutor;
import org.redisson.config.Config;

public class Example {
    public static void main(String[] args) {
        Config config = new Config().setCodec(StringCodec.INSTANCE);
        config.useSingleServer().setAddress("redis://localhost:6380");
        RedissonClient producer = Redisson.create(config);
        try {
            // RPUSHX
            producer.<String>getDeque("topics:greetings").addLastIfExists("hello there!");
        } finally {
            producer.shutdown();
        }

        // A consumer is one connection, with a name.
        Config consumerConfig = new Config().setCodec(StringCodec.INSTANCE);
        consumerConfig
                .useSingleServer()
                .setAddress("redis://localhost:6380")
                .setClientName("myapp:worker-1")
                .setConnectionPoolSize(1)
                .setConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionMinimumIdleSize(0);
        RedissonClient consumer = Redisson.create(consumerConfig);
        try {
            consume(consumer);
        } finally {
            consumer.shutdown();
        }
    }

    private static void consume(RedissonClient redisson) {
        // Not a queue's poll(), which takes the reply for a list's name and one element.
        CommandAsyncExecutor executor = ((Redisson) redisson).getCommandExecutor();
        List<Object> message =
                executor.get(executor.writeAsync("topics:greetings", RedisCommands.BLPOP, "topics:greetings", 10));
        if (message == null || message.isEmpty()) {
            System.out.println("nothing came within 10 seconds");
            return;
        }
        // "topic", its name, "partition", its number, "offset", its number, "value", the message
        System.out.println(message.get(7));
        redisson.<String>getQueue("acks").add(message.get(1) + ":" + message.get(3) + ":" + message.get(5));
    }
}
