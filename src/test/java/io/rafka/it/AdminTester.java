package io.rafka.it;

import io.rafka.RafkaServer;
import io.rafka.StartException;
import io.rafka.testing.FreePorts;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A gateway of its own for each test, with a port for operators that is asked over HTTP. */
@ExtendWith(RafkaExtension.class)
@SuppressWarnings("NullAway.Init") // JUnit calls start() first
abstract class AdminTester {
    private final HttpClient http = HttpClient.newHttpClient();

    /** The broker's. */
    RafkaTester rafka;

    RafkaServer server;
    /** For operators. */
    int port;

    @BeforeEach
    void start(RafkaTester tester) throws StartException {
        rafka = tester;
        port = FreePorts.choose(1).get(0);
        startAgain();
    }

    /** A gateway at the same port for operators, after the one before was closed. */
    void startAgain() throws StartException {
        server = rafka.startAnother(Map.of("admin-port", Integer.toString(port)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** @param headers names and values */
    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return get(port, path, headers);
    }

    /** The same of another gateway. */
    HttpResponse<String> get(int adminPort, String path, String... headers) throws IOException, InterruptedException {
        return send(adminPort, "GET", path, headers);
    }

    HttpResponse<String> request(String method, String path) throws IOException, InterruptedException {
        return send(port, method, path);
    }

    private HttpResponse<String> send(int adminPort, String method, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** What a pattern with one group finds in a text. */
    static Set<String> names(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
