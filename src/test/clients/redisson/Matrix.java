import java.util.ArrayList;
import java.util.List;
import org.redisson.Redisson;
import org.redisson.api.RBatch;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.Codec;
import org.redisson.client.codec.StringCodec;
import org.redisson.client.protocol.RedisCommand;
import org.redisson.client.protocol.RedisCommands;
import org.redisson.client.protocol.RedisStrictCommand;
import org.redisson.client.protocol.decoder.ObjectListReplayDecoder;
import org.redisson.command.CommandAsyncExecutor;
import org.redisson.config.Config;
import org.redisson.config.Protocol;
import org.redisson.config.SingleServerConfig;

/** Tries rafka with Redisson. */
final class Matrix implements Library {
    private static final int POOL_SIZE = 4;
    /** DUMP may take ten seconds, more than the three that Redisson waits by default. */
    private static final int TIMEOUT_MILLIS = 15_000;

    private static final RedisStrictCommand<String> ECHO = new RedisStrictCommand<>("ECHO");
    private static final RedisStrictCommand<Long> DUMP = new RedisStrictCommand<>("DUMP");
    private static final RedisStrictCommand<List<Object>> HELLO =
            new RedisStrictCommand<>("HELLO", new ObjectListReplayDecoder<>());

    private final Arguments arguments;

    private Matrix(Arguments arguments) {
        this.arguments = arguments;
    }

    public static void main(String[] words) {
        Arguments arguments = Arguments.of(words);
        Steps.run(new Matrix(arguments), arguments);
    }

    @Override
    public String name() {
        return "redisson";
    }

    @Override
    public String version() {
        return Redisson.class.getPackage().getImplementationVersion();
    }

    @Override
    public Client client() {
        Config config = config();
        server(config);
        return connect(config);
    }

    @Override
    public Client named(String label) {
        Config config = config();
        server(config).setClientName(label);
        return connect(config);
    }

    @Override
    public Client pool() {
        Config config = config();
        server(config).setConnectionPoolSize(POOL_SIZE).setConnectionMinimumIdleSize(POOL_SIZE);
        return connect(config);
    }

    @Override
    public Client checkedPool() {
        Config config = config();
        server(config).setPingConnectionInterval(1000);
        return connect(config);
    }

    /** None of the connections for subscriptions, which would have the same name. */
    @Override
    public Consumer consumer(String name) {
        Config config = config();
        server(config)
                .setClientName(name)
                .setConnectionPoolSize(1)
                .setConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionMinimumIdleSize(0);
        return connect(config);
    }

    private Config config() {
        Config config = new Config();
        return switch (arguments.protocol()) {
            case "2" -> config.setProtocol(Protocol.RESP2);
            case "3" -> config.setProtocol(Protocol.RESP3);
            default -> config;
        };
    }

    private SingleServerConfig server(Config config) {
        return config.useSingleServer()
                .setAddress("redis://" + arguments.host() + ":" + arguments.port())
                .setTimeout(TIMEOUT_MILLIS);
    }

    private static Connected connect(Config config) {
        return new Connected(Redisson.create(config));
    }

    private record Connected(RedissonClient redisson) implements Client, Consumer {
        @Override
        public boolean ping() {
            return redisson.getRedisNodes(RedisNodes.SINGLE).getInstance().ping();
        }

        @Override
        public String echo(String text) {
            return send(StringCodec.INSTANCE, ECHO, text);
        }

        @Override
        public String name() {
            return send(StringCodec.INSTANCE, RedisCommands.CLIENT_GETNAME);
        }

        @Override
        public int protocol() {
            return Replies.protocol(send(StringCodec.INSTANCE, HELLO));
        }

        /** Redisson lends connections itself: that of DUMP may be another one. */
        @Override
        public List<Long> produce(List<List<Push>> batches) {
            List<Long> answers = new ArrayList<>();
            for (List<Push> pushes : batches) {
                RBatch batch = redisson.createBatch();
                for (Push push : pushes) {
                    batch.<byte[]>getDeque(push.key(), ByteArrayCodec.INSTANCE).addLastIfExistsAsync(push.value());
                }
                batch.execute().getResponses().forEach(answer -> answers.add(((Number) answer).longValue()));
            }
            answers.add(send(StringCodec.INSTANCE, DUMP, 10_000));
            return answers;
        }

        /** When nothing came in time, Redisson's list is empty with RESP2 and null with RESP3. */
        @Override
        public List<?> pop(String key, int seconds) {
            List<Object> reply = send(ByteArrayCodec.INSTANCE, RedisCommands.BLPOP, key, seconds);
            return reply == null || reply.isEmpty() ? null : reply;
        }

        @Override
        public long acknowledge(String acknowledgement) {
            return send(StringCodec.INSTANCE, RedisCommands.RPUSH, "acks", acknowledgement);
        }

        @Override
        public void close() {
            redisson.shutdown();
        }

        /** The first argument is the key, which would choose a cluster's node. */
        private <T> T send(Codec codec, RedisCommand<T> command, Object... words) {
            CommandAsyncExecutor executor = ((Redisson) redisson).getCommandExecutor();
            String key = words.length == 0 ? "" : words[0].toString();
            return executor.get(executor.<T, T>writeAsync(key, codec, command, words));
        }
    }
}
