package io.rafka.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyScannerTest {
    private final ReplyScanner scanner = new ReplyScanner();

    private int scan(String bytes) {
        return scanner.scan(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
    }

    /** Backslashes and letters for line ends, as {@link CsvSource} would take them away. */
    private static String unescaped(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "1, +OK\\r\\n",
        "1, :42\\r\\n",
        "2, +\\r\\n:-1\\r\\n",
        "1, $0\\r\\n\\r\\n",
        "1, $5\\r\\n\\r\\n+\\r\\n\\r\\n",
        "1, *0\\r\\n",
        "1, *2\\r\\n$1\\r\\na\\r\\n:12\\r\\n",
        "2, *2\\r\\n*1\\r\\n:1\\r\\n*2\\r\\n$-1\\r\\n+x\\r\\n+OK\\r\\n",
        "1, *2\\r\\n*0\\r\\n*-1\\r\\n",
        "3, :1\\r\\n$12\\r\\n123456789012\\r\\n*1\\r\\n$1\\r\\n*\\r\\n",
    })
    void countsRepliesWhereverTheyAreCut(int replies, String escaped) {
        String bytes = unescaped(escaped);
        assertThat(scan(bytes)).isEqualTo(replies);
        for (int cut = 1; cut < bytes.length(); cut++) {
            int first = scan(bytes.substring(0, cut));
            assertThat(first + scan(bytes.substring(cut))).as("cut at %d", cut).isEqualTo(replies);
        }
        assertThat(bytes.chars()
                        .map(letter -> scan(String.valueOf((char) letter)))
                        .sum())
                .as("byte by byte")
                .isEqualTo(replies);
        assertThat(scanner.errors()).isZero();
    }

    @Test
    void anUnfinishedReplyDoesNotCount() {
        assertThat(scan("*2\r\n$3\r\nabc\r\n:1")).isZero();
        assertThat(scan("\r\n")).isEqualTo(1);
    }

    @Test
    void errorsAreRepliesTooAndTheFirstIsKept() {
        assertThat(scan("+OK\r\n-ERR fir")).isEqualTo(1);
        assertThat(scan("st of two\r\n-ERR second\r\n")).isEqualTo(2);
        assertThat(scanner.errors()).isEqualTo(2);
        assertThat(scanner.firstError()).isEqualTo("ERR first of two");
    }

    @ParameterizedTest
    @CsvSource({"$-1\\r\\n", "*-1\\r\\n"})
    void nothingIsAnErrorForWhoPops(String escaped) {
        assertThat(scan(unescaped(escaped))).isEqualTo(1);
        assertThat(scanner.errors()).isEqualTo(1);
        assertThat(scanner.firstError()).isEqualTo("nothing");
    }
}
