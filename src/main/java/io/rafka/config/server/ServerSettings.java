package io.rafka.config.server;

import static io.rafka.config.server.Setting.Change.AT_RUN_TIME;
import static io.rafka.config.server.Setting.Change.AT_START;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The table of rafka's own settings. The command line, the environment, the file's object {@code server}, CONFIG and
 * docs/configuration.md all follow it: to add a setting is to add a row here, in {@link TlsSettings} or in
 * {@link Bounds}.
 */
public final class ServerSettings {
    static final int HIGHEST_PORT = 65_535;
    /** The value of {@link #PORT} that has none. */
    public static final int NO_PORT = SettingType.NO_PORT;

    private static final int MOST_THREADS = 1_024;

    public static final Setting<List<String>> HOST =
            new Setting<>("host", SettingType.hosts(), "0.0.0.0", AT_START, "Where to listen.");

    public static final Setting<Integer> PORT = new Setting<>(
            "port",
            SettingType.portOrNone(HIGHEST_PORT),
            "6380",
            AT_START,
            "Port to listen on without TLS; 0 picks a free one and logs it, none has clients come over tls-port only "
                    + "(as port 0 does in Redis).");

    public static final Setting<Integer> ADMIN_PORT = new Setting<>(
            "admin-port",
            SettingType.number(0, HIGHEST_PORT),
            "6381",
            AT_START,
            "Port for operators, over HTTP: a page to look at, /overview.json with its figures, /metrics, /health/live, "
                    + "/health/ready, /info. 0 has none.");

    public static final Setting<List<String>> ADMIN_HOST = new Setting<>(
            "admin-host",
            SettingType.hosts(),
            "127.0.0.1",
            AT_START,
            "Where admin-port listens. There is no password: whoever can connect can see what rafka does.");

    public static final Setting<Duration> TIMEOUT = new Setting<>(
            "timeout",
            SettingType.seconds(Integer.MAX_VALUE),
            "0",
            AT_RUN_TIME,
            "Closes a client that has sent nothing for so long, unless a command of its waits or it monitors; a "
                    + "worker that takes longer over a message is closed too. 0 never does.");

    public static final Setting<Duration> TCP_KEEPALIVE = new Setting<>(
            "tcp-keepalive",
            SettingType.seconds(Short.MAX_VALUE),
            "300",
            AT_RUN_TIME,
            "Idle time after which TCP probes whether a client is still there; 0 does not probe. "
                    + "A change holds for new connections.");

    public static final Setting<Integer> IO_THREADS = new Setting<>(
            "io-threads",
            SettingType.number(0, MOST_THREADS),
            "0",
            AT_START,
            "Threads that read, execute and answer clients' commands. 0 takes one for every two cores, and leaves the "
                    + "others to Kafka's clients.");

    public static final Setting<IoTransport> IO_TRANSPORT = new Setting<>(
            "io-transport",
            SettingType.oneOf(IoTransport.class),
            "auto",
            AT_START,
            "How sockets are read and written. auto is io_uring on Linux 5.19 or newer, if the system allows it, which "
                    + "many containers do not; else epoll on Linux, and nio elsewhere.");

    public static final Setting<LogLevel> LOGLEVEL = new Setting<>(
            "loglevel",
            SettingType.oneOf(LogLevel.class),
            "notice",
            AT_RUN_TIME,
            "How much the log tells. debug and verbose tell of each connection.");

    public static final Setting<LogFormat> LOG_FORMAT = new Setting<>(
            "log-format",
            SettingType.oneOf(LogFormat.class),
            "text",
            AT_START,
            "How lines of the log are written. json is an object a line, once the configuration has been read.");

    public static final Setting<String> REQUIREPASS = new Setting<>(
            "requirepass",
            SettingType.secret(),
            "",
            AT_RUN_TIME,
            "Password of the user default, which clients must give with AUTH or HELLO before other commands; empty asks "
                    + "for none.");

    public static final Setting<String> ACLFILE = new Setting<>(
            "aclfile",
            SettingType.file(),
            "",
            AT_START,
            "File of users and what each may do, in Redis' format; then requirepass has no effect. Empty has the user "
                    + "default only.");

    public static final Setting<String> ACL_PUBSUB_DEFAULT = new Setting<>(
            "acl-pubsub-default",
            SettingType.oneOf(List.of("resetchannels", "allchannels"), Function.identity()),
            "resetchannels",
            AT_RUN_TIME,
            "What a new user may subscribe to before its rules say so: nothing or everything.");

    public static final Setting<Boolean> PROTECTED_MODE = new Setting<>(
            "protected-mode",
            SettingType.yesNo(),
            "yes",
            AT_RUN_TIME,
            "Whether clients of other hosts are refused, with an explanation, while there is no password. As in Redis.");

    public static final Setting<Duration> AUTH_TIMEOUT = new Setting<>(
            "auth-timeout",
            SettingType.seconds(Integer.MAX_VALUE),
            "60",
            AT_RUN_TIME,
            "Where there is a password, closes a client that has not given it for so long. 0 never does.");

    public static final Setting<Boolean> ALLOW_TOPIC_DELETION = new Setting<>(
            "allow-topic-deletion",
            SettingType.yesNo(),
            "no",
            AT_START,
            "Whether DEL and UNLINK delete topics, with all their records, as the cluster allows.");

