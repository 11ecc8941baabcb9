package io.rafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is so long that it cannot be read at one sitting. */
class SourceSizeTest {
    private static final int LONGEST_FILE = 500;
    private static final int LONGEST_METHOD = 60;
    private static final int LONGEST_README = 149;

    @Test
    void filesAreShort() throws IOException {
        assertThat(tooLong(javaFiles(Path.of("src")), LONGEST_FILE)).isEmpty();
    }

    @Test
    void theReadmeIsShort() throws IOException {
        assertThat(tooLong(List.of(Path.of("README.md")), LONGEST_README)).isEmpty();
    }

    @Test
    void methodsAreShort() throws IOException {
        assertThat(longMethods(javaFiles(Path.of("src")), LONGEST_METHOD)).isEmpty();
    }

    @Test
    void measuresAMethodFromItsNameToItsEnd(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("Sample.java");
        Files.writeString(file, """
                class Sample {
                    /** Not counted. */
                    Sample() {
                        int one = 1;
                    }

                    @Deprecated
                    void five() {
                        Runnable inner = () -> {
                            // a comment counts
                        };
                    }

                    void three() {
                        int one = 1;
                    }
                }
                """);

        assertThat(longMethods(List.of(file), 2))
                .containsExactly(
                        file + ":3: <init> has 3 lines",
                        file + ":7: five has 6 lines",
                        file + ":14: three has 3 lines");
        assertThat(longMethods(List.of(file), 3)).containsExactly(file + ":7: five has 6 lines");
        assertThat(longMethods(List.of(file), 6)).isEmpty();
        assertThat(tooLong(List.of(file), 16)).containsExactly(file + ":17: the file has 17 lines");
        assertThat(tooLong(List.of(file), 17)).isEmpty();
    }

    private static List<Path> javaFiles(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
            assertThat(found).hasSizeGreaterThan(100);
            return found;
        }
    }

    private static List<String> tooLong(List<Path> files, int longest) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            int lines = Files.readAllLines(file).size();
            if (lines > longest) {
                found.add(file + ":" + lines + ": the file has " + lines + " lines");
            }
        }
        return found;
    }

    private static List<String> longMethods(List<Path> files, int longest) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> found = new ArrayList<>();
        try (StandardJavaFileManager fileManager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    fileManager,
                    null,
                    List.of("-proc:none"),
                    null,
                    fileManager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new MethodLengths(unit, positions, longest, found).scan(unit, null);
            }
        }
        return found;
    }

    /** Collects the methods and constructors of one file that have more lines than allowed. */
    private static final class MethodLengths extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final int longest;
        private final List<String> found;

        MethodLengths(CompilationUnitTree unit, SourcePositions positions, int longest, List<String> found) {
            this.unit = unit;
            this.positions = positions;
            this.longest = longest;
            this.found = found;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            long first = line(positions.getStartPosition(unit, method));
            long lines = line(positions.getEndPosition(unit, method)) - first + 1;
            if (lines > longest) {
                Path file = Path.of(unit.getSourceFile().toUri());
                found.add(file + ":" + first + ": " + method.getName() + " has " + lines + " lines");
            }
            return super.visitMethod(method, null);
        }

        private long line(long position) {
            LineMap lines = unit.getLineMap();
            return lines.getLineNumber(position);
        }
    }
}
