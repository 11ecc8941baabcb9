package io.rafka.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.testing.RawClient;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the page tells of what clients do. */
class PageIT extends PageTester {
    private static final String HURT = "<img/src=x/onerror=document.title='hurt'>";

    @Test
    void whatIsNotThereIsSaid() {
        assertThat(browser.title()).matches("rafka 127\\.0\\.0\\.1:\\d+");
        assertThat(browser.text("#trouble")).isEmpty();
        assertThat(browser.text("#connections .nothing")).isEqualTo("No client is connected.");
        assertThat(browser.text("#groups .nothing")).startsWith("No client has consumed.");
        assertThat(browser.text("#topics .nothing")).startsWith("No client has produced or consumed.");
        assertThat(browser.text("#failures .nothing")).startsWith("None.");
        assertThat(browser.text("#errors .nothing")).startsWith("None.");
        assertThat(browser.text("#slow .nothing")).startsWith("None.");
        awaitPage(() -> assertThat(browser.text("#about")).matches("version .+, up .+, cluster .+"));
        assertThat(figures()).containsEntry("Kafka", "answers").containsEntry("Lost", "0");
    }

    /** The figures at the top, by their names. */
    @SuppressWarnings("unchecked")
    private Map<String, String> figures() {
        return (Map<String, String>) Objects.requireNonNull(browser.run("""
                return Object.fromEntries([...document.querySelectorAll('#now div')]
                    .map(box => [box.children[0].textContent, box.children[1].textContent]));
                """));
    }

    @Test
    @Tag(LINGERING)
    void aConnectionIsDescribed() {
        String topic = kafka.createTopic("page", 1);
        RawClient producer = connect("page-producer");
        produce(producer, topic, 3);
        RawClient consumer = connect(topic + "-g:c");
        consumer.send(RawClient.array("BLPOP", "topics:" + topic, "0"));
        awaitPage(() -> assertThat(browser.row("#connections", "page-producer"))
                .containsEntry("Address", producer.address())
                .containsEntry("Last command", "rpushx")
                .containsEntry("Outstanding", "3")
                .containsEntry("State", "–")
                .hasEntrySatisfying("Id", id -> assertThat(id).containsOnlyDigits())
                .hasEntrySatisfying("Age", age -> assertThat(age).endsWith(" s")));
        awaitPage(() -> assertThat(browser.row("#connections", topic + "-g:c"))
                .containsEntry("Last command", "blpop, waits")
                .containsEntry("Outstanding", "–")
                .containsEntry("Group", topic + "-g")
                .containsEntry("State", "joined")
                .containsEntry("Partitions", "1"));
        assertThat(figures())
                .containsEntry("Clients", "2")
                .containsEntry("Group members", "1")
                .containsEntry("Outstanding", "3");
        assertThat(browser.text("#connections-shown")).isEqualTo("showing 2 of 2");
    }

    static void produce(RawClient client, String topic, int records) {
        for (int i = 0; i < records; i++) {
            assertThat(client.call("RPUSHX", "topics:" + topic, "v" + i)).isEqualTo(1L);
        }
    }

    @Test
    void aGroupUnfoldsToItsMembersAndTheirPartitions() {
        String topic = kafka.createTopic("page", 2);
        RawClient producer = connect("p");
        produce(producer, topic, 1_200);
        assertThat(producer.call("DUMP", "10000")).isEqualTo(0L);
        RawClient consumer = connect(topic + "-g:c");
        assertThat(consumer.callList("BLPOP", "topics:" + topic, "10")).hasSize(8);
        awaitPage(() -> assertThat(browser.text("#groups summary"))
                .contains(topic + "-g", "1 member2 partitions", "1 unacknowledged", "1,200 lag", "0 kicked out"));
        browser.element("#groups summary").click();
        awaitPage(() -> assertThat(browser.rows("#groups .inside"))
                .first()
                .satisfies(row -> assertThat(row)
                        .containsEntry("Topic", topic)
                        .containsEntry("Partitions", "2")
                        .containsEntry("Handed out", "1")
                        .containsEntry("Lag", "1,200")));
        List<Map<String, String>> members = browser.rows("#groups .inside > div:last-of-type");
        assertThat(members)
                .hasSize(2)
                .allSatisfy(row ->
                        assertThat(row).containsEntry("Member", topic + "-g:c").containsEntry("State", "joined"));
        assertThat(members).extracting(row -> row.get("Partition")).containsExactlyInAnyOrder("0", "1");
        assertThat(members).extracting(row -> row.get("Unacknowledged")).containsExactlyInAnyOrder("0", "1");
        assertThat(figures()).containsEntry("Lag", "1,200");
        assertThat(browser.row("#topics", topic))
                .containsEntry("Produced", "1,200")
                .containsEntry("Handed out", "1")
                .containsEntry("Lost", "–")
                .containsEntry("Lag", "1,200");
    }

