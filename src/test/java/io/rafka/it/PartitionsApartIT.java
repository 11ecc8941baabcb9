package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.testing.GroupOffsets;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import io.rafka.testing.Records;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A partition that cannot be consumed is told, and does not stop the others that its consumer holds. */
@ExtendWith(RafkaExtension.class)
class PartitionsApartIT {
    private static final String ERROR = ":{\"auto.offset.reset\":\"error\"}";

    private final String group = RafkaTester.unique("g");

    /** The next record, over errors. */
    private static Object nextRecord(RawClient client, String topics) {
        Object reply = client.call("BLPOP", "topics:" + topics, "5");
        for (int i = 0; i < 5 && String.valueOf(reply).startsWith("-CONS Poll "); i++) {
            reply = client.call("BLPOP", "topics:" + topics, "5");
        }
        return String.valueOf(reply);
    }

    private static String message(String topic, long offset, String value) {
        return List.of("topic", topic, "partition", 0L, "offset", offset, "value", value)
                .toString();
    }

    @Test
    void aPartitionWithoutAnOffsetDoesNotStopTheOthers(RafkaTester rafka) {
        String stored = rafka.createTopic("stored", 1);
        String fresh = rafka.createTopic("fresh", 1);
        Records.produce(rafka.bootstrapServers(), stored, List.of("m0"));
        GroupOffsets.of(rafka.admin(), group, stored).set(0);
        try (RawClient client = Clients.consumer(rafka.port(), group + ":c")) {
            assertThat(nextRecord(client, stored + "," + fresh + ERROR)).isEqualTo(message(stored, 0, "m0"));
        }
    }

    /** An acknowledgement is committed on the interval, whatever befalls other partitions. */
    @Test
    void acknowledgementsAreCommittedWhileAnotherPartitionFails(RafkaTester rafka) {
        String healthy = rafka.createTopic("healthy", 1);
        String overtaken = rafka.createTopic("overtaken", 1);
        for (String topic : List.of(healthy, overtaken)) {
            Records.produce(rafka.bootstrapServers(), topic, List.of("m0", "m1", "m2"));
            GroupOffsets.of(rafka.admin(), group, topic).set(0);
        }
        GroupOffsets.of(rafka.admin(), group, overtaken).deleteRecordsBefore(2);
        GroupOffsets offsets = GroupOffsets.of(rafka.admin(), group, healthy);
        try (RawClient client = Clients.consumer(rafka.port(), group + ":c")) {
            String topics = healthy + "," + overtaken + ERROR;
            assertThat(nextRecord(client, topics)).isEqualTo(message(healthy, 0, "m0"));
            assertThat(nextRecord(client, topics)).isEqualTo(message(healthy, 1, "m1"));
            assertThat(nextRecord(client, topics)).isEqualTo(message(healthy, 2, "m2"));
            // From here on each poll fails.
            assertThat(client.call("BLPOP", "topics:" + topics, "15"))
                    .asString()
                    .startsWith("-CONS Poll ");
            assertThat(client.call("RPUSH", "acks", healthy + ":0:2")).isEqualTo(1L);
            await().until(() -> offsets.committed() == 3);
        }
    }
}
