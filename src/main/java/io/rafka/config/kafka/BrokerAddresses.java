package io.rafka.config.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** librdkafka's list of brokers: the port may be left out, and a protocol may stand in front. */
final class BrokerAddresses {
    private static final String DEFAULT_PORT = "9092";
    private static final int HIGHEST_PORT = 65_535;
    /** {@code SSL://host:port}, {@code host}, {@code [::1]:9092}. */
    private static final Pattern FORM =
            Pattern.compile("(?:[A-Za-z_]+://)?(\\[[0-9A-Fa-f:.%]+]|[^:/\\[\\]\\s]+)(?::(\\d{1,5}))?");

    private BrokerAddresses() {}

    /** As Java's {@code bootstrap.servers}; empty if it is no such list. */
    static String convert(String value) {
        List<String> addresses = new ArrayList<>();
        for (String one : value.split(",", -1)) {
            Matcher matcher = FORM.matcher(one.trim());
            if (!matcher.matches()) {
                return "";
            }
            String port = matcher.group(2) == null ? DEFAULT_PORT : matcher.group(2);
            if (Integer.parseInt(port) < 1 || Integer.parseInt(port) > HIGHEST_PORT) {
                return "";
            }
            addresses.add(matcher.group(1) + ":" + port);
        }
        return String.join(",", addresses);
    }
}
