package io.rafka.it.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes docs/clients.md: what is said by hand, what the clients' folders say, and what their programs have shown. */
public final class ClientsDoc {
    private static final String INTRODUCTION = """
            # Redis clients

            <!-- Written by ClientsIT from ClientsDoc, src/test/clients, and what the programs there have shown. -->

            rafka speaks the Redis protocol, RESP2 and RESP3, so there is no library of its own to install. The clients on this
            page run in rafka's tests, each with the [same program](../src/test/clients/README.md) in its language, against a
            rafka with a real Kafka behind. Others should work as well.

            ## What every client can rely on

            - **Producing.** `RPUSHX topics:greetings hello` is answered 1 as soon as rafka has taken the message; pipelines are
              answered in order. With a key, the topic's key goes on: `topics:greetings:user:42`. `DUMP 10000` waits until Kafka
              has acknowledged everything that this connection produced, 10 s at most; its answer is how much is missing. Any
              connection can produce, also one of a pool.
            - **A connection is one consumer.** Its name is given by `CLIENT SETNAME myapp:worker-1`, or by the client's option
              for the name, and stays until the connection closes: `myapp` is the consumer group, `worker-1` tells its
              members apart, and must be different in each. A name without a colon is a label, which may be set
              repeatedly. A consumer needs a connection for itself: with a client that pools or multiplexes connections, a client
              object of its own with one connection.
            - **Consuming.** `BLPOP topics:greetings 5` waits up to 5 s and is answered with eight elements: `topic`, its name,
              `partition`, an integer, `offset`, an integer, `value`, the message. If nothing came, the answer is the client's null.
              Some clients' own BLPOP takes exactly two elements; with them, the call for any command is used (*raw* in the table).
              The client's timeout for reading must be longer than the one of BLPOP.
            - **Acknowledging.** `RPUSH acks <topic>:<partition>:<offset>`. What is not acknowledged when the connection ends comes
              again, to whichever member of the group holds the partition then.
            - **Connecting again.** When rafka is restarted, clients connect again as they do with Redis. A consumer needs its name
              again then: clients with an option for the name give it again by themselves.
            - **TLS and users.** Where rafka asks clients for certificates, which is the default (`tls-auth-clients`), they need
              one with its key, `client.pem` and `client.key` below; otherwise these are left out. `ca.pem` has the authority
              that has signed rafka's certificate. The users of an `aclfile` that the examples log in as need no more than this,
              whatever the library sends when it connects:

                  user alice on #<sha256> %W~topics:greetings +@produce -@admin
                  user bob on #<sha256> %R~topics:greetings %R~groups:myapp +@consume -@admin

              What is not allowed is the library's own error for a reply, with the text of Redis: `NOPERM User alice has no
              permissions to run the 'config|get' command`. For Java, some libraries want key stores:

                  keytool -importcert -noprompt -alias ca -file ca.pem -keystore ca.p12 -storepass changeit
                  openssl pkcs12 -export -in client.pem -inkey client.key -out client.p12 -passout pass:changeit

            - Values are bytes, and pass unchanged.

            """;

    private static final Map<String, String> LANGUAGES = Map.of(
            "py", "python", "rb", "ruby", "mjs", "js", "cjs", "js", "rs", "rust", "cs", "csharp", "exs", "elixir", "pl",
            "perl", "kt", "kotlin");

    private static final Pattern VERSION =
            Pattern.compile("^(\\| \\[[^|]*\\| [^|]*\\| )[^|]*( \\|)", Pattern.MULTILINE);

    private static final Pattern SHOWN =
            Pattern.compile("docs/clients\\.md \\{\\n(.*)\\n[^\\n]*docs/clients\\.md \\}", Pattern.DOTALL);

    private ClientsDoc() {}

    /**
     * The document.
     *
     * @param shown what the clients' programs have shown, by protocol as in {@link Client#protocols}
     */
    public static String text(Map<Client, Map<String, Transcript>> shown) throws IOException {
        StringBuilder text = new StringBuilder(INTRODUCTION);
        table(text, shown);
        for (Map.Entry<Client, Map<String, Transcript>> entry : shown.entrySet()) {
            section(text, entry.getKey(), entry.getValue());
        }
        return text.toString();
    }

    /** The same without the versions: those of the system's packages are other ones on another system. */
    public static String withoutVersions(String text) {
        return VERSION.matcher(text).replaceAll("$1*$2");
    }

