package io.rafka.bench.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@link Report} as JSON and back: what a run of some scenarios leaves of the others, and what other programs may
 * read. The same report is the same text, so that Git shows what has changed.
 */
public final class JsonReport {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private JsonReport() {}

    /** Writes a report to a file, whose folder is made if there is none. */
    public static void write(Path file, Report report) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, toJson(report));
    }

    /**
     * Reads a report from a file.
     *
     * @throws IOException if it is no such file, with its name and what is wrong with it
     */
    public static Report read(Path file) throws IOException {
        try {
            return fromJson(Files.readString(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(file + " is no report of the benchmark: " + e.getMessage(), e);
        }
    }

    /** The report as text, which ends with a newline. Values are rounded to four decimals. */
    public static String toJson(Report report) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter(
                            Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                    .withObjectIndenter(new DefaultIndenter("  ", "\n")));
            json.writeStartObject();
            writeOrigin(json, report.origin());
            json.writeArrayFieldStart("targets");
            for (Target target : report.targets()) {
                writeTarget(json, target);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("samples");
            for (Sample sample : report.samples()) {
                writeSample(json, sample);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("plots");
            for (PlotData plot : report.plots()) {
                writePlot(json, plot);
            }
            json.writeEndArray();
            json.writeObjectFieldStart("kept");
            for (Map.Entry<String, Origin> kept : report.kept().entrySet()) {
                json.writeObjectFieldStart(kept.getKey());
                writeOrigin(json, kept.getValue());
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        return text + "\n";
    }

    /**
     * The report that a text is.
     *
     * @throws IOException if it is none
     * @throws IllegalArgumentException if it has values that no report has
     */
    public static Report fromJson(String text) throws IOException {
        JsonObject json = JsonObject.parse(FACTORY, text);
        List<Target> targets = new ArrayList<>();
        for (JsonObject target : json.objects("targets")) {
            targets.add(readTarget(target));
        }
        List<Sample> samples = new ArrayList<>();
        for (JsonObject sample : json.objects("samples")) {
            samples.add(readSample(sample));
        }
        List<PlotData> plots = new ArrayList<>();
        for (JsonObject plot : json.objects("plots")) {
            plots.add(readPlot(plot));
        }
        Map<String, Origin> kept = new LinkedHashMap<>();
        JsonObject origins = json.object("kept");
        for (String scenario : origins.names()) {
            kept.put(scenario, readOrigin(origins.object(scenario)));
        }
        return new Report(readOrigin(json), samples, targets, plots, kept);
    }

    private static void writeOrigin(JsonGenerator json, Origin origin) throws IOException {
        json.writeStringField("command", origin.command());
        json.writeStringField("date", origin.date());
        json.writeObjectFieldStart("machine");
        for (Map.Entry<String, String> about : origin.machine().entrySet()) {
            json.writeStringField(about.getKey(), about.getValue());
        }
        json.writeEndObject();
    }

    private static Origin readOrigin(JsonObject json) throws IOException {
        Map<String, String> machine = new LinkedHashMap<>();
        JsonObject about = json.object("machine");
        for (String name : about.names()) {
            machine.put(name, about.string(name));
        }
        return new Origin(json.string("command"), json.string("date"), machine);
    }

    private static void writeTarget(JsonGenerator json, Target target) throws IOException {
        json.writeStartObject();
        json.writeStringField("scenario", target.scenario());
        json.writeStringField("text", target.text());
        json.writeStringField("detail", target.detail());
        json.writeStringField("bound", target.bound().name());
        json.writeFieldName("limit");
        writeNumber(json, target.limit());
        json.writeStringField("unit", target.unit());
        writeNumbers(json, "runs", target.runs());
        // For those who read the file; rafka-bench works it out again.
        json.writeBooleanField("met", target.isMet());
        json.writeEndObject();
    }

    private static Target readTarget(JsonObject json) throws IOException {
        return new Target(
                json.string("scenario"),
                json.string("text"),
                json.string("detail"),
                Bound.valueOf(json.string("bound")),
                json.number("limit"),
                json.string("unit"),
                json.numbers("runs"));
    }

    private static void writeSample(JsonGenerator json, Sample sample) throws IOException {
        json.writeStartObject();
        json.writeStringField("scenario", sample.scenario());
        json.writeStringField("subject", sample.subject());
        json.writeStringField("metric", sample.metric());
        json.writeStringField("unit", sample.unit());
        writeNumbers(json, "runs", sample.runs());
        json.writeEndObject();
    }

    private static Sample readSample(JsonObject json) throws IOException {
        return new Sample(
                json.string("scenario"),
                json.string("subject"),
                json.string("metric"),
                json.string("unit"),
                json.numbers("runs"));
    }

    private static void writePlot(JsonGenerator json, PlotData plot) throws IOException {
        json.writeStartObject();
        json.writeStringField("scenario", plot.scenario());
        json.writeStringField("file", plot.file());
        json.writeStringField("title", plot.title());
        json.writeStringField("xLabel", plot.xLabel());
        json.writeStringField("yLabel", plot.yLabel());
        json.writeBooleanField("logX", plot.logX());
        json.writeBooleanField("logY", plot.logY());
        json.writeArrayFieldStart("series");
        for (Series series : plot.series()) {
            json.writeStartObject();
            json.writeStringField("name", series.name());
            writeNumbers(json, "x", series.points().stream().map(Point::x).toList());
            writeNumbers(json, "y", series.points().stream().map(Point::y).toList());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static PlotData readPlot(JsonObject json) throws IOException {
        List<Series> lines = new ArrayList<>();
        for (JsonObject series : json.objects("series")) {
            List<Double> x = series.numbers("x");
            List<Double> y = series.numbers("y");
            if (x.size() != y.size()) {
                throw new IOException("x and y of a series differ in length");
            }
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < x.size(); i++) {
                points.add(new Point(x.get(i), y.get(i)));
            }
            lines.add(new Series(series.string("name"), points));
        }
        return new PlotData(
                json.string("scenario"),
                json.string("file"),
                json.string("title"),
                json.string("xLabel"),
                json.string("yLabel"),
                json.bool("logX"),
                json.bool("logY"),
                lines);
    }

    private static void writeNumbers(JsonGenerator json, String name, List<Double> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (double value : values) {
            writeNumber(json, value);
        }
        json.writeEndArray();
    }

    private static void writeNumber(JsonGenerator json, double value) throws IOException {
        json.writeNumber(Figures.rounded(value));
    }
}
