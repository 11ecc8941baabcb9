package io.rafka.config.server;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How much of what is sent to a client it may leave unread, by the client's class: a value of
 * {@code client-output-buffer-limit}. Immutable.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/clients/#output-buffer-limits">output buffer limits</a>
 */
public final class OutputLimits {
    /** Redis' classes of clients. */
    public enum ClientClass {
        /** All others, those that MONITOR included. */
        NORMAL("normal"),
        /** Redis' replicas, of which rafka has none. CONFIG GET has their old name, as Redis does. */
        REPLICA("slave"),
        /** Those that have subscribed to something. */
        PUBSUB("pubsub");

        private final String text;

        ClientClass(String text) {
            this.text = text;
        }

        /** As CONFIG GET names it. */
        public String text() {
            return text;
        }

        private static @Nullable ClientClass of(String word) {
            return switch (word.toLowerCase(Locale.ROOT)) {
                case "normal" -> NORMAL;
                case "replica", "slave" -> REPLICA;
                case "pubsub" -> PUBSUB;
                default -> null;
            };
        }
    }

    /**
     * The limits of a class.
     *
     * @param hard who leaves so many bytes unread is disconnected at once; 0 for no limit
     * @param soft who has left so many bytes unread for longer than {@code softSeconds} is disconnected; 0 for no limit
     * @param softSeconds 0 or more
     */
    public record Limit(long hard, long soft, long softSeconds) {
        static final Limit NONE = new Limit(0, 0, 0);

        /** Whether so many bytes are as many as the hard limit. */
        public boolean isHardReached(long unread) {
            return hard > 0 && unread >= hard;
        }

        /** Whether so many bytes are as many as the soft limit. */
        public boolean isSoftReached(long unread) {
            return soft > 0 && unread >= soft;
        }

        private String text() {
            return hard + " " + soft + " " + softSeconds;
        }
    }

    private static final int WORDS = 4;

    private final Map<ClientClass, Limit> limits;

    private OutputLimits(Map<ClientClass, Limit> limits) {
        this.limits = limits;
    }

    /** The limits of this class; none where the value does not name it. */
    public Limit of(ClientClass which) {
        return limits.getOrDefault(which, Limit.NONE);
    }

    /** A value that need not name all classes: those that it does not name stay as they are. */
    static SettingType<OutputLimits> type() {
        SettingType<Long> bytes = SettingType.bytes(0, 1L << 40);
        SettingType<Integer> seconds = SettingType.number(0, Integer.MAX_VALUE);
        return new SettingType<>(
                "<class> <hard limit> <soft limit> <soft seconds>, once or several times, with a class of "
                        + "normal, replica (or slave) and pubsub, sizes such as 32mb, and whole seconds") {
            @Override
            @Nullable OutputLimits parseOrNull(String text) {
                String[] words = text.split("\\s+", -1);
                if (words.length % WORDS != 0) {
                    return null;
                }
                Map<ClientClass, Limit> limits = new EnumMap<>(ClientClass.class);
                for (int i = 0; i < words.length; i += WORDS) {
                    ClientClass which = ClientClass.of(words[i]);
                    Long hard = bytes.parseOrNull(words[i + 1]);
                    Long soft = bytes.parseOrNull(words[i + 2]);
                    Integer softSeconds = seconds.parseOrNull(words[i + 3]);
                    if (which == null || hard == null || soft == null || softSeconds == null) {
                        return null;
                    }
                    limits.put(which, new Limit(hard, soft, softSeconds));
                }
                return new OutputLimits(limits);
            }

            @Override
            public String format(OutputLimits value) {
                return value.limits.entrySet().stream()
                        .map(limit ->
                                limit.getKey().text() + " " + limit.getValue().text())
                        .collect(Collectors.joining(" "));
            }

            @Override
            public OutputLimits over(OutputLimits current, OutputLimits given) {
                Map<ClientClass, Limit> all = new EnumMap<>(current.limits);
                all.putAll(given.limits);
                return new OutputLimits(all);
            }
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OutputLimits them && limits.equals(them.limits);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(limits);
    }
}
