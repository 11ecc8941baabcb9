package io.rafka.command;

import io.rafka.config.Secrets;
import io.rafka.config.server.ServerSettings;
import io.rafka.resp.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A command's arguments for the eyes of other clients: passwords are not shown, whatever becomes of the command. */
final class MonitoredArguments {
    private static final byte[] REDACTED = "(redacted)".getBytes(StandardCharsets.US_ASCII);

    private MonitoredArguments() {}

    static List<byte[]> of(Request request) {
        BitSet secrets = secrets(request);
        boolean mayHaveJson = Request.equalsIgnoreCase(request.name(), "blpop");
        List<byte[]> shown = new ArrayList<>();
        for (int i = 0; i < request.arguments(); i++) {
            byte[] argument = mayHaveJson ? withoutSecrets(request.argument(i)) : request.argument(i);
            shown.add(secrets.get(i) ? REDACTED : argument);
        }
        return shown;
    }

    /** A consumer's properties may hold a password for Kafka. */
    private static byte[] withoutSecrets(byte[] key) {
        String text = new String(key, StandardCharsets.ISO_8859_1);
        return Secrets.redacted(text).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The indices of the arguments that nobody else may see. */
    private static BitSet secrets(Request request) {
        BitSet secrets = new BitSet();
        if (Request.equalsIgnoreCase(request.name(), "auth")) {
            secrets.set(0, request.arguments());
        } else if (Request.equalsIgnoreCase(request.name(), "hello")) {
            int option = 1;
            while (option < request.arguments()) {
                if (request.is(option, "auth")) {
                    secrets.set(option + 1, option + 3);
                    option += 3;
                } else {
                    option += request.is(option, "setname") ? 2 : 1;
                }
            }
        } else if (Request.equalsIgnoreCase(request.name(), "config")) {
            // Whatever stands where: a secret is as secret in a command that is refused for its form.
            for (int i = 0; i + 1 < request.arguments(); i++) {
                secrets.set(i + 1, isSecret(request.argument(i)));
            }
        }
        return secrets;
    }

    private static boolean isSecret(byte[] setting) {
        return ServerSettings.all().stream()
                .anyMatch(row -> row.type().isSecret() && Request.equalsIgnoreCase(setting, row.name()));
    }
}
