package io.rafka.config.server;

import io.rafka.config.ConfigException;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A kind of values: how they are written, and which are allowed. Immutable.
 *
 * @param <T> the value in Java
 */
public abstract class SettingType<T> {
    private static final int LONGEST_ECHO = 128;
    private static final int LONGEST_NUMBER = 32;

    private final String allowed;

    /** @param allowed what is allowed, as in "must be ..." */
    SettingType(String allowed) {
        this.allowed = allowed;
    }

    /** What is allowed, as in "must be ...". */
    public String allowed() {
        return allowed;
    }

    /** Whether the value must not be shown. */
    public boolean isSecret() {
        return false;
    }

    /**
     * The value of a text.
     *
     * @throws ConfigException if it is not one; says what would be
     */
    public T parse(String text) throws ConfigException {
        T value = parseOrNull(text.strip());
        if (value == null) {
            String start = text.length() > LONGEST_ECHO ? text.substring(0, LONGEST_ECHO) + "..." : text;
            // An error is one line, whatever was given.
            throw new ConfigException("must be " + allowed + ", got '" + start.replaceAll("\\R+", " ") + "'");
        }
        return value;
    }

    abstract @Nullable T parseOrNull(String text);

    /**
     * The value that holds when one is given while another holds: what is given, but for a type whose values may be
     * given in part.
     *
     * @param current what holds
     * @param given what {@link #parse} has made of what is given
     */
    public T over(T current, T given) {
        return given;
    }

    /** The value as CONFIG GET shows it: plain numbers without a unit, as Redis does. */
    public abstract String format(T value);

    /** A whole number. */
    static SettingType<Integer> number(int lowest, int highest) {
        return new SettingType<>("a whole number from " + lowest + " to " + highest) {
            @Override
            @Nullable Integer parseOrNull(String text) {
                Long number = scaled(text, Map.of("", 1L));
                return number == null || number < lowest || number > highest ? null : number.intValue();
            }

            @Override
            public String format(Integer value) {
                return value.toString();
            }
        };
    }

    /** What {@link #portOrNone} has for none. */
    static final int NO_PORT = -1;

    private static final String NONE = "none";

    /** The number of a port, or the word none. */
    static SettingType<Integer> portOrNone(int highest) {
        SettingType<Integer> number = number(0, highest);
        return new SettingType<>(number.allowed() + ", or " + NONE) {
            @Override
            @Nullable Integer parseOrNull(String text) {
                return text.equalsIgnoreCase(NONE) ? Integer.valueOf(NO_PORT) : number.parseOrNull(text);
            }

            @Override
            public String format(Integer value) {
                return value == NO_PORT ? NONE : value.toString();
            }
        };
    }

    private static final Map<String, Long> BYTES = Map.of(
            "",
            1L,
            "b",
            1L,
            "k",
            1_000L,
            "kb",
            1L << 10,
            "m",
            1_000_000L,
            "mb",
            1L << 20,
            "g",
            1_000_000_000L,
            "gb",
            1L << 30);

    /** A number of bytes, with Redis' units: {@code 1k} is 1,000 bytes, {@code 1kb} is 1,024. */
    static SettingType<Long> bytes(long lowest, long highest) {
        return new SettingType<>("a memory size such as 16mb, from " + lowest + " to " + highest + " bytes") {
            @Override
            @Nullable Long parseOrNull(String text) {
                Long bytes = scaled(text, BYTES);
                return bytes == null || bytes < lowest || bytes > highest ? null : bytes;
            }

            @Override
            public String format(Long value) {
                return value.toString();
            }
        };
    }

    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "min", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    /** A time with a unit; a plain number is one of seconds, as in Redis. In whole seconds. */
    static SettingType<Duration> seconds(long highest) {
        return seconds(0, highest);
    }

    /** The same of so many seconds at least. */
    static SettingType<Duration> seconds(long lowest, long highest) {
        return new SettingType<>(
                "a time in whole seconds such as 300, 300s or 5m, from " + lowest + " to " + highest + " seconds") {
            @Override
            @Nullable Duration parseOrNull(String text) {
                boolean plain = !text.isEmpty() && Character.isDigit(text.charAt(text.length() - 1));
                Long millis = scaled(plain ? text + "s" : text, MILLIS);
                if (millis == null || millis < lowest * 1_000 || millis % 1_000 != 0 || millis / 1_000 > highest) {
                    return null;
                }
                return Duration.ofMillis(millis);
            }

            @Override
            public String format(Duration value) {
                return Long.toString(value.toSeconds());
            }
        };
    }

