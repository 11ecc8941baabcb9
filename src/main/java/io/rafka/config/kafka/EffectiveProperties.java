package io.rafka.config.kafka;

import io.rafka.config.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Shows what holds for a client, and why. */
final class EffectiveProperties {
    private EffectiveProperties() {}

    /**
     * A line for each property: those of Kafka's Java client by their Java names, then those that rafka implements by
     * librdkafka's.
     *
     * @param file the name of the configuration file
     */
    static List<String> lines(Translation translation, String file) {
        List<String> lines = new ArrayList<>();
        translation.kafka().forEach((name, value) -> lines.add(line(name, value, file)));
        lines.add("# " + translation.role().word() + ", of rafka itself, by librdkafka's names");
        for (Map.Entry<String, Translation.Value> entry : translation.rafka().entrySet()) {
            // What became part of the login has been shown with it.
            if (!entry.getKey().startsWith("sasl.") || entry.getValue().given()) {
                lines.add(line(entry.getKey(), entry.getValue(), file));
            }
        }
        return lines;
    }

    private static String line(String name, Translation.Value value, String file) {
        String shown = value.secret() && !value.text().isEmpty() ? Secrets.MASK : Secrets.withoutUser(value.text());
        String origin = value.given() ? file + ": " + value.origin() : value.origin();
        return name + " = " + shown.replaceAll("\\R", "\\\\n") + "  # " + origin;
    }
}
