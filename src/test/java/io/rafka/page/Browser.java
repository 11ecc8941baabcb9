package io.rafka.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rafka.testing.RafkaTester;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A Chromium without a window and with a profile of its own, which shows one page. */
final class Browser implements AutoCloseable {
    /** {@code ./test} says by it whether there is none. If it is not set, as with a plain {@code mvn}, we look. */
    private static final String MISSING = "rafka.chromium.missing";

    private static final Path PICTURES = Path.of("target", "page");
    private static final ObjectMapper JSON = new ObjectMapper();
    /** It warns of each version of Chromium that it does not know. Kept here, or the level is forgotten. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private final Path profile;
    private final ChromeDriver driver;
    private final Thread endWithUs;
    private final List<String> requests = new ArrayList<>();

    private Browser() throws IOException {
        SELENIUM.setLevel(Level.SEVERE);
        profile = Files.createTempDirectory("chromium-test");
        // Both programs are named, so that Selenium does not look for them elsewhere.
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver"))
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options(profile));
        endWithUs = new Thread(driver::quit, "chromium-end");
        Runtime.getRuntime().addShutdownHook(endWithUs);
    }

    private static ChromeOptions options(Path profile) {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("chromium"));
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        // As root there is no sandbox, a container may have little shared memory, and nobody outside is to be asked.
        return options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--hide-scrollbars",
                "--user-data-dir=" + profile);
    }

    /** Starts it. Without a Chromium the test is left out; in a CI, that is a failure. */
    static Browser start() throws IOException {
        boolean isThere = isThere();
        if ("true".equals(System.getenv("CI"))) {
            assertThat(isThere).as("there is a chromium and a chromedriver").isTrue();
        }
        assumeTrue(isThere, "there is no chromium with a chromedriver");
        return new Browser();
    }

    private static boolean isThere() {
        String missing = System.getProperty(MISSING);
        return missing != null
                ? !Boolean.parseBoolean(missing)
                : program("chromium").canExecute() && program("chromedriver").canExecute();
    }

    /** The first of that name in the PATH; one that does not exist if there is none. */
    private static File program(String name) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getenv("PATH"))
                .map(folder -> new File(folder, name))
                .filter(File::canExecute)
                .findFirst()
                .orElse(new File(name));
    }

    void open(String url) {
        driver.get(url);
    }

    /** What a script returns: numbers as Long or Double, lists, maps, texts. A promise is waited for. */
    @Nullable Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** The text of the first element that matches; empty if there is none. */
    String text(String selector) {
        Object text = run("return document.querySelector(arguments[0])?.textContent ?? ''", selector);
        return String.valueOf(text);
    }

    String title() {
        return driver.getTitle();
    }

    /** The first element that matches; it is the same as long as the page does not make it anew. */
    WebElement element(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** The rows of the first table in an element, by the titles of its columns. */
    @SuppressWarnings("unchecked")
    List<Map<String, String>> rows(String parent) {
        return (List<Map<String, String>>) Objects.requireNonNull(run("""
                const table = document.querySelector(arguments[0] + ' table');
                const titles = [...table.querySelectorAll('thead tr:last-child th')].map(cell => cell.textContent);
                return [...table.querySelectorAll('tbody tr')].map(row =>
                    Object.fromEntries(titles.map((title, i) => [title, row.cells[i].textContent])));
                """, parent));
    }

    /** The first row that has this in a column; empty if there is none. */
    Map<String, String> row(String parent, String text) {
        return rows(parent).stream()
                .filter(row -> row.containsValue(text))
                .findFirst()
                .orElse(Map.of());
    }

    /** Makes the window so large, in its inside. */
    void resize(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** @param scheme what the user prefers: light or dark */
    void prefer(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Writes what is seen to target/page, for people. */
    void picture(String name) throws IOException {
        Files.createDirectories(PICTURES);
        Files.write(PICTURES.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    /** What the console has been told since the last call: mistakes, and what the content security policy refuses. */
    List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::toString)
                .toList();
    }

    /** The addresses of all that was asked for over a network since the start. */
    List<String> requests() throws JsonProcessingException {
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            JsonNode message = JSON.readTree(entry.getMessage()).path("message");
            String url = message.path("params").path("request").path("url").asText();
            if (message.path("method").asText().equals("Network.requestWillBeSent")
                    && url.toLowerCase(Locale.ROOT).matches("(https?|wss?):.*")) {
                requests.add(url);
            }
        }
        return requests;
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(endWithUs);
        driver.quit();
        RafkaTester.deleteAll(profile);
    }
}
