package io.rafka.faults;

import io.rafka.faults.ConsumeJournal.Delivery;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How a worker acknowledges what it was given. */
enum Acknowledging {
    /** At once. */
    EACH {
        @Override
        List<Delivery> due(Deque<Delivery> pending, boolean idle) {
            return takeAllBut(0, pending);
        }
    },
    /** Every tenth time the latest of each partition, which covers the earlier ones. */
    EVERY_TENTH {
        @Override
        List<Delivery> due(Deque<Delivery> pending, boolean idle) {
            if (pending.size() < 10 && !idle) {
                return List.of();
            }
            Map<Integer, Delivery> latest = new TreeMap<>();
            takeAllBut(0, pending).forEach(delivery -> latest.put(delivery.partition(), delivery));
            return List.copyOf(latest.values());
        }
    },
    /** Twenty messages later. */
    LATE {
        @Override
        List<Delivery> due(Deque<Delivery> pending, boolean idle) {
            return takeAllBut(idle ? 0 : 20, pending);
        }
    },
    /** At once, but every seventh never. */
    SOME {
        @Override
        List<Delivery> due(Deque<Delivery> pending, boolean idle) {
            List<Delivery> due = takeAllBut(0, pending);
            due.removeIf(delivery -> delivery.offset() % 7 == 0);
            return due;
        }
    };

    /**
     * What is to be acknowledged now.
     *
     * @param pending handed out and not acknowledged yet; what is due, or never will be, is taken out
     * @param idle whether there was nothing more for a while
     */
    abstract List<Delivery> due(Deque<Delivery> pending, boolean idle);

    private static List<Delivery> takeAllBut(int kept, Deque<Delivery> pending) {
        List<Delivery> taken = new ArrayList<>();
        while (pending.size() > kept) {
            taken.add(pending.remove());
        }
        return taken;
    }

    /** For a new connection: what the old one has not acknowledged comes again. */
    static Deque<Delivery> nothingPending() {
        return new ArrayDeque<>();
    }
}
