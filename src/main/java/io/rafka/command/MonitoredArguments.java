package io.rafka.command;

import io.rafka.config.kafka.ShownProperties;
import io.rafka.config.server.ServerSettings;
import io.rafka.resp.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A command's arguments for the eyes of other clients: passwords are not shown, whatever becomes of the command. */
public final class MonitoredArguments {
    private static final byte[] REDACTED = ShownProperties.REDACTED.getBytes(StandardCharsets.US_ASCII);

    private MonitoredArguments() {}

    /** The arguments, with something else in place of what is not shown. */
    public static List<byte[]> of(Request request) {
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
        return ShownProperties.ofKey(text).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The indices of the arguments that nobody else may see. */
    private static BitSet secrets(Request request) {
        BitSet secrets = new BitSet();
        if (Request.equalsIgnoreCase(request.name(), "auth")) {
            secrets.set(0, request.arguments());
        } else if (Request.equalsIgnoreCase(request.name(), "hello")) {
            int option = 0; // the version may have been forgotten
            while (option < request.arguments()) {
                if (request.is(option, "auth")) {
                    secrets.set(option + 1, option + 3);
                    option += 3;
                } else {
                    option += request.is(option, "setname") ? 2 : 1;
                }
            }
        } else if (Request.equalsIgnoreCase(request.name(), "acl")) {
            // As in Redis, all about the user; and of a command that is tried, which may be AUTH.
            if (request.arguments() > 0 && (request.is(0, "setuser") || request.is(0, "dryrun"))) {
                secrets.set(1, request.arguments());
            }
        } else if (Request.equalsIgnoreCase(request.name(), "config")) {
            // Whatever stands where, and however its name is misspelt: only what is known not to be a secret is shown.
            boolean sets = request.arguments() > 0 && request.is(0, "set");
            for (int i = 1; i + 1 < request.arguments(); i++) {
                boolean isName = sets && i % 2 == 1;
                byte[] argument = request.argument(i);
                secrets.set(i + 1, isName ? !isNoSecret(argument) : isSecret(argument));
            }
        }
        return secrets;
    }

    private static boolean isNoSecret(byte[] setting) {
        return ServerSettings.all().stream()
                .anyMatch(row -> !row.type().isSecret() && Request.equalsIgnoreCase(setting, row.name()));
    }

    private static boolean isSecret(byte[] setting) {
        return ServerSettings.all().stream()
                .anyMatch(row -> row.type().isSecret() && Request.equalsIgnoreCase(setting, row.name()));
    }
}
