package io.rafka.command.server;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Locale;
import java.util.Map;

/** INFO's section {@code memory}: Java's heap in Redis' words. Any thread. */
final class InfoMemory {
    private static final String UNITS = "KMGTP";
    private static final int KILO = 1024;

    void lines(Map<String, Object> lines) {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        put(lines, "used_memory", heap.getUsed());
        put(lines, "used_memory_peak", peak());
        put(lines, "used_memory_committed", heap.getCommitted());
        if (ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean operatingSystem) {
            put(lines, "total_system_memory", operatingSystem.getTotalMemorySize());
        }
        put(lines, "maxmemory", heap.getMax());
        lines.put("maxmemory_policy", "noeviction");
    }

    /** The heap's pools reach theirs at different times, so this is the most that it can have been. */
    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }

    private static void put(Map<String, Object> lines, String name, long bytes) {
        lines.put(name, bytes);
        lines.put(name + "_human", human(bytes));
    }

    /** In Redis' form: {@code 512B}, {@code 1.50K}. */
    static String human(long bytes) {
        if (bytes < KILO) {
            return bytes + "B";
        }
        double rest = bytes;
        int unit = -1;
        while (rest >= KILO && unit < UNITS.length() - 1) {
            rest /= KILO;
            unit++;
        }
        return String.format(Locale.ROOT, "%.2f%c", rest, UNITS.charAt(unit));
    }
}
