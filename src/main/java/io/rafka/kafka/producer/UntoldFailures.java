package io.rafka.kafka.producer;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last failure of each topic that a connection has not been told of. Costs one read while there is none.
 *
 * <p>Threading: any thread.
 */
final class UntoldFailures {
    private final Map<String, String> reasons = new LinkedHashMap<>();
    private volatile boolean any;

    /**
     * Notes a failure, in place of an earlier one of the topic.
     *
     * @param most how many topics are kept; of a further one, the oldest is forgotten
     */
    synchronized void add(String topic, String reason, int most) {
        reasons.remove(topic);
        reasons.put(topic, reason);
        Iterator<String> oldest = reasons.keySet().iterator();
        for (int tooMany = reasons.size() - most; tooMany > 0; tooMany--) {
            oldest.next();
            oldest.remove();
        }
        any = !reasons.isEmpty();
    }

    /** The topic's last failure, which is told with that; null if there is none. */
    @Nullable String take(String topic) {
        return any ? remove(topic) : null;
    }

    private synchronized @Nullable String remove(String topic) {
        String reason = reasons.remove(topic);
        any = !reasons.isEmpty();
        return reason;
    }
}
