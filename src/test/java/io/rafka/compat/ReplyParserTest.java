package io.rafka.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rafka.testing.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyParserTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "+OK\\r\\n +OK +",
                "-ERR_x\\r\\n -ERR_x -ERR_x",
                ":-12\\r\\n :-12 :",
                "$4\\r\\na\\r\\nb\\r\\n $a\\r\\nb $",
                "$-1\\r\\n $-1 $-1",
                "*-1\\r\\n *-1 *-1",
                "*0\\r\\n *[] *{}",
                "_\\r\\n _ _",
                ",1.5e10\\r\\n ,1.5e10 ,",
                "#t\\r\\n #t #",
                "(-123\\r\\n (-123 (",
                "=5\\r\\ntxt:a\\r\\n =txt:a =",
            })
    void readsEveryType(String bytes, String exact, String types) throws IOException {
        Reply reply = parse(bytes).orElseThrow();

        assertThat(reply.exact()).isEqualTo(exact);
        assertThat(reply.types()).isEqualTo(types);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+OK\\n",
                "+O\\nK\\r\\n",
                ":01\\r\\n",
                ":+1\\r\\n",
                ":\\r\\n",
                "$01\\r\\na\\r\\n",
                "$-2\\r\\n",
                "$1\\r\\nab\\r\\n",
                "*x\\r\\n",
                "%-1\\r\\n",
                "~-1\\r\\n",
                "*1\\r\\nx\\r\\n",
                "#x\\r\\n",
                "_x\\r\\n",
                ",1.\\r\\n",
                "=1\\r\\na\\r\\n",
                "x\\r\\n",
            })
    void refusesWhatIsNoReply(String bytes) {
        assertThatThrownBy(() -> parse(bytes)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "%2\\r\\n$1\\r\\na\\r\\n:1\\r\\n$1\\r\\nb\\r\\n:2\\r\\n %[$a,_:1,_$b,_:2] %[$a,_:0,_$b,_:0] %{$_:}",
                "~2\\r\\n+a1\\r\\n+b\\r\\n ~[+a1,_+b] ~[+a0,_+b] ~{+}",
                ">1\\r\\n*1\\r\\n:12\\r\\n >[*[:12]] >[*[:0]] >{*{:}}",
            })
    void showsWhatIsInIt(String bytes, String exact, String masked, String types) throws IOException {
        Reply reply = parse(bytes).orElseThrow();

        assertThat(reply.exact().replace(' ', '_')).isEqualTo(exact);
        assertThat(reply.masked().replace(' ', '_')).isEqualTo(masked);
        assertThat(reply.types().replace(' ', '_')).isEqualTo(types);
    }

    @Test
    void isEmptyAtTheEnd() throws IOException {
        assertThat(parse("")).isEmpty();
    }

    /** The first reply of a server that sends these bytes, with \r and \n for those, and closes. */
    private static Optional<Reply> parse(String bytes) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RawClient client = RawClient.connect(server.getLocalPort())) {
            try (Socket accepted = server.accept()) {
                String text = bytes.replace("\\r", "\r").replace("\\n", "\n");
                accepted.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            }
            return new ReplyParser(client).next();
        }
    }
}
