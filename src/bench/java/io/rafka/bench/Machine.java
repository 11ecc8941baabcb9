package io.rafka.bench;

import io.rafka.bench.scenario.Ground;
import io.rafka.bench.subject.Program;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;

/** What results depend on besides rafka's code: the machine, and the versions of all that takes part. */
final class Machine {
    private static final String UNKNOWN = "unknown";
    private static final String MISSING = "not installed";
    private static final double GIGABYTE = 1e9;
    private static final Path JAR = Path.of("target", "rafka.jar");

    private Machine() {}

    /** Everything by name, in the order in which it is shown. */
    static Map<String, String> describe() throws IOException {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("rafka", rafka());
        machine.put("machine", processor() + ", " + cores() + ", " + memory());
        machine.put("system", distribution() + "Linux " + System.getProperty("os.version"));
        machine.put(
                "Java", System.getProperty("java.runtime.version") + " (" + System.getProperty("java.vendor") + ")");
        machine.put(
                "Kafka",
                kafka() + ", one broker, a process of its own, its log "
                        + (Ground.keepsLogInMemory() ? "in memory" : "on the disk"));
        machine.put("Redis", output("redis-benchmark", "redis-benchmark (\\S+)", "redis-benchmark", "--version"));
        machine.put("kcat", output("kcat", "Version (\\S+)", "kcat", "-V"));
        machine.put("librdkafka", output("kcat", "librdkafka ([0-9.]+)", "kcat", "-V"));
        return machine;
    }

    private static String rafka() throws IOException {
        String version = UNKNOWN;
        if (Files.exists(JAR)) {
            try (JarFile jar = new JarFile(JAR.toFile())) {
                Manifest manifest = jar.getManifest();
                version = manifest.getMainAttributes().getValue("Implementation-Version");
            }
        }
        return version + commit();
    }

    /** The commit, and whether the code is another; nothing if this is no working copy of Git. */
    private static String commit() {
        if (!Program.isThere("git") || !Files.exists(Path.of(".git"))) {
            return "";
        }
        String commit =
                Program.run(List.of("git", "rev-parse", "--short=10", "HEAD")).strip();
        // A benchmark changes the documents itself.
        String changes = Program.run(List.of("git", "status", "--porcelain", "--", "src", "pom.xml", "rafka"));
        return ", commit " + commit + (changes.isBlank() ? "" : " + changes");
    }

    private static String kafka() throws IOException {
        Properties properties = new Properties();
        try (InputStream about = Admin.class.getResourceAsStream("/kafka/kafka-version.properties")) {
            if (about != null) {
                properties.load(about);
            }
        }
        return properties.getProperty("version", UNKNOWN);
    }

    private static String processor() throws IOException {
        return found(Path.of("/proc/cpuinfo"), "(?m)^model name\\s*: (.*)$", System.getProperty("os.arch"));
    }

    private static String cores() {
        int cores = Runtime.getRuntime().availableProcessors();
        return cores == 1 ? "1 core" : cores + " cores";
    }

    private static String memory() {
        long bytes = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getTotalMemorySize();
        return Math.round(bytes / GIGABYTE) + " GB";
    }

    private static String distribution() throws IOException {
        String name = found(Path.of("/etc/os-release"), "(?m)^PRETTY_NAME=\"?([^\"\n]*)\"?$", "");
        return name.isEmpty() ? "" : name + ", ";
    }

    private static String found(Path file, String pattern, String otherwise) throws IOException {
        return Files.isReadable(file) ? found(Files.readString(file), pattern, otherwise) : otherwise;
    }

    private static String output(String program, String pattern, String... command) {
        return Program.isThere(program) ? found(Program.run(List.of(command)), pattern, UNKNOWN) : MISSING;
    }

    private static String found(String text, String pattern, String otherwise) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? matcher.group(1).strip() : otherwise;
    }
}
