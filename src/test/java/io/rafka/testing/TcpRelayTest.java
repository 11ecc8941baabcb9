package io.rafka.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // JUnit calls start() first
class TcpRelayTest {
    private static final int LIMIT = 20_000;
    private static final int NOTHING_FOR = 200;

    private ServerSocket server;
    private TcpRelay relay;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        server.setSoTimeout(LIMIT);
        relay = TcpRelay.to(server.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        relay.close();
        server.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), relay.port());
        socket.setSoTimeout(LIMIT);
        return socket;
    }

    private Socket accept() throws IOException {
        Socket socket = server.accept();
        socket.setSoTimeout(LIMIT);
        return socket;
    }

    private static void comesThrough(int octet, Socket from, Socket to) throws IOException {
        from.getOutputStream().write(octet);
        assertThat(to.getInputStream().read()).isEqualTo(octet);
    }

    @Test
    void carriesBytesBothWaysAndTheEnd() throws IOException {
        try (Socket client = connect();
                Socket peer = accept()) {
            comesThrough(1, client, peer);
            comesThrough(2, peer, client);
            client.shutdownOutput();
            assertThat(peer.getInputStream().read()).isEqualTo(-1);
            comesThrough(3, peer, client);
            peer.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void nothingComesThroughACutUntilItHeals() throws IOException {
        try (Socket client = connect();
                Socket peer = accept()) {
            comesThrough(1, client, peer);
            relay.cut();
            client.getOutputStream().write(2);
            peer.getOutputStream().write(3);
            client.setSoTimeout(NOTHING_FOR);
            peer.setSoTimeout(NOTHING_FOR);
            assertThatThrownBy(() -> peer.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            try (Socket late = connect()) {
                server.setSoTimeout(NOTHING_FOR);
                assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
                server.setSoTimeout(LIMIT);
                peer.setSoTimeout(LIMIT);
                client.setSoTimeout(LIMIT);
                relay.heal();
                assertThat(peer.getInputStream().read()).isEqualTo(2);
                assertThat(client.getInputStream().read()).isEqualTo(3);
                try (Socket latePeer = accept()) {
                    comesThrough(4, late, latePeer);
                }
            }
        }
    }

    @Test
    void aResetEndsWhatIsThereAndNothingElse() throws IOException {
        try (Socket client = connect();
                Socket peer = accept()) {
            comesThrough(1, client, peer);
            relay.reset();
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> peer.getInputStream().read()).isInstanceOf(SocketException.class);
        }
        try (Socket client = connect();
                Socket peer = accept()) {
            comesThrough(1, client, peer);
        }
    }

    @Test
    void whoComesWhileNobodyListensIsCutOff() throws IOException {
        server.close();
        try (Socket client = connect()) {
            await().untilAsserted(() ->
                    assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class));
        }
    }
}
