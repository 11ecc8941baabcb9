package io.rafka.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.session.Subscriptions.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubscriptionsTest {
    private static final int MOST_BYTES = 256 * 1024;

    private final Subscriptions subscriptions = new Subscriptions();

    private static byte[] name(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void keepsEachOnceInTheirOrder() {
        subscriptions.add(Kind.CHANNEL, name("b"));
        subscriptions.add(Kind.CHANNEL, name("\0\u00ff"));
        subscriptions.add(Kind.CHANNEL, name("b"));

        assertThat(subscriptions.all(Kind.CHANNEL)).containsExactly(name("b"), name("\0\u00ff"));
        assertThat(subscriptions.all(Kind.PATTERN)).isEmpty();
    }

    @Test
    void countsChannelsAndPatternsTogetherAndThoseOfAShardForThemselves() {
        subscriptions.add(Kind.CHANNEL, name("a"));
        subscriptions.add(Kind.PATTERN, name("a"));
        subscriptions.add(Kind.SHARD_CHANNEL, name("a"));
        subscriptions.add(Kind.SHARD_CHANNEL, name("b"));

        assertThat(subscriptions.countWith(Kind.CHANNEL)).isEqualTo(2);
        assertThat(subscriptions.countWith(Kind.PATTERN)).isEqualTo(2);
        assertThat(subscriptions.countWith(Kind.SHARD_CHANNEL)).isEqualTo(2);
        assertThat(subscriptions.count(Kind.CHANNEL)).isEqualTo(1);
        assertThat(subscriptions.count()).isEqualTo(4);
    }

    @Test
    void removesOfItsKindOnly() {
        subscriptions.add(Kind.CHANNEL, name("a"));
        subscriptions.add(Kind.PATTERN, name("a"));
        subscriptions.remove(Kind.CHANNEL, name("a"));
        subscriptions.remove(Kind.SHARD_CHANNEL, name("a"));
        subscriptions.remove(Kind.CHANNEL, name("nosuch"));

        assertThat(subscriptions.count()).isEqualTo(1);
        assertThat(subscriptions.all(Kind.PATTERN)).containsExactly(name("a"));
    }

    @Test
    void hasRoomForSoManyBytesAndForAsManyAgainOnceTheyAreTakenBack() {
        int added = fill();
        assertThat(added).as("short names take more than their letters").isBetween(1_000, 5_000);
        assertThat(subscriptions.hasRoomFor(Kind.CHANNEL, List.of(name("1"), name("2")), MOST_BYTES))
                .as("what is there takes no more")
                .isTrue();
        assertThat(subscriptions.hasRoomFor(Kind.PATTERN, List.of(name("1")), MOST_BYTES))
                .isFalse();

        for (byte[] name : subscriptions.all(Kind.CHANNEL)) {
            subscriptions.remove(Kind.CHANNEL, name);
            subscriptions.remove(Kind.CHANNEL, name);
        }
        assertThat(subscriptions.count()).isZero();
        assertThat(fill()).isEqualTo(added);
    }

    @Test
    void oneLongNameMayTakeNearlyAll() {
        byte[] longest = new byte[MOST_BYTES - 1_000];
        assertThat(subscriptions.hasRoomFor(Kind.CHANNEL, List.of(new byte[MOST_BYTES]), MOST_BYTES))
                .isFalse();
        assertThat(subscriptions.hasRoomFor(Kind.CHANNEL, List.of(longest), MOST_BYTES))
                .isTrue();
        assertThat(subscriptions.hasRoomFor(Kind.CHANNEL, List.of(longest, longest), MOST_BYTES))
                .as("twice the same")
                .isTrue();
        assertThat(subscriptions.hasRoomFor(Kind.CHANNEL, List.of(longest, name("x".repeat(1_000))), MOST_BYTES))
                .isFalse();
    }

    private int fill() {
        int added = 0;
        while (subscriptions.hasRoomFor(Kind.CHANNEL, List.of(name(Integer.toString(added))), MOST_BYTES)) {
            subscriptions.add(Kind.CHANNEL, name(Integer.toString(added)));
            added++;
        }
        return added;
    }
}