    public static final Setting<Integer> SLOWLOG_LOG_SLOWER_THAN = new Setting<>(
            "slowlog-log-slower-than",
            SettingType.number(-1, Integer.MAX_VALUE),
            "10000",
            AT_RUN_TIME,
            "Microseconds from which on SLOWLOG keeps a command, not counted what it waits because it is meant to; "
                    + "0 keeps all, -1 none.");

    public static final Setting<Integer> LATENCY_MONITOR_THRESHOLD = new Setting<>(
            "latency-monitor-threshold",
            SettingType.number(0, Integer.MAX_VALUE),
            "0",
            AT_RUN_TIME,
            "Milliseconds from which on LATENCY keeps a command's time; 0 keeps none.");

    public static final Setting<Duration> SHUTDOWN_DELAY = new Setting<>(
            "shutdown-delay",
            SettingType.seconds(Integer.MAX_VALUE),
            "0",
            AT_RUN_TIME,
            "How long rafka goes on as before when it is told to shut down, while /health/ready says that it is going: "
                    + "for a load balancer to notice. Comes before shutdown-timeout.");

    public static final Setting<Duration> SHUTDOWN_TIMEOUT = new Setting<>(
            "shutdown-timeout",
            SettingType.seconds(Integer.MAX_VALUE),
            "30",
            AT_RUN_TIME,
            "How long a shutdown may take: for consumers to commit and leave, for clients to be answered, for records "
                    + "to be delivered. What is not delivered then is lost, and counted in the log.");

    public static final Setting<Path> DATA_DIR = new Setting<>(
            "data-dir",
            SettingType.directory(),
            "data",
            AT_START,
            "Where the embedded Kafka keeps its log. Without effect in front of a cluster.");

    public static final Setting<Integer> KAFKA_PORT = new Setting<>(
            "kafka-port",
            SettingType.number(0, HIGHEST_PORT),
            "0",
            AT_START,
            "Port of the embedded Kafka on 127.0.0.1, for other Kafka tools; 0 picks a free one. "
                    + "Without effect in front of a cluster.");

    private static final List<Setting<?>> ALL = List.of(
            HOST,
            PORT,
            TlsSettings.TLS_PORT,
            TlsSettings.TLS_CERT_FILE,
            TlsSettings.TLS_KEY_FILE,
            TlsSettings.TLS_KEY_FILE_PASS,
            TlsSettings.TLS_CA_CERT_FILE,
            TlsSettings.TLS_CA_CERT_DIR,
            TlsSettings.TLS_AUTH_CLIENTS,
            TlsSettings.TLS_PROTOCOLS,
            TlsSettings.TLS_CIPHERS,
            TlsSettings.TLS_CIPHERSUITES,
            TlsSettings.TLS_PREFER_SERVER_CIPHERS,
            TlsSettings.TLS_SESSION_CACHING,
            TlsSettings.TLS_SESSION_CACHE_SIZE,
            TlsSettings.TLS_SESSION_CACHE_TIMEOUT,
            Bounds.TLS_HANDSHAKE_TIMEOUT,
            Bounds.TLS_HANDSHAKES,
            ADMIN_HOST,
            ADMIN_PORT,
            Bounds.MAXCLIENTS,
            Bounds.CONNECTION_RATE,
            TIMEOUT,
            TCP_KEEPALIVE,
            IO_THREADS,
            IO_TRANSPORT,
            Bounds.PROTO_MAX_BULK_LEN,
            Bounds.REQUEST_MEMORY,
            LOGLEVEL,
            LOG_FORMAT,
            REQUIREPASS,
            ACLFILE,
            ACL_PUBSUB_DEFAULT,
            Bounds.ACLLOG_MAX_LEN,
            PROTECTED_MODE,
            AUTH_TIMEOUT,
            ALLOW_TOPIC_DELETION,
            SLOWLOG_LOG_SLOWER_THAN,
            Bounds.SLOWLOG_MAX_LEN,
            LATENCY_MONITOR_THRESHOLD,
            SHUTDOWN_DELAY,
            SHUTDOWN_TIMEOUT,
            DATA_DIR,
            KAFKA_PORT,
            Bounds.MAX_CONSUMERS,
            Bounds.MAXMEMORY_CLIENTS,
            Bounds.PREFETCH_MEMORY,
            Bounds.INPUT_BUFFER,
            Bounds.OUTPUT_BUFFER,
            Bounds.CLIENT_OUTPUT_BUFFER_LIMIT,
            Bounds.CLIENT_PIPELINE_DEPTH,
            Bounds.MONITOR_BUFFER,
            Bounds.PAUSED_COMMANDS,
            Bounds.SUBSCRIPTION_MEMORY,
            Bounds.CLIENT_NAME_LEN,
            Bounds.COMMAND_KEYS,
            Bounds.CLIENT_OUTSTANDING_RECORDS,
            Bounds.CLIENT_OUTSTANDING_BYTES,
            Bounds.CLIENT_TOPICS,
            Bounds.KNOWN_TOPICS,
            Bounds.METRICS_TOPICS,
            Bounds.METRICS_GROUPS,
            Bounds.FAILURE_LOG_LIMIT);

    private ServerSettings() {}

    /** All of them, in the order in which they are shown. */
    public static List<Setting<?>> all() {
        return ALL;
    }

    /** The setting of this name. */
    public static Optional<Setting<?>> find(String name) {
        return ALL.stream().filter(setting -> setting.name().equals(name)).findFirst();
    }
}
