import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import java.io.File;

/** Does over TLS, as users of an aclfile, what it is told: ../README.md. */
public class Secure {
    public static void main(String[] args) throws Exception {
        SecureProgram.run(() -> SecureLettuce.connect(producer()), () -> SecureLettuce.connect(consumer()));
    }

    // docs/clients.md {
    private static RedisClient producer() {
        return client(server().withAuthentication("alice", "alice-secret"));
    }

    private static RedisClient consumer() {
        return client(server().withAuthentication("bob", "bob-secret").withClientName("myapp:worker-1"));
    }

    private static RedisURI.Builder server() {
        return RedisURI.builder().withHost("localhost").withPort(6380).withSsl(true);
    }

    private static RedisClient client(RedisURI.Builder uri) {
        SslOptions files = SslOptions.builder()
                .jdkSslProvider()
                .trustManager(new File("ca.pem"))
                .keyManager(new File("client.pem"), new File("client.key"), new char[0])
                .build();
        RedisClient client = RedisClient.create(uri.build());
        client.setOptions(ClientOptions.builder().sslOptions(files).build());
        return client;
    }
    // docs/clients.md }
}
