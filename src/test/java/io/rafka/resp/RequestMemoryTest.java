package io.rafka.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestMemoryTest {
    private final RequestMemory memory = new RequestMemory(100);
    private final List<String> granted = new ArrayList<>();

    @Test
    void givesUpToTheLimitAndNotAByteMore() {
        RequestMemory.Claim holder = claim("holder");
        assertThat(holder.tryTake(60)).isTrue();
        assertThat(holder.tryTake(41)).isFalse();
        assertThat(memory.used()).isEqualTo(60);
        assertThat(holder.held()).isEqualTo(60);

        assertThat(holder.tryTake(40)).isTrue();
        assertThat(memory.used()).isEqualTo(100);
    }

    @Test
    void whoFindsRoomDoesNotWait() {
        RequestMemory.Claim claim = claim("one");

        assertThat(claim.takeOrWait(100)).isTrue();
        assertThat(claim.isWaiting()).isFalse();
        assertThat(granted).isEmpty();
    }

    @Test
    void aSingleClaimAboveTheLimitIsGrantedWhenNothingElseIsHeld() {
        RequestMemory.Claim small = claim("small");
        RequestMemory.Claim huge = claim("huge");
        assertThat(small.tryTake(1)).isTrue();
        assertThat(huge.tryTake(1_000)).isFalse();
        assertThat(huge.takeOrWait(1_000)).isFalse();

        small.release();
        assertThat(granted).containsExactly("huge");
        assertThat(huge.held()).isEqualTo(1_000);
    }

    @Test
    void servesThoseWhoWaitInTheirOrder() {
        RequestMemory.Claim holder = claim("holder");
        RequestMemory.Claim large = claim("large");
        RequestMemory.Claim small = claim("small");
        RequestMemory.Claim rest = claim("rest");
        assertThat(holder.takeOrWait(90)).isTrue();
        assertThat(large.takeOrWait(80)).isFalse();
        assertThat(small.takeOrWait(5)).as("would fit, but does not overtake").isFalse();
        assertThat(rest.takeOrWait(50)).isFalse();
        assertThat(granted).isEmpty();

        holder.release();
        assertThat(granted).containsExactly("large", "small");
        assertThat(rest.isWaiting()).isTrue();
        large.release();
        assertThat(granted).containsExactly("large", "small", "rest");
        assertThat(memory.used()).isEqualTo(55);
    }

    @Test
    void nobodyOvertakesWhoWaits() {
        RequestMemory.Claim holder = claim("holder");
        assertThat(holder.takeOrWait(50)).isTrue();
        assertThat(claim("waiting").takeOrWait(60)).isFalse();

        assertThat(claim("late").tryTake(10)).isFalse();
        assertThat(holder.tryTake(10)).isFalse();
    }

    @Test
    void releaseLeavesTheLineAndLetsTheNextGo() {
        RequestMemory.Claim holder = claim("holder");
        RequestMemory.Claim first = claim("first");
        RequestMemory.Claim next = claim("next");
        assertThat(holder.takeOrWait(50)).isTrue();
        assertThat(first.takeOrWait(60)).isFalse();
        assertThat(next.takeOrWait(50)).isFalse();

        first.release();
        assertThat(first.isWaiting()).isFalse();
        assertThat(granted).containsExactly("next");
        holder.release();
        next.release();
        assertThat(granted).containsExactly("next");
        assertThat(memory.used()).isZero();
    }

    @Test
    void releaseTwiceGivesBackOnce() {
        RequestMemory.Claim one = claim("one");
        RequestMemory.Claim other = claim("other");
        assertThat(one.tryTake(30) && other.tryTake(20)).isTrue();

        one.release();
        one.release();
        assertThat(memory.used()).isEqualTo(20);
        assertThat(one.held()).isZero();
    }

    @Test
    void aLimitIsPositive() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestMemory(0));
    }

    private RequestMemory.Claim claim(String name) {
        return memory.claim(() -> granted.add(name), () -> {});
    }
}
