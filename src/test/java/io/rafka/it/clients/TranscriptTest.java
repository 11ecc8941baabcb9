package io.rafka.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TranscriptTest {
    private static final List<String> GOOD = List.of(
            "version 1.2.3",
            "protocol 2",
            "ok connect",
            "ok name",
            "skip pool it has none",
            "ok produce",
            "ok consume",
            "ok timeout",
            "ok again",
            "restart",
            "ok restart",
            "ok health");

    @Test
    void readsWhatTheContractAsksFor() {
        Transcript expected = new Transcript("1.2.3", "2", Map.of(Step.POOL, "it has none"));
        assertThat(Transcript.of(GOOD, "default")).isEqualTo(expected);
        assertThat(Transcript.of(GOOD, "2")).isEqualTo(expected);
    }

    @Test
    void refusesAnotherProtocol() {
        assertRefused(GOOD, "3", "protocol, asked for 3");
        assertRefused(with(1, "protocol 4"), "default", "protocol, asked for default");
        assertRefused(without(1), "default", "protocol, asked for default");
    }

    @Test
    void refusesStepsThatAreMissingOrInAnotherOrder() {
        for (int i = 2; i < GOOD.size(); i++) {
            assertRefused(without(i), "2", "steps");
        }
        List<String> steps = with(2, "ok name");
        steps.set(3, "ok connect");
        assertRefused(steps, "2", "steps");
        assertRefused(with(3, "skip name it has none"), "2", "skipped steps");
        assertRefused(with(4, "skip pool"), "2", "a step and a reason");
        assertRefused(with(4, "skip swim it has none"), "2", "there is no step swim");
    }

    @Test
    void refusesOtherLines() {
        assertRefused(with(0, "Warning: deprecated"), "2", "line of standard output");
        assertRefused(with(0, "version"), "2", "version of the library");
        assertRefused(with(0, "protocol 2"), "2", "earlier line");
    }

    private static void assertRefused(List<String> lines, String asked, String why) {
        assertThatThrownBy(() -> Transcript.of(lines, asked))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(why);
    }

    private static List<String> with(int at, String line) {
        List<String> lines = new ArrayList<>(GOOD);
        lines.set(at, line);
        return lines;
    }

    private static List<String> without(int at) {
        List<String> lines = new ArrayList<>(GOOD);
        lines.remove(at);
        return lines;
    }
}