    private static void table(StringBuilder text, Map<Client, Map<String, Transcript>> shown) {
        String steps = Stream.of(Step.values()).map(Step::toString).collect(Collectors.joining(" | "));
        text.append("## What has been tried\n\n")
                .append("| client | language | version | protocol | ")
                .append(steps)
                .append(" | TLS | BLPOP |\n")
                .append("|---".repeat(Step.values().length + 6))
                .append("|\n");
        shown.forEach((client, transcripts) -> {
            text.append("| [")
                    .append(client.title())
                    .append("](#")
                    .append(anchor(client.title()))
                    .append(") | ");
            text.append(client.property("language")).append(" | ");
            text.append(distinct(transcripts.values().stream().map(Transcript::version)));
            text.append(" | ").append(protocols(transcripts));
            for (Step step : Step.values()) {
                boolean everywhere = transcripts.values().stream()
                        .noneMatch(transcript -> transcript.skipped().containsKey(step));
                text.append(" | ").append(everywhere ? "✓" : "–");
            }
            text.append(" | ").append(tls(client));
            text.append(" | ").append(client.property("blpop")).append(" |\n");
        });
        text.append("""

                The protocol is that of RESP; with *default* in front, it is what the client speaks if nothing is configured. The
                [steps](../src/test/clients/README.md#the-matrix-program): connecting; a label; a pool of four connections;
                producing 1,000 messages in pipelines; consuming and acknowledging them; a BLPOP that times out; going on where the
                group has been; a restart of rafka; the client's check of a connection's health. A dash: the client has nothing of
                the kind.

                Each has also been tried [over TLS, as users with few rights](../src/test/clients/README.md#the-secure-program): what
                it sends when it connects, its error for what is not allowed, and connecting again when rafka has closed idle
                connections and has a new certificate. With *CA*, the client does not look whether the certificate is for the host
                that it connects to, but only whose it is.
                """);
    }

    private static String tls(Client client) {
        return switch (client.tls()) {
            case HOST -> "✓";
            case CA -> "CA";
            case NONE -> "–";
        };
    }

    private static String protocols(Map<String, Transcript> transcripts) {
        return transcripts.entrySet().stream()
                .map(entry -> entry.getKey().equals("default")
                        ? "default: " + entry.getValue().protocol()
                        : entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private static void section(StringBuilder text, Client client, Map<String, Transcript> transcripts)
            throws IOException {
        text.append("\n## ").append(client.title()).append("\n\n");
        text.append("*Library:* ").append(client.property("library")).append(".\n\n");
        if (!client.property("notes").isEmpty()) {
            text.append(client.property("notes")).append("\n\n");
        }
        for (Step step : Step.values()) {
            List<String> reasons = transcripts.values().stream()
                    .flatMap(
                            transcript -> Stream.ofNullable(transcript.skipped().get(step)))
                    .toList();
            if (!reasons.isEmpty()) {
                text.append("No *")
                        .append(step)
                        .append("*: ")
                        .append(distinct(reasons.stream()))
                        .append(".\n\n");
            }
        }
        block(text, client.source(), Files.readString(client.folder().resolve(client.source())));
        text.append(
                client.tls() == Client.Tls.NONE
                        ? "\nAs users of an `aclfile`"
                        : "\nOver TLS, as users of an `aclfile`");
        String notes = client.property("secure-notes");
        text.append(notes.isEmpty() ? ":" : ". " + notes).append("\n\n");
        block(text, client.secureSource(), shownPart(client));
    }

    private static void block(StringBuilder text, Path source, String content) {
        text.append("```").append(language(source)).append("\n");
        text.append(content.strip()).append("\n```\n");
    }

    /** What stands between two comments that name the document: the rest is how the test talks with the program. */
    private static String shownPart(Client client) throws IOException {
        String source = Files.readString(client.folder().resolve(client.secureSource()));
        Matcher part = SHOWN.matcher(source);
        if (!part.find()) {
            throw new IllegalStateException(client + ": nothing between comments with docs/clients.md");
        }
        return Objects.requireNonNull(part.group(1)).stripIndent();
    }

    private static String distinct(Stream<String> texts) {
        return texts.distinct().collect(Collectors.joining("; "));
    }

    /** What follows the three backquotes, so that the page shows the source in colours. */
    private static String language(Path source) {
        String name = source.getFileName().toString();
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return LANGUAGES.getOrDefault(ending, ending);
    }

    /** How the pages of Git hosts call a heading. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
