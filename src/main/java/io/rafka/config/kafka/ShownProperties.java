package io.rafka.config.kafka;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A client's JSON of properties for other eyes, be it as broken as it may: only if all that looks like a name in it is
 * that of a property, and of none that is a secret. A misspelt password is a password too.
 */
public final class ShownProperties {
    /** What is shown instead. */
    public static final String REDACTED = "(redacted)";

    private static final String KEY_PREFIX = "topics:";
    /**
     * With backslashes: a name may be written with escape sequences. By RE2J, as Java's own matcher takes the square of
     * the length for letters without a colon, and this is asked on event loops.
     */
    private static final Pattern NAME = Pattern.compile("([^\\s\"',{}:\\[\\]]+)[\"']?\\s*:");

    /** For what is too broken to have names. */
    private static final List<String> TELLTALES = List.of("password", "secret", "passphrase", "pem");

    private ShownProperties() {}

    /** The JSON, or that it is not shown. */
    public static String ofJson(String json) {
        String lower = json.toLowerCase(Locale.ROOT);
        if (TELLTALES.stream().anyMatch(lower::contains)) {
            return REDACTED;
        }
        Matcher names = NAME.matcher(json);
        while (names.find()) {
            Optional<PropertyRow> row = KafkaClientConfig.TABLE.find(names.group(1));
            if (row.isEmpty() || row.get().type() == ValueType.SECRET) {
                return REDACTED;
            }
        }
        return json;
    }

    /** A key of BLPOP, {@code topics:<topics>:<JSON>}, with its JSON as above. */
    public static String ofKey(String key) {
        int json = key.startsWith(KEY_PREFIX) ? key.indexOf(':', KEY_PREFIX.length()) + 1 : key.indexOf('{');
        return json <= 0 ? key : key.substring(0, json) + ofJson(key.substring(json));
    }
}
