package io.rafka.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.testing.RawClient;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page can be read, in both colours and in a narrow window. Its pictures are in target/page, to be looked at. */
class PageLooksIT extends PageTester {
    /** Something in every list. */
    @BeforeEach
    void work() {
        RawClient client = connect("a-client-whose-name-is-longer-than-most-would-make-it");
        client.call("CONFIG", "SET", "slowlog-log-slower-than", "0");
        client.call("GET", "nothing");
        client.call("KEYS", "topics:a-pattern-that-is-rather-long-" + "x".repeat(100));
        client.call("CONFIG", "SET", "slowlog-log-slower-than", "-1");
        client.call("RPUSHX", "no-topic", "v");
        for (int i = 0; i < 5; i++) {
            String topic = kafka.createTopic("orders", 3);
            PageIT.produce(client, topic, 1_500);
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
            RawClient consumer = connect(topic + "-consumers:worker-" + i);
            assertThat(consumer.callList("BLPOP", "topics:" + topic, "10")).hasSize(8);
        }
        awaitPage(() -> assertThat(browser.rows("#topics")).hasSize(5));
        awaitPage(() -> assertThat(browser.text("#groups summary")).contains("1,500 lag"));
        browser.element("#groups summary").click();
        awaitPage(() -> assertThat(browser.rows("#groups .inside > div:last-of-type"))
                .hasSize(3)
                .allSatisfy(row -> assertThat(row.get("Lag")).isNotEqualTo("–")));
        awaitUpdate();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void itCanBeReadInBothColours(String scheme) throws IOException {
        browser.prefer(scheme);
        assertThat(Contrast.brightness(browser) < 64).isEqualTo(scheme.equals("dark"));
        assertThat(Contrast.tooLow(browser)).isEmpty();
        // So that the window tells all that there may be, as what is wrong too.
        browser.run("""
                document.getElementById('trouble').className = 'bad banner';
                document.getElementById('trouble').textContent = 'Something is wrong.';
                document.querySelector('#now div').className = 'bad';
                """);
        assertThat(Contrast.tooLow(browser)).isEmpty();
        browser.run("window.scrollTo(0, 0)");
        browser.picture(scheme);
        browser.run("document.getElementById('groups').scrollIntoView()");
        browser.picture(scheme + "-lists");
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 700})
    void itFitsIntoANarrowWindow(int width) throws IOException {
        browser.resize(width, 800);
        assertThat((Long) browser.run("return document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(width);
        // Wider than the window, and yet all of it can be seen.
        assertThat(browser.run("""
                const box = document.querySelector('#connections .box');
                box.scrollLeft = 10_000;
                return box.scrollLeft > 0 && box.scrollWidth > box.clientWidth;
                """)).isEqualTo(true);
        browser.run("document.querySelector('#connections .box').scrollLeft = 0");
        browser.run("window.scrollTo(0, 0)");
        browser.picture("narrow-" + width);
        browser.run("document.getElementById('connections').scrollIntoView()");
        browser.picture("narrow-" + width + "-lists");
    }

    /** As a screen reader tells it. */
    @Test
    void itsPartsAreNamed() {
        assertThat(browser.run("return document.documentElement.lang")).isEqualTo("en");
        assertThat(browser.run("return [...document.querySelectorAll('h1')].length"))
                .isEqualTo(1L);
        assertThat(browser.run("return [...document.querySelectorAll('th:not([scope])')].length"))
                .isEqualTo(0L);
        assertThat(browser.run("return [...document.querySelectorAll('table:not([aria-label])')].length"))
                .isEqualTo(0L);
        assertThat(browser.run(
                        "return [...document.querySelectorAll('input, select')].filter(e => !e.labels.length).length"))
                .isEqualTo(0L);
        assertThat(browser.run("return document.querySelectorAll('[style], [onclick], script:not([src])').length"))
                .isEqualTo(0L);
    }
}
