package io.rafka.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One row of the property table: what rafka does with one librdkafka property.
 *
 * @param name as in librdkafka; a last {@code *} stands for any ending
 * @param appliesTo {@code P}, {@code C}, or {@code *} for both
 * @param type string, boolean, integer, float, enum, list (of enum values), or any
 * @param range {@code low..high} for numbers; {@code name=Java value} or plain names, separated by commas, for enums;
 *     the only value that a fixed property may have
 * @param defaultValue rafka's default in librdkafka's terms; empty to leave it to the Java client
 * @param decision what becomes of it
 * @param target the Java property; a leading {@code P:} or {@code C:} restricts it to one role, a last {@code *n}
 *     multiplies; for an alias, the real name
 * @param note why; for a fixed property, the reason given to the user
 */
record PropertyRow(
        String name,
        String appliesTo,
        String type,
        String range,
        String defaultValue,
        Decision decision,
        String target,
        String note) {

    private static final int LONGEST_NUMBER = 64;
    private static final int LONGEST_ECHO = 128;

    /** What becomes of a property. */
    enum Decision {
        /** It sets a property of the Java client. */
        MAPPED,
        /** rafka itself does what it asks for. */
        RAFKA,
        /** It may have only one value. */
        FIXED,
        /** Accepted, and of no consequence here. */
        NONE,
        /** Another name of the property that is its target. */
        ALIAS
    }

    boolean appliesTo(Role role) {
        return appliesTo.equals("*") || appliesTo.equals(role.mark());
    }

    /** The value in Java's terms, after its type and range have been checked. */
    String convert(String value) throws ConfigException {
        return switch (type) {
            case "boolean" -> bool(value);
            case "integer" -> number(value, false);
            case "float" -> number(value, true);
            case "enum" -> oneOf(value.trim());
            case "list" -> listOf(value);
            default -> value;
        };
    }

    private String bool(String value) throws ConfigException {
        String word = value.trim().toLowerCase(Locale.ROOT);
        String converted = switch (word) {
            case "true", "t", "1" -> "true";
            case "false", "f", "0" -> "false";
            default -> throw invalid(value, "true or false");
        };
        if (decision == Decision.FIXED && !converted.equals(range)) {
            throw new ConfigException("must be " + range + ", got " + converted + ": " + note);
        }
        return converted;
    }

    private String number(String value, boolean fraction) throws ConfigException {
        String[] bounds = range.split("\\.\\.", 2);
        String allowed = (fraction ? "a number" : "a whole number") + " from " + bounds[0] + " to " + bounds[1];
        // A client may send millions of digits, or an exponent that stands for as many.
        if (value.length() > LONGEST_NUMBER) {
            throw invalid(value, allowed);
        }
        BigDecimal number;
        try {
            number = new BigDecimal(value.trim());
        } catch (NumberFormatException e) {
            throw invalid(value, allowed);
        }
        boolean whole = number.stripTrailingZeros().scale() <= 0;
        if ((!fraction && !whole)
                || number.scale() > LONGEST_NUMBER
                || number.compareTo(new BigDecimal(bounds[0])) < 0
                || number.compareTo(new BigDecimal(bounds[1])) > 0) {
            throw invalid(value, allowed);
        }
        return number.setScale(0, RoundingMode.CEILING).toPlainString();
    }

    private String oneOf(String value) throws ConfigException {
        Map<String, String> allowed = allowedValues();
        String converted = allowed.get(value);
        if (converted == null) {
            throw invalid(value, "one of " + String.join(", ", allowed.keySet()));
        }
        return converted;
    }

    private String listOf(String value) throws ConfigException {
        List<String> converted = new ArrayList<>();
        for (String element : value.split(",", -1)) {
            converted.add(oneOf(element.trim()));
        }
        return String.join(",", converted);
    }

    private Map<String, String> allowedValues() {
        Map<String, String> allowed = new LinkedHashMap<>();
        for (String value : range.split(",", -1)) {
            String[] pair = value.split("=", 2);
            allowed.put(pair[0], pair[pair.length - 1]);
        }
        return allowed;
    }

    /** What a message repeats of the user's words, which can be megabytes. */
    static String start(String text) {
        return text.length() > LONGEST_ECHO ? text.substring(0, LONGEST_ECHO) + "..." : text;
    }

    private static ConfigException invalid(String value, String allowed) {
        return new ConfigException("must be " + allowed + ", got '" + start(value) + "'");
    }
}
