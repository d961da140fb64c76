package slash64.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * One self-contained page. Its Content-Security-Policy lets in nothing but this house's own style
 * and script, told by their SHA-256 (CSP Level 3, 6.7.2.4): even markup that slipped into the page
 * could not run, nor load anything.
 */
final class Page {
  private static final String STYLE = resource("report.css");
  private static final String SCRIPT = resource("report.js");

  private final String title;
  private final Markup body;
  private final Map<String, String> data = new LinkedHashMap<>();

  Page(String title, Markup body) {
    this.title = title;
    this.body = body;
  }

  /**
   * Adds data for the script.
   *
   * @param json any JSON; what could end the element or begin a comment in it is escaped
   */
  Page data(String id, String json) {
    data.put(id, json.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"));
    return this;
  }

  /** Returns the page as HTML. */
  String html() {
    StringBuilder html = new StringBuilder(1 << 16);
    html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>");
    meta("Content-Security-Policy", policy(), "http-equiv").writeTo(html);
    meta("viewport", "width=device-width, initial-scale=1", "name").writeTo(html);
    meta("color-scheme", "light dark", "name").writeTo(html);
    meta("referrer", "no-referrer", "name").writeTo(html);
    Markup.of("title").text(title).writeTo(html);
    html.append("<style>").append(STYLE).append("</style></head>\n");
    body.writeTo(html);
    data.forEach(
        (id, json) ->
            html.append("\n<script type=\"application/json\" id=\"")
                .append(id)
                .append("\">")
                .append(json)
                .append("</script>"));
    html.append("\n<script>").append(SCRIPT).append("</script>\n</html>\n");
    return html.toString();
  }

  private static String policy() {
    return "default-src 'none'; style-src 'sha256-%s'; script-src 'sha256-%s'; base-uri 'none'; form-action 'none'"
        .formatted(sha256(STYLE), sha256(SCRIPT));
  }

  private static Markup meta(String name, String content, String kind) {
    return Markup.of("meta").set(kind, name).set("content", content);
  }

  /** Returns the SHA-256 of the text as UTF-8, in base 64. */
  private static String sha256(String text) {
    return Base64.getEncoder().encodeToString(DigestUtils.sha256(text));
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("Resource %s is missing from the jar".formatted(name));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
