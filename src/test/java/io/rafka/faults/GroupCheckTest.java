package io.rafka.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.faults.ConsumeJournal.Delivery;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupCheckTest {
    private final ConsumeJournal journal = new ConsumeJournal();

    private void delivered(String connection, long offset) {
        long asked = System.nanoTime();
        journal.delivered(new Delivery(connection, 0, offset, "v", asked, asked));
    }

    @Test
    void findsNothingWhereAllIsWell() {
        delivered("v", 0);
        journal.acknowledged(0, 0);
        delivered("v", 1);
        delivered("w", 1);
        delivered("w", 2);

        assertThat(GroupCheck.of(journal)).isEqualTo(new GroupCheck(List.of(), 1, 1, List.of()));
    }

    @Test
    void findsWhatComesBeforeAnEarlierOne() {
        delivered("v", 0);
        delivered("v", 2);

        assertThat(GroupCheck.of(journal).gaps()).hasSize(1);
    }

    @Test
    void findsWhatWasAcknowledgedBeforeItWasAskedFor() {
        delivered("v", 0);
        delivered("v", 1);
        journal.acknowledged(0, 1);
        delivered("w", 0);

        GroupCheck check = GroupCheck.of(journal);

        assertThat(check.handedOutThoughAcknowledged())
                .hasSize(1)
                .first()
                .asString()
                .contains("up to 2");
        assertThat(check.deepest()).isEqualTo(2);
    }
}
