package io.rafka.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the table of results into docs/reliability.md, between two comments; {@code ./faults} calls it. It stands on
 * the JDK alone, so that the compiled tests are all the class path it needs.
 */
final class ReliabilityTable {
    static final String BEGIN = "<!-- results: written by ./faults -->";
    static final String END = "<!-- end of results -->";

    private ReliabilityTable() {}

    /** Of the command line: the document, the directory of the rows, the commit, and the command that was run. */
    public static void main(String[] arguments) throws IOException {
        Path document = Path.of(arguments[0]);
        List<FaultReport> rows = FaultReport.read(Path.of(arguments[1]));
        if (rows.isEmpty()) {
            throw new IOException("no results in " + arguments[1]);
        }
        String about = "%s, %d cores, %s memory, Java %s, commit %s, `%s`"
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        Runtime.getRuntime().availableProcessors(),
                        memory(Path.of("/proc/meminfo")),
                        Runtime.version(),
                        arguments[2],
                        arguments[3]);
        Files.writeString(document, rewritten(Files.readString(document), about, rows));
    }

    /** The document with this table in place of the one it has. */
    static String rewritten(String document, String about, List<FaultReport> rows) {
        int begin = document.indexOf(BEGIN);
        int end = document.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("the document has no place for results: " + BEGIN + " ... " + END);
        }
        List<String> lines = new ArrayList<>(List.of(BEGIN, "", about + ":", "", "| scenario | seen |", "|---|---|"));
        rows.forEach(row -> lines.add(row.tableLine()));
        lines.add("");
        return document.substring(0, begin) + String.join("\n", lines) + "\n" + document.substring(end);
    }

    private static String memory(Path meminfo) throws IOException {
        if (!Files.exists(meminfo)) {
            return "unknown";
        }
        for (String line : Files.readAllLines(meminfo)) {
            if (line.startsWith("MemTotal:")) {
                return Math.round(Long.parseLong(line.replaceAll("\\D", "")) / 1048576.0) + " GB";
            }
        }
        return "unknown";
    }
}