    @Test
    void errorsAndSlowCommandsAreTold() {
        RawClient client = connect("careless");
        client.call("CONFIG", "SET", "slowlog-log-slower-than", "0");
        client.call("KEYS", "topics:slow*");
        client.call("CONFIG", "SET", "slowlog-log-slower-than", "-1");
        client.call("GET", "nothing");
        client.call("GET", "nothing");
        client.call("BLPOP", "topics:t", "soon");
        awaitPage(() -> assertThat(browser.row("#errors", "blpop"))
                .containsEntry("Last client", "careless (" + client.address() + ")")
                .containsEntry("Times", "1")
                .hasEntrySatisfying("Reply", reply -> assertThat(reply).contains("timeout")));
        assertThat(browser.row("#errors", "ERR unknown command 'GET'"))
                .containsEntry("Command", "(unknown)")
                .containsEntry("Times", "2");
        assertThat(browser.row("#slow", "KEYS topics:slow*"))
                .hasEntrySatisfying("Took", took -> assertThat(took).matches("[\\d.,]+ (µs|ms|s)"));
    }

    @Test
    void aLostRecordCannotBeOverlooked() throws Exception {
        String topic = kafka.createTopic("page", 1);
        RawClient client = connect("p");
        String record = "x".repeat(2_000);
        assertThat(client.call("RPUSHX", "topics:" + topic, record)).isEqualTo(1L);
        // The topic takes less from one moment on than rafka knows.
        kafka.admin()
                .incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("max.message.bytes", "1000"), AlterConfigOp.OpType.SET))))
                .all()
                .get();
        awaitPage(() ->
                assertThat(client.call("RPUSHX", "topics:" + topic, record)).isNotEqualTo(1L));
        awaitPage(() -> assertThat(browser.row("#failures", topic)).isNotEmpty());
        String lost = browser.row("#failures", topic).get("Records");
        assertThat(browser.row("#topics", topic)).containsEntry("Lost", lost);
        assertThat(figures()).containsEntry("Lost", lost);
        assertThat(browser.text("#now .bad dt")).isEqualTo("Lost");
        assertThat(browser.title()).matches(lost + " records? lost - rafka .*");
    }

    @Test
    @Tag(WITHOUT_KAFKA)
    void thatKafkaDoesNotAnswerIsSaid() {
        awaitPage(() -> assertThat(browser.text("#trouble")).isEqualTo("Kafka does not answer."));
        assertThat(browser.title()).startsWith("Kafka does not answer - rafka ");
        assertThat(figures()).containsEntry("Kafka", "no answer");
    }

    /** Names, groups, commands and their words are what a client says they are. */
    @Test
    void whatClientsSendIsTextAndNothingElse() {
        RawClient client = connect(HURT);
        client.call("CONFIG", "SET", "slowlog-log-slower-than", "0");
        client.call("ECHO", "<script>document.title = 'hurt'</script>");
        client.call("CONFIG", "SET", "slowlog-log-slower-than", "-1");
        client.call(HURT);
        client.call("RPUSHX", "topics:" + HURT, "v");
        String topic = kafka.createTopic("page", 1);
        RawClient consumer = connect(HURT + "-g:c");
        consumer.send(RawClient.array("BLPOP", "topics:" + topic, "0"));
        awaitPage(() -> assertThat(browser.text("#groups .group")).isEqualTo(HURT + "-g"));
        browser.element("#groups summary").click();
        awaitPage(() -> assertThat(browser.rows("#groups .inside > div:last-of-type"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("Member", HURT + "-g:c")));
        assertThat(browser.row("#connections", HURT)).isNotEmpty();
        assertThat(browser.row("#errors", "ERR unknown command '" + HURT + "'"))
                .containsEntry("Last client", HURT + " (" + client.address() + ")");
        assertThat(browser.rows("#errors")).anyMatch(row -> "rpushx".equals(row.get("Command")));
        assertThat(browser.row("#slow", "ECHO <script>document.title = 'hurt'</script>"))
                .isNotEmpty();
        assertThat(browser.run("return document.querySelectorAll('body img, body script').length"))
                .isEqualTo(0L);
        assertThat(browser.title()).startsWith("rafka ");
    }
}
