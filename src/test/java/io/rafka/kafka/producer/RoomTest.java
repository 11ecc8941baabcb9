package io.rafka.kafka.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class RoomTest {
    private final Queue<Runnable> soon = new ArrayDeque<>();
    private long spareBatches = Long.MAX_VALUE;
    private final Room room = new Room(2, () -> spareBatches);
    private final List<String> called = new ArrayList<>();

    @Test
    void letsAsManyInAsItHasPlaces() {
        assertThat(room.enter()).isTrue();
        assertThat(room.enter()).isTrue();
        assertThat(room.enter()).isFalse();
        assertThat(room.used()).isEqualTo(2);

        room.leave();
        assertThat(room.used()).isEqualTo(1);
        assertThat(room.enter()).isTrue();
    }

    @Test
    void callsOneForEachThatLeavesInTheirOrder() {
        fill();
        await("first");
        await("second");
        await("third");
        assertThat(called).isEmpty();

        room.leave();
        assertThat(called).containsExactly("first");
        room.leave();
        assertThat(called).containsExactly("first", "second");
    }

    @Test
    void nobodyOvertakesWhoWaits() {
        assertThat(room.enter()).isTrue();
        await("waiting");

        assertThat(room.enter()).as("there is a place, but not for this one").isFalse();
        assertThat(room.enterInTurn()).isTrue();
        assertThat(room.enterInTurn()).isFalse();
        assertThat(room.used()).isEqualTo(2);
    }

    @Test
    void whoIsNotLetInWakesNobody() {
        fill();
        await("waiting");
        room.giveBack();

        assertThat(called).isEmpty();
        assertThat(room.used()).isEqualTo(1);
    }

    @Test
    void whoCancelsIsNotCalled() {
        fill();
        Room.Waiter first = await("first");
        await("second");
        first.cancel();
        room.leave();

        assertThat(called).containsExactly("second");
    }

    @Test
    void cancellingAfterTheCallPassesTheTurnOn() {
        fill();
        Room.Waiter first = await("first");
        await("second");
        room.leave();
        assertThat(called).containsExactly("first");

        first.cancel();
        assertThat(called).containsExactly("first", "second");
    }

    @Test
    void asManyGoOnAsThereIsMemoryForWhenItIsFreed() {
        spareBatches = 0;
        Room.Waiter first = await("first");
        await("second");
        await("third");
        assertThat(room.enterInTurn()).isTrue();
        room.leave();
        soon.remove().run();
        assertThat(called)
                .as("the record has left, but the memory of its batch is not free yet")
                .isEmpty();

        spareBatches = 2;
        soon.remove().run();
        assertThat(called).containsExactly("first", "second");
        soon.remove().run();
        assertThat(called).as("the room is that of those called").containsExactly("first", "second");

        assertThat(first.tries()).isTrue();
        assertThat(first.tries()).as("once").isFalse();
        soon.remove().run();
        assertThat(called).containsExactly("first", "second", "third");
        assertThat(soon).as("nobody waits").isEmpty();
    }

    @Test
    void aTurnThatIsLetGoIsRoomAgain() {
        spareBatches = 1;
        Room.Waiter first = await("first");
        soon.remove().run();
        await("second");
        await("third");
        first.cancel();
        assertThat(called).as("the turn is passed on").containsExactly("first", "second");
        assertThat(first.tries()).as("too late").isFalse();
        soon.remove().run();
        assertThat(called).containsExactly("first", "second");
    }

    @Test
    void theDoorIsOpenAgainWhenAllHaveBeenCalled() {
        fill();
        await("only");
        room.leave();

        assertThat(room.enter()).isTrue();
    }

    private void fill() {
        assertThat(room.enter()).isTrue();
        assertThat(room.enter()).isTrue();
    }

    private Room.Waiter await(String name) {
        return room.await(() -> called.add(name), soon::add);
    }
}
