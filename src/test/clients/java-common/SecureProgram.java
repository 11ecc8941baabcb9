import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Does what the lines of standard input say (README.md), with any library. */
final class SecureProgram {
    /** Makes a client object, which need not be connected before its first command. */
    interface Connect {
        SecureClient client() throws Exception;
    }

    private final Connect producer;
    private final Connect consumer;
    private final Map<String, SecureClient> clients = new HashMap<>();

    private SecureProgram(Connect producer, Connect consumer) {
        this.producer = producer;
        this.consumer = consumer;
    }

    static void run(Connect producer, Connect consumer) throws IOException {
        SecureProgram program = new SecureProgram(producer, consumer);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println(program.answer(line.split(" ")).replace('\n', ' '));
        }
        System.exit(0);
    }

    private String answer(String... words) {
        try {
            if (words[0].equals("connect")) {
                connect();
                return "ok";
            }
            return ("ok " + text(clients.get(words[0]).send(Arrays.copyOfRange(words, 1, words.length)))).strip();
        } catch (Exception e) {
            // The reason is in a cause.
            return "error "
                    + Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
                            .map(Throwable::toString)
                            .collect(Collectors.joining(" <- "));
        }
    }

    private void connect() throws Exception {
        clients.values().forEach(SecureClient::close);
        clients.clear();
        clients.put("producer", producer.client());
        clients.get("producer").send("PING");
        clients.put("consumer", consumer.client());
        clients.get("consumer").send("PING");
    }

    private static String text(Object reply) {
        if (reply instanceof List<?> list) {
            return list.stream().map(SecureProgram::text).collect(Collectors.joining(" "));
        }
        if (reply == null) {
            return "";
        }
        return reply instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : reply.toString();
    }
}
