package io.rafka.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetTest {
    @Test
    void theRunInTheMiddleDecides() {
        assertThat(target(Bound.AT_LEAST, 0.8, 0.1, 0.9, 0.8).isMet()).isTrue();
        assertThat(target(Bound.AT_LEAST, 0.8, 0.1, 0.9, 0.79).isMet()).isFalse();
        assertThat(target(Bound.AT_MOST, 5, 4, 5, 100).isMet()).isTrue();
        assertThat(target(Bound.AT_MOST, 5, 4, 5.1, 100).isMet()).isFalse();
    }

    @Test
    void ofAnEvenNumberOfRunsTheMiddleIsBetweenTwo() {
        Sample sample = new Sample("produce", "rafka", "p99", "ms", List.of(4.0, 1.0, 100.0, 2.0));

        assertThat(sample.median()).isEqualTo(3);
        assertThat(sample.min()).isEqualTo(1);
        assertThat(sample.max()).isEqualTo(100);
    }

    @Test
    void whatWasNotMeasuredIsNoResult() {
        assertThatThrownBy(() -> new Sample("produce", "rafka", "p99", "ms", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("produce, rafka, p99: no runs");
        assertThatThrownBy(() -> target(Bound.AT_LEAST, 0.8, 1, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("produce, ratio: NaN among the runs");
        assertThatThrownBy(() -> target(Bound.AT_LEAST, Double.POSITIVE_INFINITY, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("produce, ratio: the limit is Infinity");
    }

    private static Target target(Bound bound, double limit, double... runs) {
        return new Target(
                "produce",
                "ratio",
                "",
                bound,
                limit,
                "x",
                Arrays.stream(runs).boxed().toList());
    }
}
