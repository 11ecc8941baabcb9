package io.rafka.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.faults.ConsumeJournal.Delivery;
import io.rafka.faults.KafkaLog.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsumeCheckTest {
    private static final List<Entry> LOG = List.of(new Entry(0, 0, "a"), new Entry(0, 1, "b"), new Entry(0, 2, "c"));

    private final ConsumeJournal journal = new ConsumeJournal();
    private long now;

    private void delivered(String connection, long offset, String value) {
        journal.delivered(new Delivery(connection, 0, offset, value, now, now + 1));
        now += 2;
    }

    private ConsumeCheck check(ConsumeCheck.Commits commits) {
        return ConsumeCheck.of(journal, commits, LOG);
    }

    @Test
    void findsNothingWhereAllIsWell() {
        delivered("w", 0, "a");
        delivered("w", 1, "b");
        delivered("w", 2, "c");

        ConsumeCheck check = check((partition, time) -> time / 2);

        assertThat(check).isEqualTo(new ConsumeCheck(List.of(), List.of(), List.of(), List.of(), 0, 0));
    }

    @Test
    void findsWhatNobodyWasGivenAndWhatIsNotOfTheLog() {
        delivered("w", 0, "a");
        delivered("w", 1, "z");

        ConsumeCheck check = check((partition, time) -> 0);

        assertThat(check.neverHandedOut()).containsExactly(new Entry(0, 1, "b"), new Entry(0, 2, "c"));
        assertThat(check.notOfTheLog()).hasSize(1).first().asString().contains("value=z");
    }

    @Test
    void whatWasNotCommittedMayComeAgainWithThePartition() {
        delivered("v", 0, "a");
        delivered("v", 1, "b");
        delivered("w", 1, "b");
        delivered("w", 2, "c");

        ConsumeCheck check = check((partition, time) -> time < 4 ? 0 : 1);

        assertThat(check.duplicates()).isEqualTo(1);
        assertThat(check.bound()).isEqualTo(1);
        assertThat(check.handedOutThoughCommitted()).isEmpty();
        assertThat(check.twiceToOneConnection()).isEmpty();
    }

    @Test
    void whatComesAgainWithoutAReasonIsAboveTheBound() {
        delivered("v", 0, "a");
        delivered("v", 1, "b");
        delivered("v", 0, "a");

        ConsumeCheck check = check((partition, time) -> 0);

        assertThat(check.duplicates()).isEqualTo(1);
        assertThat(check.bound()).isZero();
        assertThat(check.twiceToOneConnection()).hasSize(1);
    }

    @Test
    void findsWhatWasCommittedBeforeItWasAskedFor() {
        delivered("v", 0, "a");
        delivered("w", 0, "a");

        assertThat(check((partition, time) -> time < 2 ? 0 : 1).handedOutThoughCommitted())
                .hasSize(1);
        assertThat(check((partition, time) -> time < 3 ? 0 : 1).handedOutThoughCommitted())
                .isEmpty();
    }
}
