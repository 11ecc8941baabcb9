package io.rafka;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.rafka.admin.AdminListener;
import io.rafka.admin.AdminPages;
import io.rafka.admin.Health;
import io.rafka.admin.overview.OverviewPage;
import io.rafka.command.Authentication;
import io.rafka.command.Command;
import io.rafka.command.CommandDispatcher;
import io.rafka.command.CommandTable;
import io.rafka.command.MonitorFeed;
import io.rafka.command.MonitoredArguments;
import io.rafka.command.Pause;
import io.rafka.command.access.AccessLog;
import io.rafka.command.access.Users;
import io.rafka.command.acl.AclCommands;
import io.rafka.command.connection.ConnectionCommands;
import io.rafka.command.consumer.ConsumerCommands;
import io.rafka.command.producer.ProducerCommands;
import io.rafka.command.pubsub.PubSubCommands;
import io.rafka.command.server.ServerCommands;
import io.rafka.command.statistics.CommandLog;
import io.rafka.command.statistics.Rates;
import io.rafka.command.statistics.Statistics;
import io.rafka.command.table.CommandRow;
import io.rafka.command.topic.TopicCommands;
import io.rafka.config.server.Bounds;
import io.rafka.config.server.ServerConfig;
import io.rafka.config.server.ServerSettings;
import io.rafka.kafka.consumer.GroupMembers;
import io.rafka.kafka.consumer.GroupStatus;
import io.rafka.kafka.login.KafkaLogins;
import io.rafka.kafka.topic.ClusterStatus;
import io.rafka.metrics.Metrics;
import io.rafka.net.Listener;
import io.rafka.net.Tls;
import io.rafka.net.Transport;
import io.rafka.resp.RequestMemory;
import io.rafka.resp.RespLimits;
import io.rafka.session.CommandPipeline;
import io.rafka.session.IdleSweep;
import io.rafka.session.Sessions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All parts of the gateway, put together by hand and in order.
 *
 * <p>Threading: {@link #start} and {@link #stop} block, each on one thread.
 */
public final class RafkaServer implements AutoCloseable {
    private final Sessions sessions;
    private final Pause pause;
    private final ServerConfig config;
    private final Users users;
    private final Authentication authentication;
    private final List<CommandRow> rows;
    private final Statistics statistics;
    private final GroupMembers members;
    private final KafkaLogins logins;
    private final @Nullable Tls tls;
    private final Listener listener;
    private final AdminListener admin;
    private final Shutdown shutdown;
    /** The end of the event loops is meant. */
    private volatile boolean stopping;

    private RafkaServer(
            Configuration configuration,
            Users users,
            Transport transport,
            EventLoopGroup eventLoops,
            KafkaConnection kafka,
            Consumer<String> onFatalFault)
            throws IOException {
        config = configuration.server();
        sessions = new Sessions(config);
        pause = new Pause(eventLoops, config);
        logins = kafka.logins();
        members = new GroupMembers(kafka.config().consumer(), config);
        this.users = users;
        rows = CommandGroups.rows();
        CommandLog log = new CommandLog(config, rows.size(), MonitoredArguments::of);
        AccessLog accessLog = new AccessLog(config, log.denied());
        authentication = new Authentication(users, accessLog);
        Rates rates = Rates.start(log.commands(), sessions.traffic(), eventLoops);
        statistics = new Statistics(logins.producers(), members, new GroupStatus(members), sessions, log, rates);
        CommandDispatcher dispatcher = dispatcher(log, accessLog);
        RequestMemory memory = new RequestMemory(this::requestMemory);
        Health health = new Health(eventLoops, logins.own().status());
        tls = configuration.tls() == null ? null : new Tls(configuration.tls(), config, sessions.traffic());
        AdminListener bound = null;
        try {
            bound = AdminListener.bind(config, adminPages(health, transport));
            admin = bound;
            listener = Listener.bind(
                    transport,
                    eventLoops,
                    config,
                    sessions.traffic(),
                    tls,
                    this::isProtected,
                    channel -> connect(channel, dispatcher, memory));
        } catch (IOException e) {
            giveUp(bound, tls);
            throw e;
        }
        health.begin();
        if (tls != null) {
            TlsReload.follow(config, tls);
        }
        for (EventExecutor loop : eventLoops) {
            loop.terminationFuture().addListener(ended -> eventLoopEnded(onFatalFault));
        }
        IdleSweep.start(eventLoops, sessions, config);
        shutdown = new Shutdown(config, health, pause, sessions, members, listener, eventLoops, admin, kafka);
    }

    private static void giveUp(@Nullable AdminListener admin, @Nullable Tls tls) {
        if (admin != null) {
            admin.close();
        }
        if (tls != null) {
            tls.close();
        }
    }

    /** Whether only clients of this machine are let in now. */
    private boolean isProtected() {
        return config.get(ServerSettings.PROTECTED_MODE)
                && users.defaultUser().rights().isOpen();
    }

    /**
     * Starts everything; clients can connect when this returns.
     *
     * @param onFatalFault called, by any thread, if the embedded Kafka, the producer or an event loop has failed and
     *     cannot go on; whoever is called has to stop the server
     * @throws StartException if something is in the way that the user can change; nothing is left running then
     */
    public static RafkaServer start(Configuration configuration, Consumer<String> onFatalFault) throws StartException {
        Users users = CommandGroups.users(configuration.server());
        Transport transport;
        try {
            // A second rafka by mistake should hear of the port, and not make an embedded Kafka first.
            Listener.checkFree(configuration.server());
            AdminListener.checkFree(configuration.server());
            transport = Transport.of(configuration.server().get(ServerSettings.IO_TRANSPORT));
        } catch (IOException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
        EventLoopGroup eventLoops = transport.eventLoops(ioThreads(configuration.server()));
        @Nullable KafkaConnection kafka = null;
        try {
            kafka = KafkaConnection.open(configuration, eventLoops, onFatalFault);
            RafkaServer server = new RafkaServer(configuration, users, transport, eventLoops, kafka, onFatalFault);
            StartLog.warnOfFewFiles(server.config);
            StartLog.warnOfUnknownUsers(server.logins, users);
            StartLog.ports(server.config, server.listener, transport);
            return server;
        } catch (IOException e) {
            giveUp(eventLoops, kafka);
            throw new StartException(String.valueOf(e.getMessage()), e);
        } catch (StartException | RuntimeException | Error e) {
            giveUp(eventLoops, kafka);
            throw e;
        }
    }

    private static void giveUp(EventLoopGroup eventLoops, @Nullable KafkaConnection kafka) {
        eventLoops.shutdownGracefully();
        if (kafka != null) {
            kafka.close();
        }
    }

    /**
     * With more of them, they would take the cores from Kafka's threads, and each would find less to read at a time.
     */
    private static int ioThreads(ServerConfig config) {
        int given = config.get(ServerSettings.IO_THREADS);
        return given > 0 ? given : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    /** Its connections would never be heard again. It dies of Java's errors only, as one for lack of memory. */
    private void eventLoopEnded(Consumer<String> onFatalFault) {
        if (!stopping) {
            onFatalFault.accept("an event loop has died, so its clients are not served any more");
        }
    }

    private CommandDispatcher dispatcher(CommandLog log, AccessLog accessLog) {
        MonitorFeed monitors = new MonitorFeed();
        ClusterStatus status = logins.own().status();
        Map<String, Command> commands = new HashMap<>();
        commands.putAll(ConnectionCommands.of(authentication, users, monitors, sessions, pause));
        commands.putAll(ProducerCommands.of(logins));
        commands.putAll(ConsumerCommands.of(members, logins, sessions, pause));
        commands.putAll(TopicCommands.of(logins, statistics, config));
        commands.putAll(PubSubCommands.of());
        commands.putAll(ServerCommands.of(monitors, statistics, config, rows, status));
        // ACL DRYRUN looks commands up in the table that it is in itself.
        AtomicReference<@Nullable CommandTable> whole = new AtomicReference<>();
        commands.putAll(
                AclCommands.of(users, authentication, accessLog, sessions, () -> Objects.requireNonNull(whole.get())));
        CommandTable table = new CommandTable(rows, commands);
        whole.set(table);
        return new CommandDispatcher(table, monitors, authentication, pause, log);
    }

    private AdminPages adminPages(Health health, Transport transport) {
        ClusterStatus status = logins.own().status();
        OverviewPage overview = new OverviewPage(statistics, logins.producers(), status);
        Supplier<Metrics> metrics = () -> new Metrics(statistics, rows, logins.producers(), status, config);
        return new AdminPages(health, metrics, status, statistics.groups(), overview, () -> about(transport));
    }

    /** What /info tells of this process. */
    private Map<String, Object> about(Transport transport) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("version", Rafka.Version.number());
        about.put("java", Runtime.version().toString());
        about.put("pid", ProcessHandle.current().pid());
        about.put(
                "uptimeSeconds",
                TimeUnit.MILLISECONDS.toSeconds(
                        ManagementFactory.getRuntimeMXBean().getUptime()));
        listener.port().ifPresent(port -> about.put("port", port));
        listener.tlsPort().ifPresent(port -> about.put("tlsPort", port));
        about.put("ioTransport", transport.kind().text());
        about.put("clients", sessions.count());
        about.put("consumers", members.count());
        return about;
    }

    private CommandPipeline connect(Channel channel, CommandDispatcher dispatcher, RequestMemory memory) {
        int longest = Math.toIntExact(config.get(Bounds.PROTO_MAX_BULK_LEN));
        RespLimits limits = RespLimits.DEFAULT.withMaxBulkLength(longest);
        CommandPipeline pipeline = new CommandPipeline(channel, sessions, dispatcher, limits, memory);
        authentication.begin(pipeline.session());
        return pipeline;
    }

    /**
     * How much commands that are being read may hold. Follows the length of bulk strings, which can be raised while the
     * server runs: a command of two of them would be refused for ever otherwise, for want of memory that nobody has.
     */
    private long requestMemory() {
        long wanted = config.bytesOrPartOfHeap(Bounds.REQUEST_MEMORY, 8);
        return Math.max(wanted, 2 * config.get(Bounds.PROTO_MAX_BULK_LEN));
    }

    /** The port that clients connect to without TLS. There must be one. */
    public int port() {
        return listener.port().orElseThrow();
    }

    /** The port that they connect to with TLS. There must be one. */
    public int tlsPort() {
        return listener.tlsPort().orElseThrow();
    }

    /**
     * Shuts down in the order of the protocol, so that nothing is lost that a client was promised. May be called again.
     *
     * @return how many records that were answered {@code :1} could not be delivered to Kafka
     */
    public long stop() {
        return stop(config.get(ServerSettings.SHUTDOWN_DELAY));
    }

    /** The same without {@code shutdown-delay}. */
    public long stopAtOnce() {
        return stop(Duration.ZERO);
    }

    private long stop(Duration delay) {
        stopping = true;
        long undelivered = shutdown.run(delay);
        if (tls != null) {
            tls.close();
        }
        return undelivered;
    }

    @Override
    public void close() {
        stop();
    }
}
