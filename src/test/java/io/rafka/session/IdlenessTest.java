package io.rafka.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdlenessTest {
    private static final long TIMEOUT = 10;

    private final Idleness idleness = new Idleness();

    @Test
    void lastsFromTheFirstLookOn() {
        assertThat(lasts(1_000)).as("the first look").isFalse();
        assertThat(lasts(1_009)).isFalse();
        assertThat(lasts(1_010)).isTrue();
    }

    @Test
    void beginsAgainAfterSomethingHasCome() {
        assertThat(lasts(0)).isFalse();
        idleness.end();
        assertThat(lasts(10)).isFalse();
        assertThat(lasts(19)).isFalse();
        assertThat(lasts(20)).isTrue();
    }

    @Test
    void doesNotBeginWhileThereIsSomethingToDo() {
        assertThat(lasts(0)).isFalse();
        assertThat(idleness.hasLasted(TIMEOUT, 10, true)).isFalse();
        assertThat(idleness.hasLasted(TIMEOUT, 1_000, true)).isFalse();
        assertThat(lasts(1_005)).as("what was to do has ended since").isFalse();
        assertThat(lasts(1_014)).isFalse();
        assertThat(lasts(1_015)).isTrue();
    }

    @Test
    void isMeasuredByTheTimeoutOfNow() {
        assertThat(lasts(0)).isFalse();
        assertThat(idleness.hasLasted(100, 50, false)).isFalse();
        assertThat(idleness.hasLasted(50, 50, false)).isTrue();
    }

    @Test
    void isMeasuredOverTheEndOfTheClock() {
        assertThat(lasts(Long.MAX_VALUE)).isFalse();
        assertThat(lasts(Long.MIN_VALUE + 8)).isFalse();
        assertThat(lasts(Long.MIN_VALUE + 9)).isTrue();
    }

    private boolean lasts(long now) {
        return idleness.hasLasted(TIMEOUT, now, false);
    }
}
