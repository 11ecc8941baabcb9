package io.rafka.kafka;

import java.util.Set;

/** Kafka's rule for topic names: 1 to 249 of {@code [a-zA-Z0-9._-]}, and neither {@code .} nor {@code ..}. */
public final class TopicNames {
    private static final int LONGEST = 249;

    private static final Set<String> INTERNAL =
            Set.of("__consumer_offsets", "__transaction_state", "__share_group_state", "__cluster_metadata");

    private TopicNames() {}

    /** Whether Kafka would take the name. Checked here, so that nothing illegal reaches a shared client. */
    public static boolean isLegal(String name) {
        if (name.isEmpty() || name.length() > LONGEST || name.equals(".") || name.equals("..")) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            boolean legal = (letter >= 'a' && letter <= 'z')
                    || (letter >= 'A' && letter <= 'Z')
                    || (letter >= '0' && letter <= '9')
                    || letter == '.'
                    || letter == '_'
                    || letter == '-';
            if (!legal) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is one that Kafka keeps its own state in. */
    public static boolean isInternal(String name) {
        return INTERNAL.contains(name);
    }
}
