import java.io.File;
import java.io.IOException;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.client.protocol.RedisCommand;
import org.redisson.client.protocol.RedisStrictCommand;
import org.redisson.client.protocol.decoder.ObjectListReplayDecoder;
import org.redisson.command.CommandAsyncExecutor;
import org.redisson.config.Config;

/** Does over TLS, as users of an aclfile, what it is told: ../README.md. */
public class Secure {
    public static void main(String[] args) throws Exception {
        SecureProgram.run(() -> connect(producer()), () -> connect(consumer()));
    }

    /** Without the ten seconds of retries after which an error is told. */
    private static SecureClient connect(Config config) {
        config.useSingleServer().setRetryAttempts(0);
        return new Connected(Redisson.create(config));
    }

    // docs/clients.md {
    private static Config producer() throws IOException {
        Config config = config("alice", "alice-secret");
        config.useSingleServer().setAddress("rediss://localhost:6380");
        return config;
    }

    private static Config consumer() throws IOException {
        Config config = config("bob", "bob-secret");
        config.useSingleServer()
                .setAddress("rediss://localhost:6380")
                .setClientName("myapp:worker-1")
                .setConnectionPoolSize(1)
                .setConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionMinimumIdleSize(0);
        return config;
    }

    private static Config config(String user, String password) throws IOException {
        return new Config()
                .setUsername(user)
                .setPassword(password)
                .setSslTruststore(new File("ca.p12").toURI().toURL())
                .setSslTruststorePassword("changeit")
                .setSslKeystore(new File("client.p12").toURI().toURL())
                .setSslKeystorePassword("changeit");
    }
    // docs/clients.md }

    private record Connected(RedissonClient redisson) implements SecureClient {
        @Override
        public Object send(String... words) {
            RedisCommand<?> command = words[0].equals("BLPOP")
                    ? new RedisStrictCommand<>(words[0], new ObjectListReplayDecoder<Object>())
                    : new RedisStrictCommand<>(words[0]);
            Object[] arguments = new Object[words.length - 1];
            System.arraycopy(words, 1, arguments, 0, arguments.length);
            CommandAsyncExecutor executor = ((Redisson) redisson).getCommandExecutor();
            return executor.get(executor.writeAsync("", StringCodec.INSTANCE, command, arguments));
        }

        @Override
        public void close() {
            redisson.shutdown();
        }
    }
}
