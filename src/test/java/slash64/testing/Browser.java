package slash64.testing;

import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/**
 * A headless Chromium, driven through chromedriver by the WebDriver protocol (W3C, 2018) and its
 * log extension.
 */
public final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process driver;
  private final String session;

  private Browser(Path profile) throws IOException {
    this.driver =
        new ProcessBuilder(DRIVER.toString(), "--port=0").redirectErrorStream(true).start();
    try {
      String port = port(driver.inputReader(StandardCharsets.UTF_8));
      this.session = "http://127.0.0.1:" + port + "/session/" + begin(port, profile);
    } catch (IOException | RuntimeException e) {
      driver.destroyForcibly();
      throw e;
    }
  }

  /**
   * Starts a browser; skips the test if there is none, but on the build server that is a failure.
   *
   * @param profile an empty folder for it
   */
  public static Browser start(Path profile) throws IOException {
    if (!Files.isExecutable(CHROMIUM) || !Files.isExecutable(DRIVER)) {
      String missing = "chromium or chromedriver is not installed; .ci/run says how to install it";
      if ("true".equals(System.getenv("CI"))) {
        fail(missing);
      }
      Assumptions.abort("skipped: " + missing);
    }
    return new Browser(profile);
  }

  private static String port(BufferedReader lines) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        return port.group(1);
      }
    }
    throw new IOException("chromedriver ended without naming its port");
  }

  private String begin(String port, Path profile) throws IOException {
    List<String> arguments =
        List.of(
            "--headless=new",
            "--no-sandbox", // root in a container has no user namespaces to make one of
            "--disable-gpu",
            "--disable-quic",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--user-data-dir=" + profile);
    Map<String, Object> chrome =
        Map.of(
            "browserName",
            "chrome",
            "goog:loggingPrefs",
            Map.of("browser", "ALL", "performance", "ALL"),
            "goog:chromeOptions",
            Map.of("binary", CHROMIUM.toString(), "args", arguments));
    JsonNode made =
        post(
            URI.create("http://127.0.0.1:" + port + "/session"),
            Map.of("capabilities", Map.of("alwaysMatch", chrome)));
    return made.path("sessionId").asText();
  }

  /** Opens a local file, in a window of this size. */
  public void open(Path page, int width, int height) throws IOException {
    command("/window/rect", Map.of("width", width, "height", height));
    command("/url", Map.of("url", page.toUri().toString()));
  }

  /** Runs a script in the page and returns what it returns. */
  public JsonNode run(String script) throws IOException {
    return command("/execute/sync", Map.of("script", script, "args", List.of()));
  }

  /**
   * Presses keys, as whoever sits at the keyboard does; WebDriver's codes for those that print
   * nothing.
   */
  public void type(String keys) throws IOException {
    List<Map<String, String>> presses = new ArrayList<>();
    for (int i = 0; i < keys.length(); i++) {
      String key = keys.substring(i, i + 1);
      presses.add(Map.of("type", "keyDown", "value", key));
      presses.add(Map.of("type", "keyUp", "value", key));
    }
    command(
        "/actions",
        Map.of("actions", List.of(Map.of("type", "key", "id", "keyboard", "actions", presses))));
  }

  /** Returns what the console and the page's errors said since the last call. */
  public List<String> console() throws IOException {
    List<String> messages = new ArrayList<>();
    command("/se/log", Map.of("type", "browser"))
        .forEach(entry -> messages.add(entry.path("message").asText()));
    return messages;
  }

  /** Returns the addresses that the page asked for since the last call, its own among them. */
  public List<String> requests() throws IOException {
    List<String> urls = new ArrayList<>();
    for (JsonNode entry : command("/se/log", Map.of("type", "performance"))) {
      JsonNode event = JSON.readTree(entry.path("message").asText()).path("message");
      if (event.path("method").asText().equals("Network.requestWillBeSent")) {
        urls.add(event.path("params").path("request").path("url").asText());
      }
    }
    return urls;
  }

  /** Writes a picture of the window. */
  public void screenshot(Path png) throws IOException {
    HttpRequest ask = HttpRequest.newBuilder(URI.create(session + "/screenshot")).GET().build();
    Files.write(png, Base64.getDecoder().decode(send(ask).asText()));
  }

  private JsonNode command(String path, Map<String, ?> body) throws IOException {
    return post(URI.create(session + path), body);
  }

  private JsonNode post(URI uri, Map<String, ?> body) throws IOException {
    return send(
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofMinutes(2))
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build());
  }

  private JsonNode send(HttpRequest request) throws IOException {
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode value = JSON.readTree(answer.body()).path("value");
      if (answer.statusCode() != 200) {
        throw new IOException("chromedriver: " + value.path("message").asText(answer.body()));
      }
      return value;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while the browser worked", e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      send(HttpRequest.newBuilder(URI.create(session)).DELETE().build());
    } finally {
      driver.destroy();
    }
  }
}
