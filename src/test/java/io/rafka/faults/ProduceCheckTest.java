package io.rafka.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.faults.KafkaLog.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProduceCheckTest {
    private final ProduceJournal journal = new ProduceJournal();

    private ProduceCheck check(Entry... log) {
        return ProduceCheck.of(journal, List.of(log));
    }

    @Test
    void findsNothingWhereAllIsWell() {
        List.of("a/0", "a/1", "b/0").forEach(journal::accepted);
        journal.unknown("b/1");
        journal.refused("b/2", "PROD Local: Queue full");

        ProduceCheck check = check(new Entry(0, 0, "a/0"), new Entry(0, 1, "b/0"), new Entry(1, 0, "a/1"));

        List<String> none = List.of();
        assertThat(check).isEqualTo(new ProduceCheck(none, none, none, none, none, none, none, none));
    }

    @Test
    void findsWhatIsMissing() {
        List.of("a/0", "a/1", "a/2").forEach(journal::accepted);
        journal.confirmed(List.of("a/0", "a/1"));

        ProduceCheck check = check(new Entry(0, 0, "a/0"));

        assertThat(check.missing()).containsExactlyInAnyOrder("a/1", "a/2");
        assertThat(check.missingConfirmed()).containsExactly("a/1");
    }

    @Test
    void findsWhoWasNotToldOfWhatIsMissing() {
        List.of("a/1", "b/1", "c/1", "d/1").forEach(journal::accepted);
        journal.refused("a/2", "PROD Local: Message timed out");
        journal.refused("b/0", "PROD Local: Queue full");

        assertThat(check(new Entry(0, 0, "d/1")).notTold()).containsExactly("b", "c");
    }

    @Test
    void findsWhatIsTwiceAndKnowsWhoHasSentItTwice() {
        List.of("a/0", "b/0").forEach(journal::accepted);
        journal.resent("b/0");

        ProduceCheck check =
                check(new Entry(0, 0, "a/0"), new Entry(1, 0, "a/0"), new Entry(0, 1, "b/0"), new Entry(0, 2, "b/0"));

        assertThat(check.twice()).containsExactly("a/0");
        assertThat(check.repeated()).containsExactly("b/0");
    }

    @Test
    void findsWhatIsOutOfOrderInAPartition() {
        List.of("a/0", "a/1", "a/2", "b/0").forEach(journal::accepted);

        ProduceCheck check =
                check(new Entry(0, 0, "a/1"), new Entry(0, 1, "b/0"), new Entry(0, 2, "a/0"), new Entry(1, 0, "a/2"));

        assertThat(check.disorder()).containsExactly("a/0 after 1 in partition 0");
    }

    @Test
    void findsWhatShouldNotBeThere() {
        journal.refused("a/0", "PROD Local: Unknown topic");

        ProduceCheck check = check(new Entry(0, 0, "a/0"), new Entry(0, 1, "z/7"));

        assertThat(check.refusedButThere()).containsExactly("a/0");
        assertThat(check.strange()).containsExactly("z/7");
    }
}
