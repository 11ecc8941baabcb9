package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /overview.json}, at a gateway of its own. */
class OverviewIT extends AdminTester {
    private static final String PATH = "/overview.json";

    private final List<RawClient> clients = new ArrayList<>();

    @AfterEach
    void closeClients() {
        clients.forEach(RawClient::close);
    }

    private RawClient client(String name) {
        RawClient client = Clients.consumer(server.port(), name);
        clients.add(client);
        return client;
    }

    private JsonNode overview(String query) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(get(PATH + query).body());
    }

    private static List<String> texts(JsonNode rows, String field) {
        List<String> texts = new ArrayList<>();
        rows.forEach(row -> texts.add(row.path(field).asText()));
        return texts;
    }

    @Test
    void aConsumerIsShownWithItsGroupAndItsTopic() throws Exception {
        String topic = rafka.createTopic("shown", 2);
        String group = RafkaTester.unique("g");
        Clients.produce(server.port(), topic, "a");
        assertThat(client(group + ":c").callList("BLPOP", "topics:" + topic, "20"))
                .hasSize(8);
        JsonNode all = overview("");
        JsonNode connection = all.at("/connections/rows/0");
        assertThat(connection.path("name").asText()).isEqualTo(group + ":c");
        assertThat(connection.path("command").asText()).isEqualTo("blpop");
        assertThat(connection.at("/consumer/group").asText()).isEqualTo(group);
        assertThat(connection.at("/consumer/state").asText()).isEqualTo("joined");
        assertThat(connection.at("/consumer/unacknowledged").asLong()).isEqualTo(1);
        assertThat(all.at("/groups/rows/0/group").asText()).isEqualTo(group);
        assertThat(all.at("/groups/rows/0/topics/0/lag").asLong()).isEqualTo(1);
        assertThat(all.at("/groups/rows/0/memberRows/0/partitionRows")).hasSize(2);
        assertThat(all.at("/topics/rows/0/topic").asText()).isEqualTo(topic);
        assertThat(all.at("/topics/rows/0/produced").asLong()).isEqualTo(1);
        assertThat(all.at("/topics/rows/0/handedOut").asLong()).isEqualTo(1);
        assertThat(all.at("/counters/delivered").asLong()).isEqualTo(1);
        assertThat(sum(all.at("/times/delivery"))).isEqualTo(1);
        assertThat(sum(all.at("/times/commands")))
                .isEqualTo(all.at("/counters/commands").asLong());
        assertThat(all.at("/kafka/answers").asBoolean()).isTrue();
    }

    private static long sum(JsonNode numbers) {
        long sum = 0;
        for (JsonNode number : numbers) {
            sum += number.asLong();
        }
        return sum;
    }

    @Test
    void errorsOfOneKindAreOneAndTheNewestIsFirst() throws Exception {
        RawClient client = client("me");
        client.call("ACL", "SETUSER", "bob", "s3cret");
        client.call("LLEN", "stats");
        client.call("LLEN", "stats");
        client.call("AUHT", "s3cret");
        JsonNode all = overview("");
        List<String> errors = texts(all.path("errors"), "text");
        assertThat(errors).hasSize(3).first().isEqualTo("ERR unknown command 'AUHT'");
        assertThat(errors).last().as("the > was forgotten").isEqualTo("ERR Error in ACL SETUSER");
        assertThat(all.path("errors").path(1).path("command").asText()).isEqualTo("llen");
        assertThat(all.path("errors").path(1).path("count").asLong()).isEqualTo(2);
        assertThat(all.path("errors").path(1).path("name").asText()).isEqualTo("me");
        assertThat(all.toString()).doesNotContain("s3cret");
        client.call("CONFIG", "RESETSTAT");
        assertThat(overview("").path("errors")).isEmpty();
    }

    @Test
    void slowCommandsAreShownWithoutSecrets() throws Exception {
        RawClient client = client("me");
        client.call("CONFIG", "SET", "slowlog-log-slower-than", "0");
        client.call("AUTH", "s3cret");
        client.call("ECHO", "x");
        JsonNode slow = overview("").path("slow");
        assertThat(slow.path(0).path("words")).extracting(JsonNode::asText).containsExactly("ECHO", "x");
        assertThat(slow.path(0).path("name").asText()).isEqualTo("me");
        assertThat(slow.toString()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource({"busy", "outstanding", "unacknowledged", "idle", "age", "nonsense"})
    void connectionsAreFoundByPartOfTheirNames(String sort) throws Exception {
        for (String name : List.of("blue-1", "green-1", "blue-2")) {
            client(name);
        }
        JsonNode found = overview("?match=blue&sort=" + sort).path("connections");
        assertThat(found.path("total").asInt()).isEqualTo(3);
        assertThat(found.path("matching").asInt()).isEqualTo(2);
        assertThat(texts(found.path("rows"), "name")).containsExactlyInAnyOrder("blue-1", "blue-2");
        String address = clients.get(1).address();
        assertThat(texts(overview("?match=" + address).at("/connections/rows"), "name"))
                .containsExactly("green-1");
    }

    @Test
    void whoHasMostIsFirstAndNotAllAreShown() throws Exception {
        String topic = rafka.createTopic("busy", 1);
        Clients.produce(server.port(), topic, "a", "b");
        for (int i = 0; i < 205; i++) {
            clients.add(RawClient.connect(server.port()));
        }
        String group = RafkaTester.unique("g");
        RawClient busy = client(group + ":c");
        for (int i = 0; i < 2; i++) {
            assertThat(busy.callList("BLPOP", "topics:" + topic, "20")).hasSize(8);
        }
        JsonNode found = overview("?sort=unacknowledged").path("connections");
        assertThat(found.path("total").asInt()).isEqualTo(206);
        assertThat(found.path("rows")).hasSize(200);
        assertThat(found.at("/rows/0/name").asText()).isEqualTo(group + ":c");
    }

    /** What a page of another site would make a browser ask for, and a link to here. */
    @ParameterizedTest
    @CsvSource({
        "cross-site, no-cors, 403",
        "cross-site, cors, 403",
        "same-site, cors, 403",
        "cross-site, navigate, 200",
        "same-origin, cors, 200",
        "none, navigate, 200"
    })
    void pagesOfOtherSitesAreRefused(String site, String mode, int status) throws Exception {
        HttpResponse<String> answer = get(PATH, "Sec-Fetch-Site", site, "Sec-Fetch-Mode", mode);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-security-policy").orElse(""))
                .contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(answer.headers().firstValue("access-control-allow-origin")).isEmpty();
    }
}
