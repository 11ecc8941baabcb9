package io.rafka.config.kafka;

import io.rafka.config.server.ServerSettings;
import io.rafka.config.server.Setting;
import java.util.stream.Collectors;

/** Writes docs/configuration.md: what is said by hand, and the two tables that the program itself follows. */
final class ConfigurationDoc {
    private static final String INTRODUCTION = """
            # Configuration

            <!-- Written by ConfigurationDocTest from ConfigurationDoc, ServerSettings and librdkafka.tsv. -->

            `rafka -c FILE` takes the configuration file of the 2017 server, a JSON object of these objects, or some of them:

            ```json
            {
              "general":  {"bootstrap.servers": "kafka-1:9092,kafka-2:9092"},
              "consumer": {"auto.offset.reset": "earliest"},
              "producer": {"queue.buffering.max.ms": 20},
              "server":   {"port": 6380, "maxclients": 20000, "proto-max-bulk-len": "16mb"},
              "kafka-user": {"alice": {"sasl.username": "orders-app", "sasl.password": "file:/run/secrets/alice"}}
            }
            ```

            `general`, `consumer` and `producer` hold librdkafka's properties; the latter two win over the first. A client may
            give properties of its consumer in its first BLPOP (`BLPOP 'topics:orders:{"auto.offset.reset":"earliest"}' 5`);
            they win over the file. `server` holds rafka's own settings, `kafka-user` [with what users log in to Kafka](#users-who-log-in-to-kafka-as-themselves).

            Values are JSON strings, numbers or booleans; the JSON is strict, without comments. Two names of the same property with
            different values in one object are an error. Relative paths begin in the folder where rafka was started. A client's
            properties count in the first BLPOP of its connection, and are not looked at in later ones.
            Topic properties stand beside the others, with or without `topic.` in
            front, or in an object `default.topic.config`. Without `-c`, rafka brings its own, embedded Kafka;
            a file always names a cluster, and settings for the embedded Kafka are given in the environment or on the command line.
            What happens at each limit is in [ARCHITECTURE.md](../ARCHITECTURE.md).

            - `rafka --check-config -c FILE` tells everything that is wrong with a file, and exits with 1 if anything is. It reads
              the files that are named, and connects to nobody.
            - `rafka --show-config -c FILE` prints what is in effect for the server, the producer and consumers (by the names of
              Kafka's Java clients, and for what rafka does itself by librdkafka's), where each value came from, and `********` instead of secrets.
            - What is accepted and changes nothing is told at the start, in a line of the log with the reason.

            A password, or any other value of the type secret, may be written as `file:/run/secrets/kafka` (the content of that
            file, without the line end after it) or `env:KAFKA_PASSWORD`. These two are for the file, the environment and the
            command line, not for clients.

            ## Settings of the server

            Each can be given in the object `server`, in the environment, and on the command line, which wins over the
            environment, as that does over the file. `CONFIG GET <glob>` shows what is in effect; `CONFIG SET` changes what can
            change while the server runs.

            Sizes take Redis' units: `16mb` is 16 times 1,048,576 bytes, `16m` 16 times 1,000,000. Times take `s`, `m`, `h` and
            `d`; a plain number is one of seconds.

            In Kubernetes, a service named `rafka` puts `RAFKA_PORT=tcp://...` into the environment of its neighbours. rafka knows
            it by its `tcp://` and passes it over, with a line in the log.
            """;

    private static final String SECURITY = """

            ## A secured cluster

            | the brokers want | in `general` |
            |---|---|
            | TLS | `security.protocol: ssl`, `ssl.ca.location` (a PEM file, a directory of them, or `probe`; otherwise Java's own authorities count) |
            | a certificate too | also `ssl.certificate.location` and `ssl.key.location` (PEM; `ssl.key.password` if it is encrypted), or `ssl.keystore.location` and `ssl.keystore.password` (PKCS#12) |
            | a name and a password | `security.protocol: sasl_ssl`, `sasl.mechanisms: SCRAM-SHA-512` (or `SCRAM-SHA-256`, `PLAIN`), `sasl.username`, `sasl.password` |
            | tokens | `sasl.mechanisms: OAUTHBEARER`, `sasl.oauthbearer.method: oidc`, `sasl.oauthbearer.token.endpoint.url`, `sasl.oauthbearer.client.id` and `.client.secret`; or the grant type jwt-bearer with `sasl.oauthbearer.assertion.*` |
            | Kerberos | `sasl.mechanisms: GSSAPI`, `sasl.kerberos.service.name`, `.principal`, `.keytab` |

            ### Users who log in to Kafka as themselves

            Towards the brokers, all clients are rafka, unless `kafka-user` gives a user of `aclfile` a login of his own. Then Kafka's
            ACLs hold for what he produces and consumes, and for the topics that he sees; his records go through a producer of his own,
            whose Kafka figures in `/metrics` have the label `user`. `default` is who has not logged in. In his object stand properties
            of SASL only, and all that say who he is: `sasl.username` and `sasl.password`, or `sasl.oauthbearer.client.id` and
            `.client.secret`, or `sasl.kerberos.principal` and `.keytab`; none of those is taken from `general`. The rest is as for
            rafka itself, which still needs a login: it asks for the cluster's state, and serves everybody else. `security.protocol`
            has to be `sasl_ssl` or `sasl_plaintext`. `client.id` gets `-<user>` behind it, for Kafka's quotas.

            Each such user costs three threads and two connections to brokers or more, whether he is there or not. All producers
            share a quarter of the heap for their buffers, unless `queue.buffering.max.kbytes` is given, which is for each. A connection
            that becomes another user keeps its outstanding records; its consumer is the first user's, and BLPOP an error until RESET.

            A client may log in as itself: `sasl.username` and `sasl.password` in its first BLPOP. MONITOR and errors do not repeat
            such JSON.

            Files are read at the start, and what is wrong with them is told with the property's path. If the brokers refuse rafka,
            or rafka does not trust them, it starts all the same, as it does without a cluster; commands are answered with the reason
            (`-PROD Local: SSL error: the broker's certificate has expired (...)`), and the log has it. Three things end the start: brokers
            of whose names none resolves, a token endpoint that gives no token, and a cluster that speaks TLS where none is
            configured.
            """;

