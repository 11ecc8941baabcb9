package io.rafka.config.kafka;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A property of the Java clients that a librdkafka property sets.
 *
 * @param role the letter of the only role for which it does; empty for all
 * @param name in Java
 * @param factor by which a number is multiplied
 * @param special values that have another meaning, and what they become
 */
record Target(String role, String name, long factor, Map<String, String> special) {
    /** As in {@code P:linger.ms}, {@code buffer.memory*1024}, {@code send.buffer.bytes(0=-1)}. */
    private static final Pattern FORM = Pattern.compile("(?:([PCA]):)?([a-z.]+)(?:\\*(\\d+))?(?:\\(([^)]*)\\))?");

    /** The targets of a table's cell, separated by semicolons. */
    static List<Target> parse(String cell) {
        List<Target> targets = new ArrayList<>();
        for (String cellPart : cell.split(";", -1)) {
            Matcher matcher = FORM.matcher(cellPart);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("not a target: " + cellPart);
            }
            Map<String, String> special = new HashMap<>();
            if (matcher.group(4) != null) {
                for (String one : matcher.group(4).split(",", -1)) {
                    String[] pair = one.split("=", 2);
                    special.put(pair[0], pair[1]);
                }
            }
            targets.add(new Target(
                    matcher.group(1) == null ? "" : matcher.group(1),
                    matcher.group(2),
                    matcher.group(3) == null ? 1 : Long.parseLong(matcher.group(3)),
                    special));
        }
        return targets;
    }

    boolean isFor(Role wanted) {
        return role.isEmpty() || role.equals(wanted.mark());
    }

    /** The value for Java. */
    String convert(String value) {
        String other = special.get(value);
        if (other != null) {
            return other;
        }
        return factor == 1
                ? value
                : new BigDecimal(value).multiply(BigDecimal.valueOf(factor)).toPlainString();
    }
}
