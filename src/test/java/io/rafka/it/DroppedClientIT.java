package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A consumer whose client goes while its BLPOP waits, in a group whose session timeout is a minute: what comes then
 * goes to those that are there.
 */
@ExtendWith(RafkaExtension.class)
class DroppedClientIT {
    private static final String PATIENT = ":{\"session.timeout.ms\":60000,\"heartbeat.interval.ms\":3000}";

    private enum End {
        CLOSE {
            @Override
            void of(RawClient client) {
                client.close();
            }
        },
        RESET {
            @Override
            void of(RawClient client) {
                client.reset();
            }
        },
        /** The client may still read, but nobody knows whether it does. */
        HALF {
            @Override
            void of(RawClient client) {
                client.shutdownOutput();
            }
        };

        abstract void of(RawClient client);
    }

    @Test
    void theOtherMemberOfTheGroupGetsWhatComesWhenOneCloses(RafkaTester rafka) {
        theOtherMemberGetsWhatComes(rafka, End.CLOSE);
    }

    @Test
    void theOtherMemberOfTheGroupGetsWhatComesWhenOneIsReset(RafkaTester rafka) {
        theOtherMemberGetsWhatComes(rafka, End.RESET);
    }

    @Test
    void theOtherMemberOfTheGroupGetsWhatComesWhenOneSendsNoMore(RafkaTester rafka) {
        theOtherMemberGetsWhatComes(rafka, End.HALF);
    }

    /** The one that goes has the only partition, and the other one none. */
    private static void theOtherMemberGetsWhatComes(RafkaTester rafka, End end) {
        String topic = rafka.createTopic("t", 1);
        String group = RafkaTester.unique("g");
        String key = "topics:" + topic + PATIENT;
        Clients.produce(rafka.port(), topic, "first");
        try (RawClient gone = Clients.consumer(rafka.port(), group + ":a");
                RawClient stays = Clients.consumer(rafka.port(), group + ":b");
                RawClient control = rafka.connect()) {
            assertThat(Clients.value(gone.call("BLPOP", key, "15"))).isEqualTo("first");
            assertThat(gone.call("RPUSH", "acks", topic + ":0:0")).isEqualTo(1L);
            long goneId = Clients.id(gone);
            gone.send(RawClient.array("BLPOP", key, "0"));
            stays.send(RawClient.array("BLPOP", key, "20"));
            Clients.awaitBlocked(control, goneId);

            end.of(gone);
            Clients.produce(rafka.port(), topic, "second");
            assertThat(Clients.value(stays.reply())).isEqualTo("second");
            assertThat(stays.call("RPUSH", "acks", topic + ":0:1")).isEqualTo(1L);
            if (end == End.HALF) {
                assertThat(gone.isAtEnd())
                        .as("the one that has gone got nothing")
                        .isTrue();
            }
        }
    }

    @Test
    void theNextOfTheSameNameGetsWhatComes(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        String name = Clients.newConsumer();
        String key = "topics:" + topic + PATIENT;
        int round = 0;
        for (End end : new End[] {End.RESET, End.CLOSE, End.HALF, End.RESET}) {
            try (RawClient gone = Clients.consumer(rafka.port(), name);
                    RawClient control = rafka.connect()) {
                long id = Clients.id(gone);
                gone.send(RawClient.array("BLPOP", key, "0"));
                Clients.awaitBlocked(control, id);
                end.of(gone);
                try (RawClient next = Clients.consumer(rafka.port(), name)) {
                    Clients.produce(rafka.port(), topic, "round " + round);
                    assertThat(Clients.value(next.call("BLPOP", key, "20"))).isEqualTo("round " + round);
                    assertThat(next.call("RPUSH", "acks", topic + ":0:" + round))
                            .isEqualTo(1L);
                    assertThat(next.call("QUIT")).isEqualTo("OK");
                }
            }
            round++;
        }
    }

    /** What it was handed before and has not acknowledged comes again, and then what came later, in order. */
    @Test
    void whatItHasNotAcknowledgedComesAgainInOrder(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        String group = RafkaTester.unique("g");
        String key = "topics:" + topic + PATIENT;
        Clients.produce(rafka.port(), topic, "first");
        try (RawClient control = rafka.connect();
                RawClient gone = Clients.consumer(rafka.port(), group + ":a")) {
            assertThat(Clients.value(gone.call("BLPOP", key, "15"))).isEqualTo("first");
            long id = Clients.id(gone);
            gone.send(RawClient.array("BLPOP", key, "0"));
            Clients.awaitBlocked(control, id);
            gone.reset();
            Clients.produce(rafka.port(), topic, "second");
            try (RawClient next = Clients.consumer(rafka.port(), group + ":b")) {
                assertThat(Clients.value(next.call("BLPOP", key, "20"))).isEqualTo("first");
                assertThat(Clients.value(next.call("BLPOP", key, "20"))).isEqualTo("second");
            }
        }
    }
}
