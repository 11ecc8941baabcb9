import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.LettuceVersion;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ArrayOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.support.ConnectionPoolSupport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;

/** Tries rafka with Lettuce. */
final class Matrix implements Library {
    private static final int POOL_SIZE = 4;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

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
        return "lettuce";
    }

    @Override
    public String version() {
        // 7.7.0.RELEASE/1960d49
        return LettuceVersion.getVersion().split("/")[0];
    }

    @Override
    public Client client() {
        return connect(uri().build());
    }

    @Override
    public Client named(String label) {
        return connect(uri().withClientName(label).build());
    }

    @Override
    public Client pool() {
        return pool(new GenericObjectPoolConfig<>(), connection -> true);
    }

    /** Lettuce itself PINGs each new connection: pingBeforeActivateConnection is its default. */
    @Override
    public Client checkedPool() {
        GenericObjectPoolConfig<StatefulRedisConnection<byte[], byte[]>> config = new GenericObjectPoolConfig<>();
        config.setTestOnBorrow(true);
        return pool(config, connection -> connection.sync().ping().equals("PONG"));
    }

    @Override
    public Consumer consumer(String name) {
        return connect(uri().withClientName(name).build());
    }

    private RedisURI.Builder uri() {
        return RedisURI.builder()
                .withHost(arguments.host())
                .withPort(arguments.port())
                .withTimeout(TIMEOUT);
    }

    private Connected connect(RedisURI uri) {
        RedisClient client = client(uri);
        try {
            return new Connected(client, client.connect(ByteArrayCodec.INSTANCE));
        } catch (RuntimeException e) {
            client.shutdown();
            throw e;
        }
    }

    private Client pool(
            GenericObjectPoolConfig<StatefulRedisConnection<byte[], byte[]>> config,
            Predicate<StatefulRedisConnection<byte[], byte[]>> check) {
        config.setMaxTotal(POOL_SIZE);
        RedisClient client = client(uri().build());
        return new Pooled(
                client,
                ConnectionPoolSupport.createGenericObjectPool(
                        () -> client.connect(ByteArrayCodec.INSTANCE), config, true, check));
    }

    private RedisClient client(RedisURI uri) {
        RedisClient client = RedisClient.create(uri);
        switch (arguments.protocol()) {
            case "2" -> client.setOptions(options(ProtocolVersion.RESP2));
            case "3" -> client.setOptions(options(ProtocolVersion.RESP3));
            default -> {}
        }
        return client;
    }

    private static ClientOptions options(ProtocolVersion protocol) {
        return ClientOptions.builder().protocolVersion(protocol).build();
    }

    /** One connection, which many threads may use; it connects again by itself. */
    private record Connected(RedisClient client, StatefulRedisConnection<byte[], byte[]> connection)
            implements Client, Consumer {
        @Override
        public boolean ping() {
            return connection.sync().ping().equals("PONG");
        }

        @Override
        public String echo(String text) {
            return new String(connection.sync().echo(text.getBytes(UTF_8)), UTF_8);
        }

        @Override
        public String name() {
            return new String(connection.sync().clientGetname(), UTF_8);
        }

        @Override
        public int protocol() {
            List<Object> hello =
                    connection.sync().dispatch(CommandType.HELLO, new ArrayOutput<>(ByteArrayCodec.INSTANCE));
            return Replies.protocol(hello);
        }

        @Override
        public List<Long> produce(List<List<Push>> batches) {
            List<RedisFuture<Long>> answers = new ArrayList<>();
            connection.setAutoFlushCommands(false);
            try {
                for (List<Push> batch : batches) {
                    for (Push push : batch) {
                        answers.add(connection.async().rpushx(push.key().getBytes(UTF_8), push.value()));
                    }
                    flush(answers);
                }
                answers.add(connection
                        .async()
                        .dispatch(
                                CommandType.DUMP,
                                new IntegerOutput<>(ByteArrayCodec.INSTANCE),
                                arguments().add(10_000)));
                flush(answers);
            } finally {
                connection.setAutoFlushCommands(true);
            }
            return answers.stream()
                    .map(future -> future.toCompletableFuture().join())
                    .toList();
        }

        private void flush(List<RedisFuture<Long>> answers) {
            connection.flushCommands();
            LettuceFutures.awaitAll(TIMEOUT, answers.toArray(RedisFuture[]::new));
        }

        /** In time-outs ArrayOutput is an empty list with RESP2, and a list of one null with RESP3. */
        @Override
        public List<?> pop(String key, int seconds) {
            List<Object> reply = connection
                    .sync()
                    .dispatch(
                            CommandType.BLPOP,
                            new ArrayOutput<>(ByteArrayCodec.INSTANCE),
                            arguments().addKey(key.getBytes(UTF_8)).add(seconds));
            return reply.isEmpty() || reply.get(0) == null ? null : reply;
        }

        @Override
        public long acknowledge(String acknowledgement) {
            return connection.sync().rpush("acks".getBytes(UTF_8), acknowledgement.getBytes(UTF_8));
        }

        @Override
        public void close() {
            connection.close();
            client.shutdown();
        }

        private static CommandArgs<byte[], byte[]> arguments() {
            return new CommandArgs<>(ByteArrayCodec.INSTANCE);
        }
    }

    /** Lends a connection for each call. */
    private record Pooled(RedisClient client, GenericObjectPool<StatefulRedisConnection<byte[], byte[]>> pool)
            implements Client {
        private interface Call<T> {
            T on(Client client) throws Exception;
        }

        private <T> T lend(Call<T> call) throws Exception {
            try (StatefulRedisConnection<byte[], byte[]> connection = pool.borrowObject()) {
                return call.on(new Connected(client, connection));
            }
        }

        @Override
        public boolean ping() throws Exception {
            return lend(Client::ping);
        }

        @Override
        public String echo(String text) throws Exception {
            return lend(connected -> connected.echo(text));
        }

        @Override
        public String name() throws Exception {
            return lend(Client::name);
        }

        @Override
        public int protocol() throws Exception {
            return lend(Client::protocol);
        }

        @Override
        public List<Long> produce(List<List<Push>> batches) throws Exception {
            return lend(connected -> connected.produce(batches));
        }

        @Override
        public void close() {
            pool.close();
            client.shutdown();
        }
    }
}
