package io.rafka.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.util.List;

/** What a client does with a gateway, to see that it works. */
final class Sessions {
    private Sessions() {}

    /** A record goes to Kafka and comes back, and is acknowledged. */
    static void produceAndConsume(int port, String topic) {
        try (RawClient client = RawClient.connect(port)) {
            assertThat(client.call("RPUSHX", "topics:" + topic, "hello")).isEqualTo(1L);
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
            assertThat(client.call("CLIENT", "SETNAME", RafkaTester.unique("group") + ":c"))
                    .isEqualTo("OK");
            assertThat(client.call("BLPOP", "topics:" + topic, "15"))
                    .isEqualTo(List.of("topic", topic, "partition", 0L, "offset", 0L, "value", "hello"));
            assertThat(client.call("RPUSH", "acks", topic + ":0:0")).isEqualTo(1L);
        }
    }
}
