package io.rafka.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.rafka.StartException;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page goes on by itself, and does not disturb who reads it. */
class PageUpdatesIT extends PageTester {
    @Test
    void figuresAndChartsGoOnWithoutBeingLoadedAgain() {
        browser.run("window.isTheSame = true");
        String topic = kafka.createTopic("page", 1);
        RawClient producer = connect("p");
        PageIT.produce(producer, topic, 1);
        awaitPage(() -> assertThat(browser.row("#topics", topic)).containsEntry("Produced", "1"));
        PageIT.produce(producer, topic, 10_000);
        awaitPage(() -> assertThat(browser.row("#topics", topic)).containsEntry("Produced", "10,001"));
        awaitUpdate();
        assertThat(browser.run("return window.isTheSame")).isEqualTo(true);
        // Lines of more than one point, and not all on the bottom.
        assertThat(heights("Records a second")).anyMatch(height -> height > 20);
        assertThat(heights("Bytes a second")).anyMatch(height -> height > 20);
        assertThat(heights("Commands a second")).anyMatch(height -> height > 20);
        assertThat(browser.run("return document.querySelectorAll('figure').length"))
                .isEqualTo(6L);
    }

    /** Of the lines in a chart, in pixels. */
    @SuppressWarnings("unchecked")
    private List<Double> heights(String title) {
        return ((List<Number>) Objects.requireNonNull(browser.run("""
                        const chart = [...document.querySelectorAll('figure')]
                            .find(figure => figure.querySelector('h3').firstChild.data === arguments[0]);
                        return [...chart.querySelectorAll(':scope > svg .line')].map(line => line.getBBox().height);
                        """, title)))
                .stream().map(Number::doubleValue).toList();
    }

    @Test
    void theChartsTellWhatWasAtATime() {
        RawClient client = connect("p");
        client.call("PING");
        awaitUpdate();
        awaitUpdate();
        browser.run("""
                const chart = document.querySelector('figure > svg');
                const box = chart.getBoundingClientRect();
                chart.dispatchEvent(new PointerEvent('pointermove', { clientX: box.right - 15 }));
                """);
        assertThat(browser.text("figure .time")).matches("\\d\\d:\\d\\d:\\d\\d");
        assertThat(browser.run("return document.querySelectorAll('figure .mark').length"))
                .isEqualTo(6L);
        browser.run("document.querySelector('figure > svg').dispatchEvent(new PointerEvent('pointerleave'))");
        assertThat(browser.text("figure .time")).isEmpty();
    }

    /** Another group comes before it meanwhile, so that it gets another place. */
    @Test
    void whatIsUnfoldedStaysSoAndKeepsTheFocus() {
        String topic = kafka.createTopic("page", 2);
        RawClient producer = connect("p");
        PageIT.produce(producer, topic, 5);
        assertThat(producer.call("DUMP", "10000")).isEqualTo(0L);
        consume(topic, topic + "-z:1");
        awaitPage(() -> assertThat(browser.text("#groups summary")).contains("5 lag"));
        WebElement summary = browser.element("#groups summary");
        summary.click();
        PageIT.produce(producer, topic, 4);
        awaitPage(() -> assertThat(summary.getText()).contains("9 lag"));
        consume(topic, topic + "-a:1");
        consume(topic, topic + "-a:2");
        awaitPage(() -> assertThat(browser.text("#groups summary")).contains(topic + "-a", "2 members"));
        assertThat(summary.getText()).contains(topic + "-z");
        assertThat(summary.findElement(By.xpath("..")).getAttribute("open")).isEqualTo("true");
        assertThat(browser.run("return document.activeElement === arguments[0]", summary))
                .isEqualTo(true);
        assertThat(browser.run("return document.querySelectorAll('details[open]').length"))
                .isEqualTo(1L);
    }

    private void consume(String topic, String name) {
        connect(name).send(RawClient.array("BLPOP", "topics:" + topic, "10"));
    }

    /** Also of a row that gets another place, and of those that it is put before. */
    @Test
    void selectionAndScrollPositionStay() {
        String topic = kafka.createTopic("page", 1);
        for (int i = 0; i < 60; i++) {
            connect("client-" + i);
        }
        String name = topic + "-g:c";
        RawClient client = connect(name);
        awaitPage(() -> assertThat(browser.rows("#connections")).hasSize(61));
        browser.run("""
                const cells = [...document.querySelectorAll('#connections tbody th')];
                const text = cells.find(cell => cell.textContent === arguments[0]).firstChild;
                document.getSelection().setBaseAndExtent(text, 2, text, 6);
                document.querySelector('#connections .box').scrollTop = 300;
                window.scrollTo(0, 200);
                window.looked = cells.find(cell => cell.textContent === 'client-15');
                window.lookedAt = window.looked.getBoundingClientRect().top;
                """, name);
        PageIT.produce(client, topic, 1);
        assertThat(client.callList("BLPOP", "topics:" + topic, "10")).hasSize(8);
        // The busiest is the first.
        awaitPage(() -> assertThat(browser.rows("#connections").get(0)).containsEntry("Name", name));
        assertThat(browser.run("return document.getSelection().toString()")).isEqualTo(name.substring(2, 6));
        assertThat(browser.run("return Math.abs(window.looked.getBoundingClientRect().top - window.lookedAt) < 1"))
                .isEqualTo(true);
    }

