import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Checks that all that rafka is shipped with has a licence which goes together with its own, and writes what these
 * licences want to be told. Run by the build: {@code java ThirdParty.java src/build target/rafka.cdx.json target/lib
 * target/THIRD-PARTY}; src/build/licences.txt says what may be.
 */
public final class ThirdParty {
    private static final String OWN_TEXT = "(META-INF/)?(LICENSE|NOTICE)([-.][^/]*)?";
    private static final String LINE = "-".repeat(80) + "\n";

    private final Path rules;
    private final List<List<String>> rows;
    private final List<String> errors = new ArrayList<>();
    /** What to print, and of whom. */
    private final Map<String, TreeSet<String>> texts = new LinkedHashMap<>();

    private ThirdParty(Path directory) throws IOException {
        rules = directory.resolve("licences");
        rows = Files.readAllLines(directory.resolve("licences.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line ->
                        List.of(line.split("\\|")).stream().map(String::strip).toList())
                .toList();
    }

    public static void main(String[] arguments) throws IOException {
        if (Files.notExists(Path.of(arguments[1]))) {
            System.err.println("There is no bill of materials, as Maven makes none offline. -Ddist.skip does without.");
            System.exit(1);
        }
        ThirdParty report = new ThirdParty(Path.of(arguments[0]));
        JsonNode bill = new ObjectMapper().readTree(Path.of(arguments[1]).toFile());
        String text = report.write(bill.path("components"), Path.of(arguments[2]));
        if (!report.errors.isEmpty()) {
            report.errors.forEach(System.err::println);
            System.exit(1);
        }
        Files.writeString(Path.of(arguments[3]), text);
    }

    private String write(JsonNode components, Path libraries) throws IOException {
        StringBuilder text = new StringBuilder("""
                rafka is free software under the GNU General Public License, version 3 or (at your option) any later
                version; its text is in the file LICENSE. It comes with these libraries of others, each in the form in
                which its authors publish it, and each under a licence that goes together with rafka's. Where a library
                is under a choice of licences, the one that is named was taken. Then come the texts of these licences,
                and the notices that they ask to be kept.

                """);
        TreeSet<String> unknown = jars(libraries);
        Map<String, String> lines = new TreeMap<>();
        for (JsonNode component : components) {
            String jar = jar(component);
            if (unknown.remove(jar)) {
                lines.put(id(component) + jar, about(component));
                collectTexts(component, libraries.resolve(jar));
            }
        }
        unknown.forEach(jar -> errors.add(jar + ": is in no bill of materials"));
        lines.values().forEach(text::append);
        texts.forEach((one, of) -> text.append("\n")
                .append(LINE)
                .append(wrapped(of))
                .append(LINE)
                .append("\n")
                .append(one));
        return text.toString();
    }

    private static TreeSet<String> jars(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String id(JsonNode component) {
        return component.path("group").asText() + ":" + component.path("name").asText();
    }

    private static String jar(JsonNode component) {
        String[] classifier = component.path("purl").asText().split("classifier=", 2);
        return component.path("name").asText() + "-" + component.path("version").asText()
                + (classifier.length < 2 ? "" : "-" + classifier[1].replaceFirst("&.*", "")) + ".jar";
    }

    private String about(JsonNode component) {
        List<String> names = new ArrayList<>();
        for (JsonNode one : component.path("licenses")) {
            JsonNode licence = one.path("license");
            names.add(
                    one.hasNonNull("expression")
                            ? one.get("expression").asText()
                            : licence.hasNonNull("id")
                                    ? licence.get("id").asText()
                                    : licence.path("name").asText());
        }
        // Several licences in a POM are a choice.
        String taken = names.stream()
                .flatMap(name ->
                        rows("accept").filter(row -> row.get(1).equals(name)).map(row -> row.get(2)))
                .findFirst()
                .orElse(null);
        if (taken == null) {
            errors.add(id(component) + ": not known to go together with GPL-3: " + names);
        }
        StringBuilder text = new StringBuilder(jar(component))
                .append("\n    ")
                .append(taken)
                .append(names.size() > 1 ? " (of " + String.join(", ", names) + ")" : "")
                .append(reference(component, "website", ""))
                .append(reference(component, "vcs", "source: "))
                .append("\n");
        rows("contains")
                .filter(row -> matches(row, component))
                .forEach(row -> text.append("    contains: ")
                        .append(row.get(2))
                        .append(", ")
                        .append(row.get(3))
                        .append("\n"));
        return text.toString();
    }

    private static String reference(JsonNode component, String type, String before) {
        for (JsonNode reference : component.path("externalReferences")) {
            if (reference.path("type").asText().equals(type)) {
                return "\n    " + before + reference.path("url").asText();
            }
        }
        return "";
    }

    private void collectTexts(JsonNode component, Path jar) throws IOException {
        boolean told = false;
        try (ZipFile file = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : file.stream()
                    .filter(entry -> entry.getName().matches(OWN_TEXT))
                    .toList()) {
                try (InputStream content = file.getInputStream(entry)) {
                    add(new String(content.readAllBytes(), StandardCharsets.UTF_8), component);
                }
                told |= entry.getName().contains("LICENSE");
            }
        }
        for (List<String> row :
                rows("text").filter(row -> matches(row, component)).toList()) {
            add(Files.readString(rules.resolve(row.get(2))), component);
            told = true;
        }
        for (List<String> row :
                rows("contains").filter(row -> matches(row, component)).toList()) {
            add(Files.readString(rules.resolve(row.get(4))), component);
        }
        if (!told) {
            errors.add(id(component) + ": brings no text of its licence, and licences.txt names none");
        }
    }

    private void add(String text, JsonNode component) {
        String trimmed = text.replace("\r", "").replaceFirst("(?s)^\\n+", "").stripTrailing() + "\n";
        texts.computeIfAbsent(trimmed, one -> new TreeSet<>())
                .add(component.path("name").asText());
    }

    private Stream<List<String>> rows(String kind) {
        return rows.stream().filter(row -> row.get(0).equals(kind));
    }

    private static boolean matches(List<String> row, JsonNode component) {
        String pattern = row.get(1);
        return pattern.endsWith(":*")
                ? pattern.equals(component.path("group").asText() + ":*")
                : pattern.equals(id(component));
    }

    private static String wrapped(TreeSet<String> names) {
        return String.join(", ", names).replaceAll("(.{1,79})( |$)", "$1\n");
    }
}