    /** Yes or no, in Redis' words; in JSON, true or false. */
    static SettingType<Boolean> yesNo() {
        return new SettingType<>("yes or no") {
            @Override
            @Nullable Boolean parseOrNull(String text) {
                return switch (text.toLowerCase(Locale.ROOT)) {
                    case "yes", "true" -> Boolean.TRUE;
                    case "no", "false" -> Boolean.FALSE;
                    default -> null;
                };
            }

            @Override
            public String format(Boolean value) {
                return value ? "yes" : "no";
            }
        };
    }

    /**
     * One of a few words.
     *
     * @param words how each value is written
     */
    static <T> SettingType<T> oneOf(List<T> values, Function<T, String> words) {
        return new SettingType<>("one of " + values.stream().map(words).collect(Collectors.joining(", "))) {
            @Override
            @Nullable T parseOrNull(String text) {
                for (T value : values) {
                    if (words.apply(value).equalsIgnoreCase(text)) {
                        return value;
                    }
                }
                return null;
            }

            @Override
            public String format(T value) {
                return words.apply(value);
            }
        };
    }

    /** One of the constants of an enumeration, each written as its name in small letters. */
    static <E extends Enum<E>> SettingType<E> oneOf(Class<E> values) {
        return oneOf(List.of(values.getEnumConstants()), value -> value.name().toLowerCase(Locale.ROOT));
    }

    /** Addresses, separated by commas or spaces; at least one. */
    static SettingType<List<String>> hosts() {
        return new SettingType<>("one or more addresses, separated by commas") {
            @Override
            @Nullable List<String> parseOrNull(String text) {
                List<String> hosts = List.of(text.split("[,\\s]+", -1));
                return hosts.contains("") ? null : hosts;
            }

            @Override
            public String format(List<String> value) {
                return String.join(",", value);
            }
        };
    }

    /** A directory, which need not exist. */
    static SettingType<Path> directory() {
        return new SettingType<>("the path of a directory") {
            @Override
            @Nullable Path parseOrNull(String text) {
                try {
                    return text.isEmpty() ? null : Path.of(text);
                } catch (InvalidPathException e) {
                    return null;
                }
            }

            @Override
            public String format(Path value) {
                return value.toString();
            }
        };
    }

    /** The path of a file or directory, which need not exist; empty for none. */
    static SettingType<String> file() {
        return text("a path");
    }

    /**
     * Any text in one line; empty for none.
     *
     * @param what it is
     */
    static SettingType<String> text(String what) {
        return new SettingType<>(what) {
            @Override
            @Nullable String parseOrNull(String text) {
                return text.lines().count() > 1 ? null : text;
            }

            @Override
            public String format(String value) {
                return value;
            }
        };
    }

    /** Some of a few words, separated by blanks, in any order; empty for all. */
    static SettingType<List<String>> someOf(List<String> words) {
        return new SettingType<>("one or more of " + String.join(", ", words) + ", separated by blanks") {
            @Override
            @Nullable List<String> parseOrNull(String text) {
                if (text.isEmpty()) {
                    return words;
                }
                List<String> given = List.of(text.split("\\s+", -1));
                boolean known = given.stream().allMatch(one -> words.stream().anyMatch(one::equalsIgnoreCase));
                return known
                        ? words.stream()
                                .filter(word -> given.stream().anyMatch(word::equalsIgnoreCase))
                                .toList()
                        : null;
            }

            @Override
            public String format(List<String> value) {
                return String.join(" ", value);
            }
        };
    }

    /** A password; empty for none. */
    static SettingType<String> secret() {
        return new SettingType<>("a password") {
            @Override
            public boolean isSecret() {
                return true;
            }

            @Override
            public String parse(String text) {
                return text; // blanks belong to it
            }

            @Override
            String parseOrNull(String text) {
                return text;
            }

            @Override
            public String format(String value) {
                return value;
            }
        };
    }

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([+-]?\\d{1,19})([a-z]*)");

    /** A whole number times its unit; null if it is none. */
    private static @Nullable Long scaled(String text, Map<String, Long> units) {
        if (text.length() > LONGEST_NUMBER) {
            return null; // a client may send megabytes
        }
        Matcher matcher = NUMBER_AND_UNIT.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return null;
        }
        Long unit = units.get(matcher.group(2));
        if (unit == null) {
            return null;
        }
        BigDecimal value = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
        // Compared without the sign: what is below all longs would come out as any of them.
        return value.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0 ? null : value.longValue();
    }
}
