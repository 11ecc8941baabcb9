package io.rafka.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** A file of YAML, as its reader understands it: with its anchors, and without a name twice. */
final class YamlFile {
    private YamlFile() {}

    static JsonNode read(Path file) throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Object content = new Yaml(options).load(Files.readString(file));
        return new ObjectMapper().valueToTree(content);
    }
}
