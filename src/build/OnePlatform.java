import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Leaves out of jars what is not this platform's: libraries for other systems and processors, 9 MB. Run by dist/image,
 * with a folder of jars and the names that the processor has: {@code java OnePlatform.java lib amd64 x86_64}.
 */
public final class OnePlatform {
    private static final Pattern NATIVE = Pattern.compile(".*\\.(so|a|dll|dylib|jnilib)");

    private OnePlatform() {}

    public static void main(String[] arguments) throws IOException {
        List<String> processors = List.of(arguments).subList(1, arguments.length);
        // As in linux/amd64/liblz4-java.so, or META-INF/native/libnetty_transport_native_epoll_x86_64.so.
        Pattern ours = Pattern.compile("(?i)(.*/)?(linux/%1$s/[^/]*|META-INF/native/.*_%1$s\\.so)"
                .formatted("(" + String.join("|", processors) + ")"));
        List<Path> jars;
        try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
            jars = files.toList();
        }
        for (Path jar : jars) {
            List<? extends ZipEntry> natives = natives(jar);
            List<? extends ZipEntry> others = natives.stream()
                    .filter(entry -> !ours.matcher(entry.getName()).matches())
                    .toList();
            if (!natives.isEmpty() && natives.size() == others.size()) {
                // Such a jar has nothing but libraries; the manifest may name it all the same.
                Files.delete(jar);
            } else if (!others.isEmpty()) {
                copyWithout(others.stream().map(ZipEntry::getName).toList(), jar);
            }
        }
    }

    private static List<? extends ZipEntry> natives(Path jar) throws IOException {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            return file.stream()
                    .filter(entry -> NATIVE.matcher(entry.getName()).matches())
                    .toList();
        }
    }

    private static void copyWithout(List<String> others, Path jar) throws IOException {
        FileTime time = Files.getLastModifiedTime(jar);
        Path copy = jar.resolveSibling(jar.getFileName() + ".new");
        try (ZipFile file = new ZipFile(jar.toFile());
                OutputStream bytes = Files.newOutputStream(copy);
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry : file.stream().toList()) {
                if (!others.contains(entry.getName())) {
                    ZipEntry same = new ZipEntry(entry.getName());
                    same.setTime(entry.getTime());
                    out.putNextEntry(same);
                    file.getInputStream(entry).transferTo(out);
                    out.closeEntry();
                }
            }
        }
        Files.move(copy, jar, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(jar, time);
    }
}