    @Test
    void connectionsAreFilteredAndSorted() {
        connect("first-one");
        RawClient second = connect("second-one");
        connect("another");
        awaitPage(() -> assertThat(browser.rows("#connections")).hasSize(3));
        browser.element("#match").sendKeys("-one");
        awaitPage(() -> assertThat(names()).containsExactly("first-one", "second-one"));
        assertThat(browser.text("#connections-shown")).isEqualTo("showing 2 of 3, 2 match");
        browser.element("#match").sendKeys(Keys.ENTER);
        browser.element("#match").sendKeys(" or none");
        awaitPage(() -> assertThat(browser.text("#connections .nothing")).isEqualTo("No connection has that in it."));
        browser.element("#match").clear();
        browser.element("#match").sendKeys(second.address());
        awaitPage(() -> assertThat(names()).containsExactly("second-one"));
        browser.element("#match").clear();
        awaitPage(() -> assertThat(names()).hasSize(3));
        String topic = kafka.createTopic("page", 1);
        RawClient producer = connect(topic);
        PageIT.produce(producer, topic, 2);
        assertThat(producer.call("DUMP", "10000")).isEqualTo(0L);
        RawClient consumer = connect(topic + "-g:c");
        assertThat(consumer.callList("BLPOP", "topics:" + topic, "10")).hasSize(8);
        browser.element("#sort option[value=unacknowledged]").click();
        awaitPage(() -> assertThat(names()).first().isEqualTo(topic + "-g:c"));
        browser.element("#sort option[value=age]").click();
        awaitPage(() -> assertThat(names()).first().isNotEqualTo(topic + "-g:c"));
    }

    private List<String> names() {
        return browser.rows("#connections").stream().map(row -> row.get("Name")).toList();
    }

    @Test
    void thatRafkaDoesNotAnswerIsSaidAndItGoesOn() throws StartException, JsonProcessingException {
        String topic = kafka.createTopic("page", 1);
        PageIT.produce(connect("before"), topic, 3);
        awaitPage(() -> assertThat(browser.row("#topics", topic)).containsEntry("Produced", "3"));
        endRafka();
        awaitPage(
                () -> assertThat(browser.text("#trouble")).matches("rafka: no answer since \\d\\d:\\d\\d:\\d\\d\\..*"));
        assertThat(browser.title()).startsWith("no answer since ");
        assertThat(browser.row("#topics", topic)).as("what was there").containsEntry("Produced", "3");
        startRafka();
        connect("after");
        awaitPage(() -> assertThat(browser.row("#connections", "after")).isNotEmpty());
        assertThat(browser.text("#trouble")).isEmpty();
        assertThat(browser.title()).startsWith("rafka ");
        // Nothing but that there was no answer.
        assertThat(browser.console())
                .isNotEmpty()
                .allMatch(line -> line.contains("overview.json") && line.contains("net::ERR_"));
    }

    @Test
    void oneRequestIsSentAtATime() {
        browser.run("""
                window.flying = window.mostFlying = window.sent = 0;
                const send = window.fetch;
                window.fetch = async (...request) => {
                    window.sent++;
                    window.mostFlying = Math.max(window.mostFlying, ++window.flying);
                    try {
                        return await send(...request);
                    } finally {
                        window.flying--;
                    }
                };
                const match = document.getElementById('match');
                for (let i = 0; i < 50; i++) {
                    match.value = 'letter by letter '.slice(0, i % 17);
                    match.dispatchEvent(new Event('input'));
                }
                match.value = '';
                match.dispatchEvent(new Event('input'));
                """);
        awaitUpdate();
        assertThat(browser.run("return window.mostFlying")).isEqualTo(1L);
        assertThat((Long) browser.run("return window.sent")).isBetween(2L, 20L);
    }

    @Test
    void whileNobodyLooksItAsksMoreSlowly() {
        browser.run("""
                window.pauses = [];
                const later = window.setTimeout;
                window.setTimeout = (task, pause) => {
                    window.pauses.push(pause);
                    return later(task, pause);
                };
                """);
        awaitPage(() -> assertThat(browser.run("return window.pauses.at(-1)")).isEqualTo(2_000L));
        setHidden(true);
        awaitPage(() -> assertThat(browser.run("return window.pauses.at(-1)")).isEqualTo(30_000L));
        setHidden(false);
        // Who looks again does not wait for the half minute to end.
        String name = RafkaTester.unique("again");
        connect(name);
        awaitPage(() -> assertThat(browser.row("#connections", name)).isNotEmpty());
    }

    private void setHidden(boolean isHidden) {
        browser.run("""
                Object.defineProperty(document, 'hidden', { value: arguments[0], configurable: true });
                document.dispatchEvent(new Event('visibilitychange'));
                """, isHidden);
    }
}
