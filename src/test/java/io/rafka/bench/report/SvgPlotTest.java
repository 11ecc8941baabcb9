package io.rafka.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class SvgPlotTest {
    @Test
    void axesTitleAndLegendCanBeRead() {
        assertThat(texts(Reports.plot(
                        "produce",
                        "p.svg",
                        Reports.series("rafka", 1, 0.5, 10, 0.7, 1000, 2.25),
                        Reports.series("redis-server", 1, 0.2, 10, 0.3, 1000, 1.25))))
                .containsExactly(
                        "Latency of produce",
                        "1",
                        "10",
                        "100",
                        "1k",
                        "connections",
                        "p99, ms",
                        "0",
                        "0.5",
                        "1",
                        "1.5",
                        "2",
                        "2.5",
                        "rafka",
                        "redis-server");
    }

    @Test
    void ticksAreRoundNumbers() {
        assertThat(labels(false, 0, 0.7)).containsExactly("0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7");
        assertThat(labels(false, 3, 1_234_567))
                .containsExactly("0", "200k", "400k", "600k", "800k", "1M", "1.2M", "1.4M");
        assertThat(labels(false, 1000, 1004)).containsExactly("1k", "1.001k", "1.002k", "1.003k", "1.004k");
        assertThat(labels(false, -5, 5)).containsExactly("-6", "-4", "-2", "0", "2", "4", "6");
        assertThat(labels(false, 0, 3e-7)).startsWith("0", "5e-8", "1e-7", "1.5e-7");
        assertThat(labels(true, 3, 7000)).containsExactly("10", "100", "1k", "10k");
        assertThat(labels(true, 3, 40)).containsExactly("2", "5", "10", "20", "50");
        assertThat(labels(true, 0.001, 1e10)).containsExactly("0.01", "1", "100", "10k", "1M", "100M", "10G");
    }

    @Test
    void aSingleValueHasAnAxisToo() {
        assertThat(labels(false, 0)).containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1");
        assertThat(labels(false, 7, 7)).contains("0", "7");
        assertThat(labels(false, -7)).contains("0", "-7");
        assertThat(labels(false, 1e15, 1e15 + 0.125)).contains("0", "1000T");
        assertThat(labels(true, 10)).containsExactly("5", "10", "20");
        assertThat(labels(true, 7, 7)).containsExactly("5", "10");
        assertThat(labels(false)).contains("0", "1");
        assertThat(labels(true)).contains("1", "10");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyValueIsWithinTheAxis(boolean logarithmic) {
        for (double value : List.of(1e-12, 0.3, 0.999, 1.0, 2.0, 5.0, 9.99, 1e3, 123456.789, 1e15)) {
            Axis axis = Axis.of(logarithmic, List.of(value, 1.7 * value));

            assertThat(axis.position(value)).isBetween(-1e-9, 1.0);
            assertThat(axis.position(1.7 * value)).isBetween(axis.position(value), 1 + 1e-9);
            assertThat(axis.ticks()).hasSizeBetween(2, 10);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.5})
    void aLogarithmicAxisRefusesWhatHasNoLogarithm(double value) {
        assertThatThrownBy(() -> Reports.plot("produce", "p.svg", Reports.series("rafka", 1, 0, value, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("p.svg: x = " + value + " of \"rafka\" has no place on a logarithmic axis");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../p.svg", "p.png", "a b.svg", ".svg", ""})
    void aFileStaysInItsFolder(String file) {
        assertThatThrownBy(() -> Reports.plot("produce", file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no name for a plot: " + file);
    }

    @Test
    void textsAreTextsWhateverIsInThem() {
        String nasty = "</text><script>\"&amp;' ]]>\u00e9\ud83d\ude00";
        PlotData plot = new PlotData(
                "s", "p.svg", nasty, nasty, nasty, false, false, List.of(new Series(nasty + "\0\ud800", List.of())));

        assertThat(texts(plot)).startsWith(nasty).endsWith(nasty + "??");
    }

    @Test
    void theFileIsShortWhateverIsMeasured() {
        List<Series> many = IntStream.range(0, 8).mapToObj(SvgPlotTest::spike).toList();
        for (int count : List.of(1, 2, 4, 8)) {
            PlotData plot = Reports.plot("s", "p.svg", many.subList(0, count).toArray(Series[]::new));

            assertThat(SvgPlot.svg(plot)).isEqualTo(SvgPlot.svg(plot)).hasSizeLessThan(10_240);
        }
    }

    @Test
    void whatSticksOutOfALongLineIsSeen() {
        PlotData plot = new PlotData("s", "p.svg", "", "", "", false, false, List.of(spike(0)));

        assertThat(texts(plot)).contains("0", "1k");
        // Where the axis ends, above all others.
        assertThat(SvgPlot.svg(plot)).containsOnlyOnce(",48 ");
    }

    /** Ten thousand points, of which one is much higher than the others. */
    private static Series spike(int index) {
        return new Series(
                "series " + index,
                IntStream.range(0, 10_000)
                        .mapToObj(x -> new Point(1 + x, x == 5000 ? 1000 : index + Math.abs(Math.sin(x))))
                        .toList());
    }

    private static List<String> labels(boolean logarithmic, double... values) {
        List<Double> list =
                IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
        return Axis.of(logarithmic, list).ticks().stream().map(Axis.Tick::label).toList();
    }

    /** What a reader sees, in the order of the file. */
    private static List<String> texts(PlotData plot) {
        try {
            NodeList texts = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(SvgPlot.svg(plot))))
                    .getElementsByTagName("text");
            return IntStream.range(0, texts.getLength())
                    .mapToObj(i -> texts.item(i).getTextContent())
                    .toList();
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new AssertionError(e);
        }
    }
}
