import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ArrayOutput;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.ProtocolVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration.LettuceClientConfigurationBuilder;
import org.springframework.data.redis.connection.lettuce.LettuceConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettucePoolingClientConfiguration;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Tries rafka with Spring Data Redis, whose driver is Lettuce. */
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
        return "spring-data-redis";
    }

    @Override
    public String version() {
        return RedisConnection.class.getPackage().getImplementationVersion();
    }

    @Override
    public Client client() {
        return start(factory(LettuceClientConfiguration.builder()));
    }

    @Override
    public Client named(String label) {
        return start(factory(LettuceClientConfiguration.builder().clientName(label)));
    }

    @Override
    public Client pool() {
        return start(pooled(new GenericObjectPoolConfig<>()));
    }

    /** The pool looks whether its connections are open; Spring PINGs the one that it shares on each use. */
    @Override
    public Client checkedPool() {
        GenericObjectPoolConfig<StatefulConnection<?, ?>> pool = new GenericObjectPoolConfig<>();
        pool.setTestOnBorrow(true);
        LettuceConnectionFactory factory = pooled(pool);
        factory.setShareNativeConnection(true);
        factory.setValidateConnection(true);
        return start(factory);
    }

    /** All that is done with this factory is done on the one connection that it shares. */
    @Override
    public Consumer consumer(String name) {
        return start(factory(LettuceClientConfiguration.builder().clientName(name)));
    }

    private LettuceConnectionFactory pooled(GenericObjectPoolConfig<StatefulConnection<?, ?>> pool) {
        pool.setMaxTotal(POOL_SIZE);
        LettuceConnectionFactory factory =
                factory(LettucePoolingClientConfiguration.builder().poolConfig(pool));
        factory.setShareNativeConnection(false);
        return factory;
    }

    private LettuceConnectionFactory factory(LettuceClientConfigurationBuilder configuration) {
        configuration.commandTimeout(TIMEOUT);
        switch (arguments.protocol()) {
            case "2" -> configuration.clientOptions(options(ProtocolVersion.RESP2));
            case "3" -> configuration.clientOptions(options(ProtocolVersion.RESP3));
            default -> {}
        }
        return new LettuceConnectionFactory(
                new RedisStandaloneConfiguration(arguments.host(), arguments.port()), configuration.build());
    }

    private static ClientOptions options(ProtocolVersion protocol) {
        return ClientOptions.builder().protocolVersion(protocol).build();
    }

    private static Connected start(LettuceConnectionFactory factory) {
        factory.afterPropertiesSet();
        Connected connected = new Connected(factory, new StringRedisTemplate(factory));
        try {
            connected.ping();
        } catch (RuntimeException e) {
            connected.close();
            throw e;
        }
        return connected;
    }

    private record Connected(LettuceConnectionFactory factory, StringRedisTemplate redis) implements Client, Consumer {
        @Override
        public boolean ping() {
            return "PONG".equals(redis.execute((RedisCallback<String>) RedisConnection::ping));
        }

        @Override
        public String echo(String text) {
            byte[] answer = redis.execute((RedisCallback<byte[]>) connection -> connection.echo(text.getBytes(UTF_8)));
            return new String(answer, UTF_8);
        }

        @Override
        public String name() {
            return redis.execute((RedisCallback<String>)
                    connection -> connection.serverCommands().getClientName());
        }

        @Override
        public int protocol() {
            return Replies.protocol((List<?>) send("HELLO", new ArrayOutput<>(ByteArrayCodec.INSTANCE)));
        }

        /** Spring pipelines on a connection of its own, which it keeps until close. */
        @Override
        public List<Long> produce(List<List<Push>> batches) {
            List<Object> answers = new ArrayList<>();
            try (LettuceConnection connection = (LettuceConnection) factory.getConnection()) {
                for (List<Push> batch : batches) {
                    connection.openPipeline();
                    for (Push push : batch) {
                        connection.listCommands().rPushX(push.key().getBytes(UTF_8), push.value());
                    }
                    answers.addAll(connection.closePipeline());
                }
                connection.openPipeline();
                connection.execute("DUMP", new IntegerOutput<>(ByteArrayCodec.INSTANCE), "10000".getBytes(UTF_8));
                answers.addAll(connection.closePipeline());
            }
            return answers.stream().map(Long.class::cast).toList();
        }

        /** When nothing came in time, ArrayOutput's list is empty with RESP2, and has one null with RESP3. */
        @Override
        public List<?> pop(String key, int seconds) {
            List<?> reply =
                    (List<?>) send("BLPOP", new ArrayOutput<>(ByteArrayCodec.INSTANCE), key, String.valueOf(seconds));
            return reply.isEmpty() || reply.get(0) == null ? null : reply;
        }

        @Override
        public long acknowledge(String acknowledgement) {
            return redis.opsForList().rightPush("acks", acknowledgement);
        }

        @Override
        public void close() {
            factory.destroy();
        }

        private Object send(String command, CommandOutput<byte[], byte[], ?> output, String... words) {
            byte[][] bytes = new byte[words.length][];
            for (int i = 0; i < words.length; i++) {
                bytes[i] = words[i].getBytes(UTF_8);
            }
            try (LettuceConnection connection = (LettuceConnection) factory.getConnection()) {
                return connection.execute(command, output, bytes);
            }
        }
    }
}
