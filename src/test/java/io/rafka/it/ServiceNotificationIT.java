package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import io.rafka.testing.RafkaProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a service manager such as systemd is told, on a socket as it gives one. */
@EnabledOnOs(OS.LINUX)
class ServiceNotificationIT {
    private static final List<String> LOOPBACK = List.of("--host=127.0.0.1", "--port=0");
    private static final List<String> SMALL = List.of("-Xmx256m");

    @TempDir
    private Path directory;

    @Test
    void itIsToldWhenRafkaIsReadyAndWhenItStops() throws Exception {
        Path file = directory.resolve("notify");
        itIsToldAt(file.toString(), file.toString());
    }

    @Test
    void itsSocketMayBeNoFile() throws Exception {
        String name = "rafka-test-" + ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
        itIsToldAt('\0' + name, "@" + name);
    }

    @BeforeAll
    static void loadSockets() {
        Epoll.ensureAvailability();
    }

    private void itIsToldAt(String address, String variable) throws Exception {
        Socket socket = Socket.newSocketDomainDgram();
        List<String> options = new ArrayList<>(LOOPBACK);
        options.addAll(List.of("--shutdown-timeout=60", "--shutdown-delay=1"));
        try {
            socket.bind(new DomainSocketAddress(address));
            try (RafkaProcess rafka = start(Map.of("NOTIFY_SOCKET", variable), SMALL, options)) {
                assertThat(next(socket)).isEqualTo("READY=1");
                assertThat(rafka.output()).contains("listening on 127.0.0.1", "Ready");
                rafka.terminate();
                // The delay, the time limit, and ten seconds to spare.
                assertThat(next(socket)).isEqualTo("STOPPING=1\nEXTEND_TIMEOUT_USEC=71000000");
                assertThat(rafka.awaitExit()).as(rafka.output()).isZero();
            }
        } finally {
            socket.close();
        }
    }

    private static String next(Socket socket) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(1024);
        int length =
                await().atMost(Duration.ofSeconds(60)).until(() -> receive(socket, buffer), received -> received > 0);
        byte[] bytes = new byte[length];
        buffer.get(0, bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static int receive(Socket socket, ByteBuffer buffer) throws IOException {
        var sender = socket.recvFromDomainSocket(buffer, 0, buffer.capacity());
        return sender == null ? 0 : sender.receivedAmount();
    }

    @Test
    void nobodyThereIsALineInTheLog() throws Exception {
        Map<String, String> environment =
                Map.of("NOTIFY_SOCKET", directory.resolve("nobody").toString());
        try (RafkaProcess rafka = start(environment, SMALL, LOOPBACK)) {
            rafka.awaitReady();
            await().until(() -> rafka.output().contains("WARN"));
            assertThat(rafka.output().lines().filter(line -> line.contains("WARN")))
                    .singleElement()
                    .asString()
                    .contains("cannot tell the service manager at ", "nobody", "READY=1");
            assertThat(rafka.isAlive()).isTrue();
        }
    }

    @Test
    void aLibraryThatCannotBeLoadedIsALineInTheLog() throws Exception {
        List<String> options = List.of("-Xmx256m", "-Dio.netty.transport.noNative=true");
        try (RafkaProcess rafka = start(Map.of("NOTIFY_SOCKET", "@nobody"), options, LOOPBACK)) {
            rafka.awaitReady();
            await().until(() -> rafka.output().contains("cannot tell"));
            assertThat(rafka.output()).contains("the library for it cannot be loaded here");
        }
    }

    @Test
    void withoutASocketNothingIsLoadedForIt() throws Exception {
        Path classes = directory.resolve("classes.log");
        List<String> jvmOptions = List.of("-Xmx256m", "-Xlog:class+load:file=" + classes);
        List<String> options = new ArrayList<>(LOOPBACK);
        options.add("--io-transport=nio");
        try (RafkaProcess rafka = start(Map.of(), jvmOptions, options)) {
            rafka.awaitReady();
            rafka.terminate();
            assertThat(rafka.awaitExit()).isZero();
            assertThat(classes)
                    .content()
                    .contains("io.rafka.ServiceNotification ")
                    .doesNotContain("io.netty.channel.epoll.Native ", "io.netty.channel.unix.Socket ");
        }
    }

    private RafkaProcess start(Map<String, String> environment, List<String> jvmOptions, List<String> options)
            throws IOException {
        return RafkaProcess.start(directory, environment, jvmOptions, options);
    }
}
