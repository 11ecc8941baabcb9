import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.ArrayOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.Locale;

/** Sends any command with Lettuce. */
record SecureLettuce(RedisClient client, StatefulRedisConnection<String, String> connection) implements SecureClient {
    /** Connects, or gives all up that has been started for it. */
    static SecureLettuce connect(RedisClient client) {
        try {
            return new SecureLettuce(client, client.connect());
        } catch (RuntimeException e) {
            client.shutdown();
            throw e;
        }
    }

    @Override
    public Object send(String... words) {
        CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8);
        for (int i = 1; i < words.length; i++) {
            arguments.add(words[i]);
        }
        CommandType command = CommandType.valueOf(words[0].toUpperCase(Locale.ROOT));
        return connection.sync().dispatch(command, new ArrayOutput<>(StringCodec.UTF8), arguments);
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown();
    }
}
