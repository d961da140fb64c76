package slash64.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An element of a page or a picture. Whatever is put into it becomes text or the value of an
 * attribute, escaped: there is no way to write markup other than by elements, and none to write a
 * script, a style or a link that leads out of the report's folder.
 *
 * <p>The result is well-formed XML as well as HTML5, so that tests can read pages with a parser.
 */
public final class Markup {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9:-]*");
  private static final Pattern OWN_LINK = Pattern.compile("#?[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final Set<String> VOID = Set.of("meta", "br", "input", "link");
  private static final Set<String> WRITTEN_ELSEWHERE = Set.of("script", "style");

  private final String name;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<Object> children = new ArrayList<>();

  private Markup(String name) {
    this.name = name;
  }

  /**
   * Begins an element.
   *
   * @throws IllegalArgumentException for a script or a style, which only {@link Page} writes
   */
  public static Markup of(String name) {
    if (!NAME.matcher(name).matches() || WRITTEN_ELSEWHERE.contains(name)) {
      throw new IllegalArgumentException("Cannot make an element <%s>".formatted(name));
    }
    return new Markup(name);
  }

  /** An element with one class. */
  public static Markup of(String name, String styleClass) {
    return of(name).set("class", styleClass);
  }

  /**
   * Sets an attribute.
   *
   * @throws IllegalArgumentException for one that runs code, and for a link to elsewhere
   */
  public Markup set(String attribute, Object value) {
    String text = String.valueOf(value);
    boolean isLink = attribute.equals("href") || attribute.equals("src");
    if (!NAME.matcher(attribute).matches()
        || attribute.startsWith("on")
        || attribute.equals("style")
        || (isLink && !OWN_LINK.matcher(text).matches())) {
      throw new IllegalArgumentException(
          "Cannot set %s=\"%s\" on <%s>".formatted(attribute, text, name));
    }
    attributes.put(attribute, text);
    return this;
  }

  /** Adds elements. */
  public Markup add(Markup... more) {
    children.addAll(List.of(more));
    return this;
  }

  /** Adds elements. */
  public Markup add(Collection<Markup> more) {
    children.addAll(more);
    return this;
  }

  /** Adds text, whatever it holds. */
  public Markup text(Object text) {
    children.add(String.valueOf(text));
    return this;
  }

  void writeTo(StringBuilder to) {
    to.append('<').append(name);
    attributes.forEach(
        (attribute, value) -> {
          to.append(' ').append(attribute).append("=\"");
          escape(value, to);
          to.append('"');
        });
    if (children.isEmpty() && VOID.contains(name)) {
      to.append("/>");
      return;
    }
    to.append('>');
    for (Object child : children) {
      if (child instanceof Markup element) {
        element.writeTo(to);
      } else {
        escape((String) child, to);
      }
    }
    to.append("</").append(name).append('>');
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    writeTo(text);
    return text.toString();
  }

  /** Control characters, which neither HTML nor XML can hold, become U+FFFD. */
  private static void escape(String text, StringBuilder to) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> to.append("&amp;");
        case '<' -> to.append("&lt;");
        case '>' -> to.append("&gt;");
        case '"' -> to.append("&quot;");
        case '\'' -> to.append("&#39;");
        case '\n', '\t' -> to.append(' ');
        default -> to.append(isText(text, i) ? c : '\uFFFD');
      }
    }
  }

  /** Half of a surrogate pair is no character; marks that turn the direction can lie to readers. */
  private static boolean isText(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
    boolean turnsDirection = (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069');
    return !Character.isISOControl(c) && !turnsDirection && c < '\uFFFE';
  }
}
