package io.rafka.bench.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where results come from. Immutable.
 *
 * @param command the command that has measured them
 * @param date the day, as 2026-11-23
 * @param machine the machine and the versions, in the order in which they are shown
 */
public record Origin(String command, String date, Map<String, String> machine) {
    public Origin {
        machine = Collections.unmodifiableMap(new LinkedHashMap<>(machine));
    }
}
