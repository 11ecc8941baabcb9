package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.testing.RawClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP port for operators: how it speaks HTTP, and whom it does not answer. */
class AdminHttpIT extends AdminTester {
    @Test
    void headHasNoBody() throws Exception {
        HttpResponse<String> answer = request("HEAD", "/health/live");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValueAsLong("content-length")).hasValue(5);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
    void nothingCanBeChanged(String method) throws Exception {
        HttpResponse<String> answer = request(method, "/metrics");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).contains("GET, HEAD");
    }

    /** A page in an operator's browser, of a site whose name its owner lets point to 127.0.0.1, is not this machine. */
    @ParameterizedTest
    @CsvSource({
        "evil.example, 403 Forbidden",
        "evil.example:6381, 403 Forbidden",
        "localhost.evil.example, 403 Forbidden",
        "127.0.0.1.evil.example, 403 Forbidden",
        "localhost, 200 OK",
        "localhost:6381, 200 OK",
        "127.0.0.1:9, 200 OK",
        "[::1]:6381, 200 OK"
    })
    void onlyThisMachinesNamesAreAnswered(String host, String status) {
        try (RawClient client = RawClient.connect(port)) {
            client.send("GET /health/live HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            assertThat(line(client)).isEqualTo("HTTP/1.1 " + status);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"not a request at all", "*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\nb", "GET /"})
    void whatIsNotHttpIsToldSoAndClosed(String line) {
        try (RawClient client = RawClient.connect(port)) {
            client.send(line + "\r\n\r\n");
            assertThat(line(client)).isEqualTo("HTTP/1.1 400 Bad Request");
            String header = line(client);
            while (!header.isEmpty()) {
                header = line(client);
            }
            client.read("not a request that can be understood\n".length());
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    /** As a browser's, which tells much of itself. */
    @Test
    void aRequestInPiecesIsAnswered() {
        try (RawClient client = RawClient.connect(port)) {
            String request =
                    "GET /health/live HTTP/1.1\r\nHost: localhost\r\nCookie: " + "x".repeat(5_000) + "\r\n\r\n";
            client.send(request);
            assertThat(line(client)).isEqualTo("HTTP/1.1 200 OK");
        }
        try (RawClient client = RawClient.connect(port)) {
            client.sendByteByByte("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(line(client)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void requestsInAPipelineAreAnsweredInTheirOrder() {
        try (RawClient client = RawClient.connect(port)) {
            String request = "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n";
            client.send(request.formatted("/health/ready")
                    + request.formatted("/nowhere")
                    + request.formatted("/health/live"));
            List<String> statusLines = new ArrayList<>();
            while (statusLines.size() < 3) {
                // Right behind the body before, whose end is none for Redis.
                String line = line(client).replaceFirst("(?s).*\n", "");
                if (line.startsWith("HTTP/1.1 ")) {
                    statusLines.add(line);
                }
            }
            assertThat(statusLines).containsExactly("HTTP/1.1 200 OK", "HTTP/1.1 404 Not Found", "HTTP/1.1 200 OK");
        }
    }

    @Test
    void oneConnectionTooManyIsClosed() {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                clients.add(RawClient.connect(port));
            }
            RawClient last = clients.get(99);
            last.send("GET /health/live HTTP/1.1\r\n\r\n");
            assertThat(line(last)).isEqualTo("HTTP/1.1 200 OK");
            clients.add(RawClient.connect(port));
            assertThat(clients.get(100).isAtEnd()).isTrue();
        } finally {
            clients.forEach(RawClient::close);
        }
    }

    /** Whoever has asked, or would ask once more, is to know that nobody answers. */
    @Test
    void connectionsEndWithRafka() {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                RawClient client = RawClient.connect(port);
                clients.add(client);
                client.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(client.read(1)).isEqualTo("H");
            }
            server.close();
            assertThat(clients)
                    .allSatisfy(client -> assertThat(client.read(10_000)).endsWith("live\n"));
        } finally {
            clients.forEach(RawClient::close);
        }
    }

    /** Without its end. */
    private static String line(RawClient client) {
        return client.readLine().stripTrailing();
    }
}
