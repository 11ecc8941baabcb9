package io.rafka.config.kafka;

import io.rafka.config.ConfigException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The types of librdkafka's values: which texts are values, and what they are in Java. */
enum ValueType {
    STRING("a string"),
    /** A string that is never shown. */
    SECRET("a string"),
    BOOLEAN("true or false"),
    INTEGER("a whole number"),
    FLOAT("a number"),
    ENUM("one of"),
    /** Enum values, separated by commas. */
    LIST("one or more, separated by commas, of"),
    /** The same; each may have a sign, and there may be none. */
    FLAGS("any, separated by commas, of"),
    /** Regular expressions, separated by commas. */
    REGEXES("regular expressions, separated by commas"),
    /** Brokers' addresses, separated by commas. */
    BROKERS("host:port, separated by commas"),
    /** Only a program can give it. */
    API("nothing"),
    ANY("anything");

    private static final int LONGEST_NUMBER = 64;
    private static final int LONGEST_ECHO = 128;

    private final String words;

    ValueType(String words) {
        this.words = words;
    }

    /** What is allowed, as in "must be ...". */
    String allowed(String range) {
        return switch (this) {
            case INTEGER, FLOAT -> words + " from " + range.replace("..", " to ");
            case ENUM, LIST, FLAGS -> words + " " + names(range);
            default -> words;
        };
    }

    /**
     * The value for Java.
     *
     * @param range of the row
     * @throws ConfigException if it is not one: {@code must be ..., got '...'}
     */
    String convert(String value, String range) throws ConfigException {
        String converted = switch (this) {
            case BOOLEAN -> bool(value.trim().toLowerCase(Locale.ROOT));
            case INTEGER -> number(value, range, false);
            case FLOAT -> number(value, range, true);
            case ENUM -> values(range).getOrDefault(value.trim().toLowerCase(Locale.ROOT), "");
            case LIST -> list(value, values(range));
            case FLAGS -> flags(value, values(range)) ? value : "";
            case REGEXES -> regexes(value);
            case BROKERS -> BrokerAddresses.convert(value);
            default -> value;
        };
        boolean mayBeEmpty = this == STRING || this == SECRET || this == ANY || this == REGEXES || this == FLAGS;
        boolean isEnumOfNothing =
                this == ENUM && values(range).containsKey(value.trim().toLowerCase(Locale.ROOT));
        if (converted.isEmpty() && !isEnumOfNothing && !(mayBeEmpty && value.isBlank())) {
            throw new ConfigException("must be " + allowed(range) + ", got '" + start(value) + "'");
        }
        return converted;
    }

    /** What a message repeats of the user's words, which can be megabytes. */
    private static String start(String value) {
        return value.length() > LONGEST_ECHO ? value.substring(0, LONGEST_ECHO) + "..." : value;
    }

    private static String names(String range) {
        return Stream.of(range.split(",", -1))
                .map(value -> value.split("=", 2)[0])
                .collect(Collectors.joining(", "));
    }

    private static String bool(String word) {
        return switch (word) {
            case "true", "t", "1" -> "true";
            case "false", "f", "0" -> "false";
            default -> "";
        };
    }

    private static String number(String value, String range, boolean fraction) {
        // A client may send millions of digits, or an exponent that stands for as many.
        if (value.length() > LONGEST_NUMBER) {
            return "";
        }
        BigDecimal number;
        try {
            number = new BigDecimal(value.trim());
        } catch (NumberFormatException e) {
            return "";
        }
        String[] bounds = range.split("\\.\\.", 2);
        boolean whole = number.stripTrailingZeros().scale() <= 0;
        if ((!fraction && !whole)
                || number.scale() > LONGEST_NUMBER
                || number.compareTo(new BigDecimal(bounds[0])) < 0
                || number.compareTo(new BigDecimal(bounds[1])) > 0) {
            return "";
        }
        return number.setScale(0, RoundingMode.CEILING).toPlainString();
    }

    private static String list(String value, Map<String, String> allowed) {
        List<String> converted = new ArrayList<>();
        for (String element : value.split(",", -1)) {
            String one = allowed.get(element.trim().toLowerCase(Locale.ROOT));
            if (one == null) {
                return "";
            }
            converted.add(one);
        }
        return String.join(",", converted);
    }

    private static boolean flags(String value, Map<String, String> allowed) {
        for (String element : value.split(",", -1)) {
            String flag = element.trim().toLowerCase(Locale.ROOT).replaceFirst("^[+-]", "");
            if (!flag.isEmpty() && !allowed.isEmpty() && !allowed.containsKey(flag)) {
                return false;
            }
        }
        return true;
    }

    private static String regexes(String value) throws ConfigException {
        for (String regex : value.split(",", -1)) {
            try {
                Pattern.compile(regex);
            } catch (PatternSyntaxException e) {
                throw new ConfigException(
                        "must be " + REGEXES.words + ", got '" + start(regex) + "': " + e.getDescription());
            }
        }
        return value;
    }

    /** What is allowed, as in the table but in lower case, and what it is in Java; librdkafka ignores the case. */
    private static Map<String, String> values(String range) {
        Map<String, String> values = new LinkedHashMap<>();
        if (range.isEmpty()) {
            return values;
        }
        for (String value : range.split(",", -1)) {
            String[] pair = value.split("=", 2);
            values.put(pair[0].toLowerCase(Locale.ROOT), pair[pair.length - 1]);
        }
        return values;
    }
}
