package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A connection of RESP3 as a consumer. */
@ExtendWith(RafkaExtension.class)
class Resp3IT {
    /** Sends HELLO and reads its reply, which ends with the empty list of modules. */
    private static void hello(RawClient client, String... options) {
        String[] words = new String[options.length + 2];
        words[0] = "HELLO";
        words[1] = "3";
        System.arraycopy(options, 0, words, 2, options.length);
        assertThat(client.send(RawClient.array(words)).readLine()).isEqualTo("%7\r\n");
        String line = "";
        while (!line.equals("*0\r\n")) {
            line = client.readLine();
            assertThat(line).endsWith("\r\n");
        }
    }

    @Test
    void helloNamesTheConsumer(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        String name = Clients.newConsumer();
        try (RawClient client = rafka.connect();
                RawClient other = rafka.connect()) {
            hello(client, "SETNAME", name);
            String blpop = RawClient.array("BLPOP", "topics:" + topic, "0.05");
            assertThat(client.send(blpop).readLine()).isEqualTo("_\r\n");
            Clients.produce(rafka.port(), topic, "x");
            assertThat(Clients.value(client.call("BLPOP", "topics:" + topic, "15")))
                    .isEqualTo("x");
            assertThat(client.send(blpop).readLine()).isEqualTo("_\r\n");

            other.send(RawClient.array("HELLO", "3", "SETNAME", name));
            assertThat(other.reply()).isEqualTo("-CONS id " + name + " is already taken");
            assertThat(other.send(RawClient.array("CLIENT", "GETNAME")).readLine())
                    .as("nothing has changed, the protocol neither")
                    .isEqualTo("$-1\r\n");
            client.send(RawClient.array("HELLO", "2", "SETNAME", RafkaTester.unique("other") + ":c"));
            assertThat(client.reply()).isEqualTo("-CONS Client ID is already set to " + name);
            assertThat(client.send(blpop).readLine()).as("still RESP3").isEqualTo("_\r\n");
        }
        try (RawClient next = rafka.connect()) {
            hello(next, "SETNAME", name);
            assertThat(next.call("CLIENT", "GETNAME")).isEqualTo(name);
        }
    }

    @Test
    void unblockAndTheEndOfWaitingAreNulls(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        try (RawClient client = rafka.connect();
                RawClient control = rafka.connect()) {
            hello(client, "SETNAME", Clients.newConsumer());
            long id = Clients.id(client);
            client.send(RawClient.array("BLPOP", "topics:" + topic, "0"));
            Clients.awaitBlocked(control, id);
            assertThat(Clients.line(control, id)).containsEntry("resp", "3");
            assertThat(control.call("CLIENT", "UNBLOCK", "" + id)).isEqualTo(1L);
            assertThat(client.readLine()).isEqualTo("_\r\n");
            assertThat(client.call("WAIT", "1", "20000")).isEqualTo(1L);
            assertThat(client.send(RawClient.array("RANDOMKEY")).readLine()).startsWith("$");
        }
    }
}
