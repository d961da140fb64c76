package slash64.notebook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import slash64.report.Markup;

/** What a cell shows: a table or a picture, and the same as text for who cannot see it. */
public final class Html {
  private static final String STYLE = style();

  private final Markup markup;
  private final String text;

  Html(Markup markup, String text) {
    this.markup = markup;
    this.text = text;
  }

  /** Text with its line breaks and columns, as a terminal shows it. */
  static Html ofText(String text) {
    Markup lines = Markup.of("div", "lines");
    text.lines().forEach(line -> lines.add(Markup.of("div").text(line.isEmpty() ? " " : line)));
    return new Html(lines, text);
  }

  /** Returns HTML that stands for itself: its looks come along. */
  public String html() {
    return "<div class=\"slash64\"><style>" + STYLE + "</style>" + markup + "</div>";
  }

  /** Returns the text. */
  @Override
  public String toString() {
    return text;
  }

  private static String style() {
    try (InputStream file = Html.class.getResourceAsStream("notebook.css")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
