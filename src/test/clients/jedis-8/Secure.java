import java.io.File;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;

/** Does over TLS, as users of an aclfile, what it is told: ../README.md. */
public class Secure {
    public static void main(String[] args) throws Exception {
        SecureProgram.run(() -> new SecureJedis(producer()), () -> new SecureJedis(consumer()));
    }

    // docs/clients.md {
    private static RedisClient producer() {
        return connect(config().user("alice").password("alice-secret"), new ConnectionPoolConfig());
    }

    private static RedisClient consumer() {
        ConnectionPoolConfig one = new ConnectionPoolConfig();
        one.setMaxTotal(1);
        return connect(config().user("bob").password("bob-secret").clientName("myapp:worker-1"), one);
    }

    private static DefaultJedisClientConfig.Builder config() {
        SslOptions files = SslOptions.builder()
                .truststore(new File("ca.p12"), "changeit".toCharArray())
                .keystore(new File("client.p12"), "changeit".toCharArray())
                .build();
        return DefaultJedisClientConfig.builder().sslOptions(files);
    }

    private static RedisClient connect(DefaultJedisClientConfig.Builder config, ConnectionPoolConfig pool) {
        return RedisClient.builder()
                .hostAndPort("localhost", 6380)
                .clientConfig(config.build())
                .poolConfig(pool)
                .build();
    }
    // docs/clients.md }
}