    private static final String LIBRDKAFKA = """

            ## Properties of librdkafka

            rafka uses Kafka's Java clients. For each of librdkafka's properties it is decided what becomes of it:

            - **`java.name`**: it sets that property of the Java client (`x 1024`: multiplied; `0 becomes -1`: translated);
            - **rafka**: rafka does itself what it asks for;
            - **no effect**: accepted, as nothing here depends on it;
            - **refused**: an error, unless it has the one value that is named.

            P is for the producer, C for consumers. The default is librdkafka's, unless rafka's own is named. *File only*: a client
            cannot give it in BLPOP, as it would make the server read files or connect elsewhere. *BLPOP only*: what holds for one
            consumer cannot hold for all.

            | property | for | values | default | what becomes of it |
            |---|---|---|---|---|
            """;

    private ConfigurationDoc() {}

    static String text() {
        StringBuilder text = new StringBuilder(INTRODUCTION);
        text.append("\n| setting | default | `CONFIG SET` | values and meaning |\n|---|---|---|---|\n");
        ServerSettings.all().forEach(setting -> text.append(row(setting)));
        text.append(
                        "\nAs an option, `maxclients` is `--maxclients 20000`, in the environment `RAFKA_MAXCLIENTS=20000`; ")
                .append("dashes become\nunderscores, as in `RAFKA_TCP_KEEPALIVE`.\n");
        text.append(SECURITY).append(LIBRDKAFKA);
        PropertyTable.load().rows().forEach(row -> text.append(row(row)));
        return text.toString();
    }

    private static String row(Setting<?> setting) {
        String change = setting.change() == Setting.Change.AT_RUN_TIME ? "yes" : "no";
        String byDefault = setting.defaultText().isEmpty() ? "none" : code(setting.defaultText());
        return "| " + code(setting.name()) + " | " + byDefault + " | " + change + " | "
                + setting.type().allowed() + ". " + setting.summary() + " |\n";
    }

    private static String row(PropertyRow row) {
        return "| " + code(row.name()) + " | " + row.appliesTo().replace("*", "P, C") + " | " + values(row) + " | "
                + byDefault(row) + " | " + fate(row) + " |\n";
    }

    private static String values(PropertyRow row) {
        PropertyRow real =
                PropertyTable.load().find(row.name().replace("*", "x")).orElseThrow();
        if (row.decision() == Decision.ALIAS) {
            return values(real);
        }
        return switch (row.type()) {
            case API, ANY -> "";
            case SECRET -> "secret";
            case INTEGER, FLOAT -> row.range().replace("..", " to ");
            case ENUM, LIST, FLAGS -> row.type().allowed(row.range()).replaceFirst("^.*?of ", "");
            default -> row.type().allowed(row.range());
        };
    }

    private static String byDefault(PropertyRow row) {
        if (row.decision() == Decision.ALIAS || row.defaultValue().isEmpty()) {
            return "";
        }
        boolean own = !row.ownDefault().isEmpty() && !row.ownDefault().equals(row.librdkafkaDefault());
        boolean has = !row.librdkafkaDefault().isEmpty();
        return code(row.defaultValue()) + (own && has ? " (librdkafka: " + code(row.librdkafkaDefault()) + ")" : "");
    }

    private static String fate(PropertyRow row) {
        String note = row.note().isEmpty() ? "" : ": " + row.note();
        String scope = switch (row.scope()) {
            case ANYWHERE -> "";
            case SERVER -> " *File only.*";
            case CLIENT -> " *BLPOP only.*";
        };
        return switch (row.decision()) {
                    case MAPPED -> "**" + targets(row) + "**" + note;
                    case RAFKA -> "**rafka**" + note;
                    case NONE -> "no effect" + note;
                    case REFUSED -> "refused" + (row.target().isEmpty() ? "" : " unless " + code(row.target())) + note;
                    case ALIAS ->
                        row.target().equals(row.name())
                                ? "of topics: as above"
                                : "another name of " + code(row.target());
                }
                + scope;
    }

    private static String targets(PropertyRow row) {
        if (row.targets().isEmpty()) {
            return code(row.target().replaceAll("[{}]", ""));
        }
        return row.targets().stream().map(ConfigurationDoc::target).distinct().collect(Collectors.joining(", "));
    }

    private static String target(Target target) {
        String factor = target.factor() == 1 ? "" : " x " + target.factor();
        String special = target.special().entrySet().stream()
                .map(entry -> " (" + entry.getKey() + " becomes " + entry.getValue() + ")")
                .collect(Collectors.joining());
        return code(target.name()) + factor + special;
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
