package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.RafkaServer;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What CLIENT LIST, INFO and UNBLOCK tell of connections that do different things. */
@ExtendWith(RafkaExtension.class)
class ClientListIT {
    @Test
    void aConnectionHasWhatItHasSaidAndDone(RafkaTester rafka) {
        try (RawClient client = rafka.connect()) {
            client.call("CLIENT", "SETNAME", "label");
            client.call("CLIENT", "SETINFO", "LIB-NAME", "raw");
            client.call("CLIENT", "SETINFO", "LIB-VER", "1.2");
            long id = Clients.id(client);
            Map<String, String> line = Clients.line(client, id);
            assertThat(line)
                    .containsEntry("id", Long.toString(id))
                    .containsEntry("addr", client.address())
                    .containsEntry("laddr", "127.0.0.1:" + rafka.port())
                    .containsEntry("name", "label")
                    .containsEntry("flags", "N")
                    .containsEntry("db", "0")
                    .containsEntry("sub", "0")
                    .containsEntry("cmd", "client|list")
                    .containsEntry("user", "default")
                    .containsEntry("resp", "2")
                    .containsEntry("lib-name", "raw")
                    .containsEntry("lib-ver", "1.2")
                    .containsEntry("tot-cmds", "5");
            assertThat(Clients.fields(String.valueOf(client.call("CLIENT", "INFO"))))
                    .containsEntry("id", Long.toString(id))
                    .containsEntry("cmd", "client|info")
                    .containsOnlyKeys(line.keySet());
            assertThat(client.call("RESET")).isEqualTo("RESET");
            assertThat(Clients.line(client, id)).as("after RESET").containsEntry("name", "");
        }
    }

    @Test
    void flagsTellWhatAConnectionIsAbout(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        try (RawClient asking = rafka.connect();
                RawClient waiting = Clients.consumer(rafka.port(), Clients.newConsumer());
                RawClient subscribed = rafka.connect();
                RawClient monitor = rafka.connect();
                RawClient kept = rafka.connect()) {
            long waitingId = Clients.id(waiting);
            long subscribedId = Clients.id(subscribed);
            long monitorId = Clients.id(monitor);
            long keptId = Clients.id(kept);
            waiting.send(RawClient.array("BLPOP", "topics:" + topic, "0"));
            assertThat(subscribed.callList("SUBSCRIBE", "a")).hasSize(3);
            assertThat(subscribed.callList("PSUBSCRIBE", "b*")).hasSize(3);
            assertThat(subscribed.callList("SSUBSCRIBE", "c")).hasSize(3);
            assertThat(monitor.call("MONITOR")).isEqualTo("OK");
            assertThat(kept.call("CLIENT", "NO-EVICT", "ON")).isEqualTo("OK");
            assertThat(kept.call("CLIENT", "NO-TOUCH", "ON")).isEqualTo("OK");

            Clients.awaitBlocked(asking, waitingId);
            assertThat(Clients.line(asking, waitingId))
                    .containsEntry("flags", "b")
                    .containsEntry("cmd", "blpop");
            assertThat(Clients.line(asking, subscribedId))
                    .containsEntry("flags", "P")
                    .containsEntry("sub", "1")
                    .containsEntry("psub", "1")
                    .containsEntry("ssub", "1")
                    .containsEntry("cmd", "ssubscribe");
            assertThat(Clients.line(asking, monitorId))
                    .containsEntry("flags", "O")
                    .containsEntry("cmd", "monitor");
            assertThat(Clients.line(asking, keptId)).containsEntry("flags", "eT");

            assertThat(kept.call("CLIENT", "NO-EVICT", "OFF")).isEqualTo("OK");
            assertThat(kept.call("CLIENT", "NO-TOUCH", "OFF")).isEqualTo("OK");
            assertThat(Clients.line(asking, keptId)).containsEntry("flags", "N");
            Clients.produce(rafka.port(), topic, "x");
            assertThat(waiting.reply()).isInstanceOf(List.class);
            assertThat(Clients.line(asking, waitingId)).containsEntry("flags", "N");
        }
    }

