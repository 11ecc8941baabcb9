package io.rafka.command.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecentErrorsTest {
    /** Whoever can reach admin-port sees them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "ERR unknown command 'AUHT', with args beginning with: 's3cret' ; ERR unknown command 'AUHT'",
                "ERR Error in ACL SETUSER modifier 's3cret': Syntax error; ERR Error in ACL SETUSER",
                "ERR Unmatched parenthesis in acl selector starting at '(s3cret'.; ERR Unmatched parenthesis in acl",
                "ERR syntax error; ERR syntax error"
            })
    void whatMayBeAPasswordIsNotKept(String error, String kept) {
        RecentErrors errors = new RecentErrors();
        errors.add("acl|setuser", error, "127.0.0.1:1", "");
        assertThat(errors.newestFirst()).extracting(RecentErrors.Entry::text).containsExactly(kept);
    }
}
