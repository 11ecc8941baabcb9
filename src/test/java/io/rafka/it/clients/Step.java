package io.rafka.it.clients;

import java.util.Locale;

/** What a matrix program tries, in its order. */
public enum Step {
    CONNECT(false),
    NAME(false),
    POOL(true),
    PRODUCE(false),
    CONSUME(false),
    TIMEOUT(false),
    AGAIN(false),
    RESTART(false),
    HEALTH(true);

    private final boolean maySkip;

    Step(boolean maySkip) {
        this.maySkip = maySkip;
    }

    /** Whether there are clients that have nothing of the kind. */
    boolean maySkip() {
        return maySkip;
    }

    /** As programs and documents write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
