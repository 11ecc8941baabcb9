import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ArrayOutput;
import java.io.File;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration.LettuceClientConfigurationBuilder;
import org.springframework.data.redis.connection.lettuce.LettuceConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Does over TLS, as users of an aclfile, what it is told: ../README.md. */
public class Secure {
    public static void main(String[] args) throws Exception {
        SecureProgram.run(() -> new Connected(producer()), () -> new Connected(consumer()));
    }

    // docs/clients.md {
    private static LettuceConnectionFactory producer() {
        return factory("alice", "alice-secret", tls());
    }

    private static LettuceConnectionFactory consumer() {
        return factory("bob", "bob-secret", tls().clientName("myapp:worker-1"));
    }

    private static LettuceClientConfigurationBuilder tls() {
        SslOptions files = SslOptions.builder()
                .jdkSslProvider()
                .trustManager(new File("ca.pem"))
                .keyManager(new File("client.pem"), new File("client.key"), new char[0])
                .build();
        return LettuceClientConfiguration.builder()
                .clientOptions(ClientOptions.builder().sslOptions(files).build())
                .useSsl()
                .and();
    }

    private static LettuceConnectionFactory factory(
            String user, String password, LettuceClientConfigurationBuilder configuration) {
        RedisStandaloneConfiguration server = new RedisStandaloneConfiguration("localhost", 6380);
        server.setUsername(user);
        server.setPassword(password);
        return new LettuceConnectionFactory(server, configuration.build());
    }
    // docs/clients.md }

    private record Connected(LettuceConnectionFactory factory) implements SecureClient {
        Connected {
            factory.afterPropertiesSet();
            factory.start();
        }

        @Override
        public Object send(String... words) {
            byte[][] arguments = new byte[words.length - 1][];
            for (int i = 1; i < words.length; i++) {
                arguments[i - 1] = words[i].getBytes(UTF_8);
            }
            try (LettuceConnection connection = (LettuceConnection) factory.getConnection()) {
                return connection.execute(words[0], new ArrayOutput<>(ByteArrayCodec.INSTANCE), arguments);
            }
        }

        @Override
        public void close() {
            factory.destroy();
        }
    }
}
