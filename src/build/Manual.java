import io.rafka.Rafka;
import io.rafka.config.server.ServerSettings;
import io.rafka.config.server.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Writes what is made of rafka's options: its manual page, and the completions for bash and zsh. Run by the build, with
 * the folder of the templates, the one to write to, the version and the date: {@code java Manual.java src/build
 * target/manual 1.0.0 2026-11-23}.
 */
public final class Manual {
    private static final String ONE_OF = "one of ";

    private Manual() {}

    public static void main(String[] arguments) throws IOException {
        Path templates = Path.of(arguments[0]);
        Path directory = Files.createDirectories(Path.of(arguments[1]));
        List<OptionSpec> options = Rafka.commandLine().getCommandSpec().options();
        String page = Files.readString(templates.resolve("rafka.1.in"))
                .replace("@VERSION@", arguments[2])
                .replace("@DATE@", arguments[3].substring(0, "2026-11-23".length()))
                .replace("@OPTIONS@\n", options.stream().map(Manual::paragraph).collect(Collectors.joining()))
                .replace("@VARIABLES@\n", variables());
        Files.writeString(directory.resolve("rafka.1"), page);
        Files.writeString(
                directory.resolve("rafka.bash"),
                Files.readString(templates.resolve("completion.bash.in"))
                        .replace("@OPTIONS@", names(options))
                        .replace(
                                "@VALUES@\n",
                                options.stream().map(Manual::bashValues).collect(Collectors.joining())));
        Files.writeString(directory.resolve("_rafka"), zshCompletion(options));
    }

    // The manual page

    private static String paragraph(OptionSpec option) {
        String value = option.arity().max() == 0 ? "" : " \\fI" + roff(option.paramLabel()) + "\\fR";
        String names = List.of(option.names()).stream()
                .map(name -> "\\fB" + roff(name) + "\\fR" + value)
                .collect(Collectors.joining(", "));
        Setting<?> setting = setting(option);
        String allowed = setting == null
                ? ""
                : "\n.br\nA value is " + roff(setting.type().allowed()) + ".";
        String description = String.join(" ", option.description()).replace("%%", "%");
        return ".TP\n" + names + "\n" + roff(description.endsWith(".") ? description : description + ".") + allowed
                + "\n";
    }

    private static String variables() {
        return ServerSettings.all().stream()
                .map(setting -> ".br\n\\fB" + roff(setting.environmentVariable()) + "\\fR\n")
                .collect(Collectors.joining());
    }

    private static String roff(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq");
        return escaped.startsWith(".") ? "\\&" + escaped : escaped;
    }

    // Completions

    private static String names(List<OptionSpec> options) {
        return options.stream()
                .flatMap(option -> List.of(option.names()).stream())
                .collect(Collectors.joining(" "));
    }

    private static String bashValues(OptionSpec option) {
        if (option.arity().max() == 0) {
            return "";
        }
        String words = switch (values(option)) {
            case "_files" -> "-f";
            case "_directories" -> "-d";
            case "" -> "-W ''";
            default -> "-W '" + values(option) + "'";
        };
        return "        " + String.join(" | ", option.names()) + ") values=(" + words + ") ;;\n";
    }

    private static String zshCompletion(List<OptionSpec> options) {
        List<String> lines = new ArrayList<>(List.of("#compdef rafka", "_arguments -S \\"));
        for (OptionSpec option : options) {
            boolean hasValue = option.arity().max() > 0;
            String values = values(option).startsWith("_") ? values(option) : "(" + values(option) + ")";
            String text = String.join(" ", option.description()).replace("%%", "%");
            String first = text.replaceFirst("(?s)[.;:] .*|\\.$", "");
            for (String name : option.names()) {
                String equals = hasValue ? name.startsWith("--") ? "=" : "+" : "";
                String others = option.names().length > 1 ? "(" + String.join(" ", option.names()) + ")" : "";
                lines.add("    '" + others + name + equals + "[" + zsh(first) + "]"
                        + (hasValue ? ":" + option.paramLabel().toLowerCase() + ":" + values : "") + "' \\");
            }
        }
        return String.join("\n", lines).replaceFirst(" \\\\$", "\n");
    }

    private static String zsh(String text) {
        return text.replace("'", "'\\''")
                .replace("[", "\\[")
                .replace("]", "\\]")
                .replace(":", "\\:");
    }

    /** The words that its value may be, or what zsh calls files and directories, or nothing. */
    private static String values(OptionSpec option) {
        Setting<?> setting = setting(option);
        if (setting == null) {
            return option.arity().max() > 0 ? "_files" : "";
        }
        String allowed = setting.type().allowed();
        if (setting.equals(ServerSettings.DATA_DIR)) {
            return "_directories";
        }
        return allowed.equals("yes or no")
                ? "yes no"
                : allowed.startsWith(ONE_OF)
                        ? allowed.substring(ONE_OF.length()).replace(",", "")
                        : "";
    }

    private static Setting<?> setting(OptionSpec option) {
        return ServerSettings.all().stream()
                .filter(setting -> setting.option().equals(option.longestName()))
                .findFirst()
                .orElse(null);
    }
}