    @Test
    void theProtocolVersionIsTheConnections(RafkaTester rafka) {
        try (RawClient asking = rafka.connect();
                RawClient newer = rafka.connect()) {
            long id = Clients.id(newer);
            newer.send(RawClient.array("HELLO", "3", "SETNAME", "newer") + RawClient.array("ECHO", "end"));
            await().until(() -> "end\r\n".equals(newer.readLine()));
            assertThat(Clients.line(asking, id)).containsEntry("resp", "3").containsEntry("name", "newer");
            newer.send(RawClient.array("CLIENT", "INFO"));
            assertThat(newer.readLine()).as("verbatim").matches("=\\d+\r\n");
            assertThat(newer.readLine()).startsWith("txt:id=" + id + " ");
        }
    }

    @Test
    void theTypeIsPubsubForSubscribersAndNormalForAllOthers(RafkaTester rafka) throws Exception {
        try (RafkaServer server = rafka.startAnother(Map.of());
                RawClient asking = RawClient.connect(server.port());
                RawClient subscribed = RawClient.connect(server.port());
                RawClient monitor = RawClient.connect(server.port())) {
            long askingId = Clients.id(asking);
            long subscribedId = Clients.id(subscribed);
            long monitorId = Clients.id(monitor);
            assertThat(subscribed.callList("SUBSCRIBE", "a")).hasSize(3);
            assertThat(monitor.call("MONITOR")).isEqualTo("OK");
            assertThat(ids(asking, "TYPE", "normal")).containsExactlyInAnyOrder(askingId, monitorId);
            assertThat(ids(asking, "TYPE", "PUBSUB")).containsExactly(subscribedId);
            assertThat(ids(asking, "TYPE", "replica")).isEmpty();
            assertThat(ids(asking, "TYPE", "slave")).isEmpty();
            assertThat(ids(asking, "TYPE", "master")).isEmpty();
            assertThat(ids(asking))
                    .containsExactlyInAnyOrder(askingId, subscribedId, monitorId)
                    .isSorted();
            assertThat(ids(asking, "ID", Long.toString(monitorId), Long.toString(askingId), "999999"))
                    .contains(askingId, monitorId)
                    .doesNotContain(subscribedId)
                    .isSorted();
        }
    }

    private static List<Long> ids(RawClient asking, String... options) {
        String[] words = new String[options.length + 2];
        words[0] = "CLIENT";
        words[1] = "LIST";
        System.arraycopy(options, 0, words, 2, options.length);
        return String.valueOf(asking.call(words))
                .lines()
                .map(line -> Long.valueOf(String.valueOf(Clients.fields(line).get("id"))))
                .toList();
    }

    @Test
    void whoHasGoneIsNotListed(RafkaTester rafka) {
        try (RawClient asking = rafka.connect()) {
            RawClient gone = rafka.connect();
            long id = Clients.id(gone);
            assertThat(Clients.line(asking, id)).isNotEmpty();
            gone.reset();
            await().until(() -> Clients.line(asking, id).isEmpty());
        }
    }

    @Test
    void unblockEndsAWaitingBlpopAsIfItsTimeWereOverOrWithAnError(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        try (RawClient other = rafka.connect();
                RawClient waiting = Clients.consumer(rafka.port(), Clients.newConsumer())) {
            long id = Clients.id(waiting);
            String blpop = RawClient.array("BLPOP", "topics:" + topic, "0");
            for (String[] words : List.of(
                    new String[] {"CLIENT", "UNBLOCK", "" + id},
                    new String[] {"CLIENT", "UNBLOCK", "" + id, "TIMEOUT"})) {
                waiting.send(blpop);
                Clients.awaitBlocked(other, id);
                assertThat(other.call(words)).isEqualTo(1L);
                assertThat(waiting.readLine()).isEqualTo("*-1\r\n");
            }
            waiting.send(blpop);
            Clients.awaitBlocked(other, id);
            assertThat(other.call("CLIENT", "UNBLOCK", "" + id, "ERROR")).isEqualTo(1L);
            assertThat(waiting.reply()).isEqualTo("-UNBLOCKED client unblocked via CLIENT UNBLOCK");
            assertThat(other.call("CLIENT", "UNBLOCK", "" + id))
                    .as("it waits no more")
                    .isEqualTo(0L);

            waiting.send(blpop);
            Clients.produce(rafka.port(), topic, "x");
            assertThat(Clients.value(waiting.reply())).as("and still consumes").isEqualTo("x");
            assertThat(other.call("CLIENT", "UNBLOCK", "" + id)).isEqualTo(0L);
        }
    }
}
