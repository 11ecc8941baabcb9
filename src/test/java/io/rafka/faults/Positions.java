package io.rafka.faults;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a group was known to be in each partition, and since when: what is below a position is done with. Positions
 * only grow. Any thread.
 */
final class Positions {
    private final Map<Integer, TreeMap<Long, Long>> partitions = new HashMap<>();

    /** Known from now on, unless more is known already. */
    synchronized void reached(int partition, long position) {
        TreeMap<Long, Long> known = partitions.computeIfAbsent(partition, same -> new TreeMap<>());
        if (known.isEmpty() || known.lastEntry().getValue() < position) {
            known.put(System.nanoTime(), position);
        }
    }

    /** What was known before that moment of {@link System#nanoTime}; 0 if nothing was. */
    synchronized long before(int partition, long nanoTime) {
        Map.Entry<Long, Long> known =
                partitions.getOrDefault(partition, new TreeMap<>()).lowerEntry(nanoTime);
        return known == null ? 0 : known.getValue();
    }

    /** What is known now, of the partitions of which anything is. */
    synchronized Map<Integer, Long> latest() {
        Map<Integer, Long> latest = new TreeMap<>();
        partitions.forEach(
                (partition, known) -> latest.put(partition, known.lastEntry().getValue()));
        return latest;
    }
}
