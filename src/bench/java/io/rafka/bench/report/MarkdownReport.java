package io.rafka.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * A {@link Report} as a part of a Markdown document, between two lines that stay; and its plots beside the document.
 */
public final class MarkdownReport {
    static final String BEGIN = "<!-- bench: begin -->";
    static final String END = "<!-- bench: end -->";

    /** The folder of the plots, beside the document. */
    private static final String PLOTS = "performance";

    private MarkdownReport() {}

    /**
     * Writes the report into a document, and the plots into the folder {@code performance} beside it.
     *
     * @param titles by scenario, what its heading says besides its name
     */
    public static void write(Path document, Report report, Map<String, String> titles) throws IOException {
        // First what may fail, so that it leaves all as it is.
        String text = rewritten(Files.readString(document), report, titles);
        for (PlotData plot : report.plots()) {
            SvgPlot.write(document.resolveSibling(PLOTS), plot);
        }
        Files.writeString(document, text);
    }

    /**
     * The document with this report in place of the one it has.
     *
     * @param titles by scenario, what its heading says besides its name
     * @throws IllegalArgumentException if it has no place for one, or several
     */
    public static String rewritten(String document, Report report, Map<String, String> titles) {
        List<String> lines = List.of(document.split("\n", -1));
        int begin = lines.indexOf(BEGIN);
        int end = lines.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException(
                    "the document has no place for results: a line " + BEGIN + ", and below it a line " + END);
        }
        if (Collections.frequency(lines, BEGIN) + Collections.frequency(lines, END) > 2) {
            throw new IllegalArgumentException("the document has several lines " + BEGIN + " or " + END);
        }
        List<String> result = new ArrayList<>(lines.subList(0, begin + 1));
        result.addAll(body(report, titles));
        result.addAll(lines.subList(end, lines.size()));
        return String.join("\n", result);
    }

    private static List<String> body(Report report, Map<String, String> titles) {
        List<String> lines = new ArrayList<>();
        Origin origin = report.origin();
        lines.add("");
        lines.add("Written by `%s` on %s:".formatted(code(origin.command()), text(origin.date())));
        lines.add("");
        lines.addAll(machine(origin.machine()));
        lines.addAll(targets(report.targets()));
        for (String scenario : report.scenarios()) {
            String title = titles.get(scenario);
            lines.add("### " + text(title == null ? scenario : title + " (" + scenario + ")"));
            lines.add("");
            Origin kept = report.kept().get(scenario);
            if (kept != null) {
                lines.add(kept(kept, origin));
                lines.add("");
            }
            lines.addAll(samples(report.samples().stream()
                    .filter(sample -> sample.scenario().equals(scenario))
                    .toList()));
            for (PlotData plot : report.plots()) {
                if (plot.scenario().equals(scenario)) {
                    lines.add("![%s](%s/%s)".formatted(alternative(plot.title()), PLOTS, plot.file()));
                    lines.add("");
                }
            }
        }
        return lines;
    }

    private static List<String> machine(Map<String, String> machine) {
        if (machine.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of("| | |", "|---|---|"));
        machine.forEach((name, value) -> lines.add(row(List.of(text(name), text(value)))));
        lines.add("");
        return lines;
    }

    private static List<String> targets(List<Target> targets) {
        if (targets.isEmpty()) {
            return List.of();
        }
        long met = targets.stream().filter(Target::isMet).count();
        List<String> lines = new ArrayList<>(List.of(
                "%d of %d targets are met:".formatted(met, targets.size()),
                "",
                "| what | target | measured | met |",
                "|---|---|---|---|"));
        for (Target target : targets) {
            String detail = target.detail().isBlank() ? "" : " (" + target.detail() + ")";
            lines.add(row(List.of(
                    text(target.text() + detail),
                    text(target.bound().words() + " " + Figures.text(target.limit(), target.unit())),
                    text(measured(target)),
                    target.isMet() ? "yes" : "**no**")));
        }
        lines.add("");
        return lines;
    }

    private static String measured(Target target) {
        int runs = target.runs().size();
        String unit = target.unit();
        String shown = Figures.text(target.value(), unit);
        if (target.isMet() || !shown.equals(Figures.text(target.limit(), unit))) {
            return Figures.text(target.value(), target.min(), target.max(), runs, unit);
        }
        // "at least 0.80 x | 0.80 x | no" would look like a mistake.
        return Figures.precise(target.value(), unit)
                + Figures.text(target.value(), target.min(), target.max(), runs, unit)
                        .substring(shown.length());
    }

    /** Rows are subjects, columns are metrics, both in the order in which they first appear. */
    private static List<String> samples(List<Sample> samples) {
        if (samples.isEmpty()) {
            return List.of();
        }
        Set<String> metrics = new LinkedHashSet<>();
        Set<String> subjects = new LinkedHashSet<>();
        for (Sample sample : samples) {
            metrics.add(sample.metric());
            subjects.add(sample.subject());
        }
        List<String> header = new ArrayList<>(List.of(""));
        metrics.forEach(metric -> header.add(text(metric)));
        List<String> lines = new ArrayList<>(List.of(row(header), "|---".repeat(header.size()) + "|"));
        for (String subject : subjects) {
            List<String> cells = new ArrayList<>(List.of(text(subject)));
            metrics.forEach(metric -> cells.add(cell(samples, subject, metric)));
            lines.add(row(cells));
        }
        lines.add("");
        return lines;
    }

    /** Empty where there is no figure. */
    private static String cell(List<Sample> samples, String subject, String metric) {
        StringJoiner figures = new StringJoiner(" / ");
        for (Sample sample : samples) {
            if (sample.subject().equals(subject) && sample.metric().equals(metric)) {
                figures.add(text(Figures.text(
                        sample.median(),
                        sample.min(),
                        sample.max(),
                        sample.runs().size(),
                        sample.unit())));
            }
        }
        return figures.toString();
    }

    /** Says of results that the last run has not measured where they come from. */
    private static String kept(Origin kept, Origin origin) {
        StringBuilder differences = new StringBuilder();
        kept.machine().forEach((name, value) -> {
            if (!value.equals(origin.machine().get(name))) {
                differences.append(", ").append(text(name + " " + value));
            }
        });
        return "Measured by `%s` on %s%s.".formatted(code(kept.command()), text(kept.date()), differences);
    }

    private static String row(List<String> cells) {
        StringBuilder row = new StringBuilder("|");
        cells.forEach(cell -> row.append(cell.isEmpty() ? " |" : " " + cell + " |"));
        return row.toString();
    }

    /** Text that neither ends a cell or a line nor begins a tag or a comment, such as the end of all this. */
    private static String text(String text) {
        return oneLine(text).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;");
    }

    /** The same in the brackets of an image. */
    private static String alternative(String text) {
        return text(text).replace("[", "\\[").replace("]", "\\]");
    }

    /** The same between backticks, outside of tables: nothing can be escaped there, and only a backtick ends it. */
    private static String code(String text) {
        return oneLine(text).replace("`", "'");
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
