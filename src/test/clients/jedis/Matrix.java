import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Protocol.Keyword;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.util.SafeEncoder;

/** Tries rafka with Jedis. */
final class Matrix implements Library {
    private static final int POOL_SIZE = 4;
    /** DUMP may take ten seconds, more than the two that Jedis waits by default. */
    private static final int PRODUCER_TIMEOUT_MILLIS = 15_000;

    private static final int CONSUMER_TIMEOUT_MILLIS = 30_000;

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
        return "jedis";
    }

    @Override
    public String version() throws IOException {
        Properties properties = new Properties();
        try (InputStream file = RedisClient.class.getResourceAsStream("pom.properties")) {
            properties.load(file);
        }
        return properties.getProperty("version");
    }

    @Override
    public Client client() {
        return new JedisClient(connect(config(), new ConnectionPoolConfig()));
    }

    @Override
    public Client named(String label) {
        return new JedisClient(connect(config().clientName(label), new ConnectionPoolConfig()));
    }

    @Override
    public Client pool() {
        return new JedisClient(connect(config(), poolOf(POOL_SIZE)));
    }

    @Override
    public Client checkedPool() {
        ConnectionPoolConfig pool = poolOf(POOL_SIZE);
        pool.setTestOnBorrow(true);
        return new JedisClient(connect(config(), pool));
    }

    /** A pool of one replaces the connection if it breaks. */
    @Override
    public Consumer consumer(String name) {
        DefaultJedisClientConfig.Builder config =
                config().clientName(name).blockingSocketTimeoutMillis(CONSUMER_TIMEOUT_MILLIS);
        RedisClient client = connect(config, poolOf(1));
        try {
            client.ping();
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
        return new JedisConsumer(client);
    }

    private DefaultJedisClientConfig.Builder config() {
        DefaultJedisClientConfig.Builder config =
                DefaultJedisClientConfig.builder().socketTimeoutMillis(PRODUCER_TIMEOUT_MILLIS);
        return switch (arguments.protocol()) {
            case "2" -> config.protocol(RedisProtocol.RESP2);
            case "3" -> config.protocol(RedisProtocol.RESP3);
            default -> config;
        };
    }

    private static ConnectionPoolConfig poolOf(int size) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(size);
        return pool;
    }

    private RedisClient connect(DefaultJedisClientConfig.Builder config, ConnectionPoolConfig pool) {
        return RedisClient.builder()
                .hostAndPort(arguments.host(), arguments.port())
                .clientConfig(config.build())
                .poolConfig(pool)
                .build();
    }

    private record JedisClient(RedisClient redis) implements Client {
        @Override
        public boolean ping() {
            return redis.ping().equals("PONG");
        }

        @Override
        public String echo(String text) {
            return redis.echo(text);
        }

        @Override
        public String name() {
            CommandArguments command = new CommandArguments(Command.CLIENT).add(Keyword.GETNAME);
            return SafeEncoder.encode((byte[]) redis.executeCommand(command));
        }

        @Override
        public int protocol() {
            try (Connection connection = redis.getPool().getResource()) {
                return connection.getRedisProtocol() == RedisProtocol.RESP3 ? 3 : 2;
            }
        }

        @Override
        public List<Long> produce(List<List<Push>> batches) {
            List<Object> answers = new ArrayList<>();
            try (Pipeline pipeline = redis.pipelined()) {
                for (List<Push> batch : batches) {
                    for (Push push : batch) {
                        pipeline.rpushx(SafeEncoder.encode(push.key()), push.value());
                    }
                    answers.addAll(pipeline.syncAndReturnAll());
                }
                pipeline.sendCommand(Command.DUMP, "10000");
                answers.addAll(pipeline.syncAndReturnAll());
            }
            return answers.stream().map(Long.class::cast).toList();
        }

        @Override
        public void close() {
            redis.close();
        }
    }

    private record JedisConsumer(RedisClient redis) implements Consumer {
        @Override
        public List<?> pop(String key, int seconds) {
            CommandArguments command =
                    new CommandArguments(Command.BLPOP).key(key).add(seconds);
            return (List<?>) redis.executeCommand(command.blocking());
        }

        @Override
        public long acknowledge(String acknowledgement) {
            return redis.rpush("acks", acknowledgement);
        }

        @Override
        public void close() {
            redis.close();
        }
    }
}
