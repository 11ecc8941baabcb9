package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.RafkaServer;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** CLIENT KILL with each of its filters; those that many clients meet at a gateway of their own. */
@ExtendWith(RafkaExtension.class)
class ClientKillIT {
    @Test
    void killsByIdAndAddressAndOnlyThose(RafkaTester rafka) {
        try (RawClient killer = rafka.connect();
                RawClient byId = rafka.connect();
                RawClient byAddress = rafka.connect();
                RawClient byBoth = rafka.connect();
                RawClient spared = rafka.connect()) {
            assertThat(spared.call("PING")).isEqualTo("PONG");
            assertThat(byAddress.call("PING")).isEqualTo("PONG");
            long id = Clients.id(byBoth);
            assertThat(killer.call("CLIENT", "KILL", "ID", "" + Clients.id(byId)))
                    .isEqualTo(1L);
            assertThat(killer.call("CLIENT", "KILL", "ADDR", byAddress.address()))
                    .isEqualTo(1L);
            assertThat(killer.call("CLIENT", "KILL", "ID", "" + id, "ADDR", spared.address()))
                    .as("all filters must hold")
                    .isEqualTo(0L);
            assertThat(killer.call("CLIENT", "KILL", "ID", "" + id, "ADDR", byBoth.address(), "USER", "default"))
                    .isEqualTo(1L);
            assertThat(byId.isAtEnd()).isTrue();
            assertThat(byAddress.isAtEnd()).isTrue();
            assertThat(byBoth.isAtEnd()).isTrue();
            assertThat(spared.call("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void killsByTypeAllButItself(RafkaTester rafka) throws Exception {
        try (RafkaServer server = rafka.startAnother(Map.of());
                RawClient killer = RawClient.connect(server.port());
                RawClient normal = RawClient.connect(server.port());
                RawClient subscribed = RawClient.connect(server.port())) {
            assertThat(normal.call("PING")).isEqualTo("PONG");
            assertThat(subscribed.callList("SUBSCRIBE", "a")).hasSize(3);
            assertThat(killer.call("CLIENT", "KILL", "TYPE", "replica")).isEqualTo(0L);
            assertThat(killer.call("CLIENT", "KILL", "TYPE", "pubsub")).isEqualTo(1L);
            assertThat(subscribed.isAtEnd()).isTrue();
            assertThat(normal.call("PING")).isEqualTo("PONG");
            assertThat(killer.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"))
                    .isEqualTo(1L);
            assertThat(normal.isAtEnd()).isTrue();
            assertThat(killer.call("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void killsAllOfAnAddressItselfIncludedIfToldSo(RafkaTester rafka) throws Exception {
        try (RafkaServer server = rafka.startAnother(Map.of());
                RawClient killer = RawClient.connect(server.port());
                RawClient first = RawClient.connect(server.port());
                RawClient second = RawClient.connect(server.port())) {
            String address = "127.0.0.1:" + server.port();
            assertThat(first.call("PING")).isEqualTo("PONG");
            assertThat(second.call("PING")).isEqualTo("PONG");
            assertThat(killer.call("CLIENT", "KILL", "LADDR", "127.0.0.1:1")).isEqualTo(0L);
            assertThat(killer.call("CLIENT", "KILL", "LADDR", address)).isEqualTo(2L);
            assertThat(first.isAtEnd()).isTrue();
            assertThat(second.isAtEnd()).isTrue();
            // Its reply comes first, what it has sent behind is not executed.
            killer.send(RawClient.array("CLIENT", "KILL", "LADDR", address, "SKIPME", "no") + RawClient.array("PING"));
            assertThat(killer.reply()).isEqualTo(1L);
            assertThat(killer.isAtEnd()).isTrue();
        }
    }

    @Test
    void killsByUser(RafkaTester rafka) throws Exception {
        try (RafkaServer server = rafka.startAnother(Map.of());
                RawClient killer = RawClient.connect(server.port());
                RawClient other = RawClient.connect(server.port())) {
            assertThat(other.call("PING")).isEqualTo("PONG");
            assertThat(killer.call("CLIENT", "KILL", "USER", "default")).isEqualTo(1L);
            assertThat(other.isAtEnd()).isTrue();
        }
    }

    @Test
    void killsWhoIsOldEnough(RafkaTester rafka) throws Exception {
        try (RafkaServer server = rafka.startAnother(Map.of());
                RawClient killer = RawClient.connect(server.port());
                RawClient old = RawClient.connect(server.port())) {
            assertThat(old.call("PING")).isEqualTo("PONG");
            assertThat(killer.call("CLIENT", "KILL", "MAXAGE", "100000")).isEqualTo(0L);
            assertThat(killer.call("CLIENT", "KILL", "MAXAGE", "0")).isEqualTo("-ERR maxage should be greater than 0");
            assertThat(killer.call("CLIENT", "KILL", "MAXAGE", "x"))
                    .isEqualTo("-ERR maxage is not an integer or out of range");
            assertThat(old.call("PING")).isEqualTo("PONG");
            await().until(() -> Long.valueOf(1).equals(killer.call("CLIENT", "KILL", "MAXAGE", "1")));
            assertThat(old.isAtEnd()).isTrue();
        }
    }

    /** The session timeout is a minute: the group does not wait for it. */
    @Test
    void aKilledConsumerLeavesItsNameAndItsGroupAtOnce(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        String group = RafkaTester.unique("g");
        String key = "topics:" + topic + ":{\"session.timeout.ms\":60000}";
        try (RawClient killer = rafka.connect();
                RawClient killed = Clients.consumer(rafka.port(), group + ":c")) {
            Clients.produce(rafka.port(), topic, "one");
            assertThat(Clients.value(killed.call("BLPOP", key, "15"))).isEqualTo("one");
            long id = Clients.id(killed);
            killed.send(RawClient.array("BLPOP", key, "0"));
            Clients.awaitBlocked(killer, id);

            // Both on their way at once: the name is free before the killer has his answer.
            assertThat(killer.call("CLIENT", "KILL", "ID", "" + id)).isEqualTo(1L);
            assertThat(killer.call("CLIENT", "SETNAME", group + ":c")).isEqualTo("OK");
            assertThat(Clients.value(killer.call("BLPOP", "topics:" + topic, "20")))
                    .as("it was not acknowledged")
                    .isEqualTo("one");
            assertThat(killed.isAtEnd()).isTrue();
        }
    }
}
