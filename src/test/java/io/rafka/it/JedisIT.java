package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.commands.ProtocolCommand;

@ExtendWith(RafkaExtension.class)
class JedisIT {
    private static final int COUNT = 200;
    private static final ProtocolCommand QUIT = () -> "QUIT".getBytes(StandardCharsets.US_ASCII);

    /** One message, as BLPOP tells it. */
    private record Message(String topic, long partition, long offset, String value) {
        String acknowledgement() {
            return topic + ":" + partition + ":" + offset;
        }
    }

    @Test
    void producesAndConsumes(RafkaTester tester) {
        String topic = tester.createTopic("jedis", 4);
        String consumer = RafkaTester.unique("group") + ":jedis";
        try (Jedis jedis = connect(tester)) {
            produce(jedis, topic);
        }

        try (Jedis jedis = connect(tester)) {
            assertThat(jedis.clientSetname(consumer)).isEqualTo("OK");
            assertThat(jedis.clientGetname()).isEqualTo(consumer);
            List<Message> messages = new ArrayList<>();
            while (messages.size() < COUNT) {
                messages.add(popAndAcknowledge(jedis, topic));
            }
            assertMessages(topic, messages);
            assertNothingLeft(jedis, topic);
            // Jedis closes without it; only after QUIT the name is free for certain.
            assertThat(quit(jedis)).isEqualTo("OK");
        }

        // The same consumer again: what is acknowledged does not come again, only what is new.
        try (Jedis jedis = connect(tester)) {
            assertThat(jedis.rpushx("topics:" + topic + ":key", "the last")).isEqualTo(1);
            assertThat(jedis.clientSetname(consumer)).isEqualTo("OK");
            assertThat(popAndAcknowledge(jedis, topic).value()).isEqualTo("the last");
            assertNothingLeft(jedis, topic);
        }
    }

    @Test
    void poolTestsConnectionsWithPing(RafkaTester tester) {
        String topic = tester.createTopic("jedis", 1);
        try (JedisPool pool = new JedisPool("127.0.0.1", tester.port())) {
            pool.setTestOnBorrow(true);
            pool.setMaxTotal(2);
            for (int i = 0; i < 10; i++) {
                try (Jedis one = pool.getResource();
                        Jedis other = pool.getResource()) {
                    assertThat(one.rpushx("topics:" + topic, "one " + i)).isEqualTo(1);
                    assertThat(other.rpushx("topics:" + topic, "other " + i)).isEqualTo(1);
                }
            }
            assertThat(pool.getCreatedCount()).as("connections that were made").isEqualTo(2);
            assertThat(pool.getDestroyedByBorrowValidationCount())
                    .as("connections that did not answer PING")
                    .isZero();
        }
    }

    private static Jedis connect(RafkaTester tester) {
        return new Jedis("127.0.0.1", tester.port());
    }

    /** The keys have a colon in them. Odd messages have none. */
    private static @Nullable String key(int number) {
        return number % 2 == 0 ? "user:" + number / 2 % 10 : null;
    }

    private static String message(int number) {
        return number + " " + key(number) + " \u20ac\r\n";
    }

    private static String topicKey(String topic, int number) {
        String key = key(number);
        return key == null ? "topics:" + topic : "topics:" + topic + ":" + key;
    }

    /** The first half one by one, the second pipelined. */
    private static void produce(Jedis jedis, String topic) {
        for (int i = 0; i < COUNT / 2; i++) {
            assertThat(jedis.rpushx(topicKey(topic, i), message(i))).isEqualTo(1);
        }
        try (Pipeline pipeline = jedis.pipelined()) {
            for (int i = COUNT / 2; i < COUNT; i++) {
                pipeline.rpushx(topicKey(topic, i), message(i));
            }
            assertThat(pipeline.syncAndReturnAll()).hasSize(COUNT / 2).containsOnly(1L);
        }
        assertThat(jedis.sendCommand(Protocol.Command.DUMP, "10000")).isEqualTo(0L);
        assertThat(jedis.keys("topics:")).contains("topics:" + topic);
    }

    private static void assertMessages(String topic, List<Message> messages) {
        List<Integer> numbers = new ArrayList<>();
        Map<String, Integer> lastOfKey = new HashMap<>();
        Map<String, Long> partitionOfKey = new HashMap<>();
        for (Message message : messages) {
            int number = Integer.parseInt(message.value().split(" ", 2)[0]);
            assertThat(message.value()).isEqualTo(message(number));
            assertThat(message.topic()).isEqualTo(topic);
            numbers.add(number);
            String key = key(number);
            if (key != null) {
                Integer last = lastOfKey.put(key, number);
                assertThat(number).as("order of %s", key).isGreaterThan(last == null ? -1 : last);
                Long partition = partitionOfKey.put(key, message.partition());
                assertThat(partition).as("partition of %s", key).isIn(null, message.partition());
            }
        }
        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, COUNT).boxed().toList());
    }

    private static void assertNothingLeft(Jedis jedis, String topic) {
        long start = System.nanoTime();
        assertThat(pop(jedis, topic, 1)).isNull();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
    }

    private static Message popAndAcknowledge(Jedis jedis, String topic) {
        Message message = Objects.requireNonNull(pop(jedis, topic, 20), "no message in 20 seconds");
        assertThat(jedis.rpush("acks", message.acknowledgement())).isEqualTo(1);
        return message;
    }

    /** Null if there is no message in time. */
    private static @Nullable Message pop(Jedis jedis, String topic, int seconds) {
        // Jedis' typed BLPOP takes the reply for a list's name and one element, and loses the value, or fails.
        Object reply = jedis.sendBlockingCommand(Protocol.Command.BLPOP, "topics:" + topic, String.valueOf(seconds));
        if (reply == null) {
            return null;
        }
        List<?> fields = (List<?>) reply;
        assertThat(fields).hasSize(8);
        assertThat(List.of(text(fields.get(0)), text(fields.get(2)), text(fields.get(4)), text(fields.get(6))))
                .containsExactly("topic", "partition", "offset", "value");
        return new Message(text(fields.get(1)), (Long) fields.get(3), (Long) fields.get(5), text(fields.get(7)));
    }

    private static String text(Object bulk) {
        return new String((byte[]) bulk, StandardCharsets.UTF_8);
    }

    private static String quit(Jedis jedis) {
        return text(jedis.sendCommand(QUIT));
    }
}
