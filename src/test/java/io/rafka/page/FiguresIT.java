package io.rafka.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page computes and how it writes that: its functions that know of no page, in the browser. */
class FiguresIT extends PageTester {
    private @Nullable Object result(String script, String expression) {
        return browser.run("return import(arguments[0] + '" + script + "').then(it => " + expression + ")", address());
    }

    @ParameterizedTest
    @CsvSource({"10,15,5", "10,10,0", "10,4,4", "0,0,0"})
    void aSmallerCounterBeginsAnew(long before, long after, long growth) {
        assertThat(result("model.js", "it.growth(%d, %d)".formatted(before, after)))
                .isEqualTo(growth);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1, 2, 3] | [1, 4, 8] | 0,2,5",
                // All of them begin anew if one does, also those that are not smaller.
                "[5, 2, 3] | [1, 4, 8] | 1,4,8",
                "[1, 2]    | [1, 4, 8] | 1,4,8"
            })
    void bucketsGrowTogether(String before, String after, String growth) {
        assertThat(result("model.js", "it.growthOfBuckets(%s, %s).join()".formatted(before, after)))
                .isEqualTo(growth);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // A hundred from 4 to 8 microseconds.
                "[0, 0, 0, 100]     | 0.5  | 6",
                "[0, 0, 0, 100]     | 0.99 | 7.96",
                "[0, 0, 0, 100]     | 1    | 8",
                // Up to one microsecond.
                "[10]               | 0.5  | 0.5",
                // The slowest one of a hundred is in the last bucket, and 99 are below.
                "[0, 99, 0, 0, 1]   | 0.99 | 2",
                "[0, 98, 0, 0, 2]   | 0.99 | 12",
                "[50, 0, 0, 0, 50]  | 0.5  | 1"
            })
    void quantilesAreSoughtInTheirBucket(String buckets, double part, double micros) {
        Object quantile = result("model.js", "it.quantile(%s, %s)".formatted(buckets, part));
        assertThat(((Number) Objects.requireNonNull(quantile)).doubleValue()).isEqualTo(micros);
    }

    @Test
    void ofNothingThereIsNoQuantile() {
        assertThat(result("model.js", "it.quantile([0, 0], 0.5)")).isNull();
    }

    /** Two seconds apart; then rafka is started again; then it does not answer; then its clock is set back. */
    @Test
    void pointsAreWhatWasBetweenTwoAnswers() {
        Object points = result("model.js", """
                {
                    const answer = (time, n) => ({
                        time,
                        counters: { commands: n, errors: n, accepted: n, delivered: n, handedOut: n, acknowledged: n,
                            receivedBytes: n, sentBytes: n },
                        times: { commands: [0, n], delivery: [0, 0] },
                        now: { outstanding: n },
                    });
                    const history = new it.History();
                    const told = [];
                    const tell = () => told.push(history.points.map(p => p.commands ?? 'none').join(' '));
                    history.add(answer(10_000, 100));
                    history.add(answer(12_000, 110));
                    tell();
                    history.add(answer(14_000, 6));
                    tell();
                    history.interrupt();
                    history.interrupt();
                    history.add(answer(20_000, 100));
                    history.add(answer(21_000, 101));
                    tell();
                    history.add(answer(20_000 + it.KEPT_MILLIS, 101));
                    tell();
                    history.add(answer(5_000, 105));
                    history.add(answer(7_000, 107));
                    tell();
                    return told.join('\\n');
                }
                """);
        assertThat(points).isEqualTo("""
                none 5
                none 5 3
                none 5 3 none none 1
                none 1 0
                none 1""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "count(1234567)       | 1,234,567",
                "count(undefined)     | –",
                "rate(0.125)          | 0.13",
                "rate(12.34)          | 12.3",
                "rate(1234.5)         | 1,235",
                "bytes(999)           | 999 B",
                "bytes(1500)          | 1.5 kB",
                "bytes(268435456)     | 268 MB",
                "byteRate(0)          | 0 B/s",
                "micros(0.5)          | 0.5 µs",
                "micros(850)          | 850 µs",
                "micros(1200)         | 1.2 ms",
                "micros(67108864)     | 67 s",
                "duration(0)          | 0 s",
                "duration(59.9)       | 59 s",
                "duration(60)         | 1 min",
                "duration(185)        | 3 min 5 s",
                "duration(11520)      | 3 h 12 min",
                "duration(86400)      | 1 d",
                "duration(270000)     | 3 d 3 h",
                "some(1, 'record')    | 1 record",
                "some(1200, 'record') | 1,200 records"
            })
    void numbersAreWrittenForPeople(String call, String text) {
        assertThat(result("format.js", "it." + call)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "linearAxis([], 1)             | 0 0.5 1",
                "linearAxis([7, 3], 1)         | 0 5 10",
                "linearAxis([2500], 1)         | 0 1000 2000 3000",
                "logarithmicAxis([])           | 100 1000",
                "logarithmicAxis([5, 120])     | 1 10 100 1000",
                "logarithmicAxis([2, 9000000]) | 1 100 10000 1000000"
            })
    void axesHaveRoundNumbers(String call, String ticks) {
        assertThat(result("axes.js", "it." + call + ".ticks.join(' ')")).isEqualTo(ticks);
    }
}
