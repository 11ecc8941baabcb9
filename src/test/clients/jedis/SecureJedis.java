import java.util.Locale;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;

/** Sends any command with Jedis. */
record SecureJedis(RedisClient redis) implements SecureClient {
    @Override
    public Object send(String... words) {
        Command command = Command.valueOf(words[0].toUpperCase(Locale.ROOT));
        CommandArguments arguments = new CommandArguments(command);
        for (int i = 1; i < words.length; i++) {
            arguments.add(words[i]);
        }
        return redis.executeCommand(command == Command.BLPOP ? arguments.blocking() : arguments);
    }

    @Override
    public void close() {
        redis.close();
    }
}
