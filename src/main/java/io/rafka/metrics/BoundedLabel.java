package io.rafka.metrics;

import java.util.HashSet;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * The values of a label, of which there may be no end, as of topics: the first ones stand for themselves as long as
 * rafka runs, all others for {@link #OTHER}. Any thread.
 */
final class BoundedLabel {
    /** No topic and no group of that name is told from it. */
    static final String OTHER = "other";

    private final IntSupplier most;
    private final Set<String> known = new HashSet<>();

    /** @param most how many there may be; asked for each that is new */
    BoundedLabel(IntSupplier most) {
        this.most = most;
    }

    /** @param value an empty one is another already */
    synchronized String of(String value) {
        if (known.contains(value)) {
            return value;
        }
        if (!value.isEmpty() && known.size() < most.getAsInt()) {
            known.add(value);
            return value;
        }
        return OTHER;
    }
}
