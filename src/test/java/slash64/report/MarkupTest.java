package slash64.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkupTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<b>           | &lt;b&gt;",
        "a & b         | a &amp; b",
        "\"'           | &quot;&#39;",
        "</script>     | &lt;/script&gt;",
        "--> ]]>       | --&gt; ]]&gt;",
        "plain ünïcode | plain ünïcode",
      })
  void whateverIsPutInIsText(String text, String written) {
    assertThat(Markup.of("p").text(text)).hasToString("<p>" + written + "</p>");
    assertThat(Markup.of("p").set("title", text)).hasToString("<p title=\"" + written + "\"></p>");
  }

  @ParameterizedTest
  @CsvSource({"7, �", "27, �", "10, ' '", "8238, �", "8297, �", "55357, �", "65535, �", "233, é"})
  void charactersThatMoveOrHideTextAreReplaced(int character, String written) {
    assertThat(Markup.of("p").text((char) character)).hasToString("<p>" + written + "</p>");
  }

  @Test
  void pairsOfSurrogatesStay() {
    assertThat(Markup.of("p").text("📮")).hasToString("<p>📮</p>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "onclick | alert(1)",
        "style   | color:red",
        "href    | javascript:alert(1)",
        "href    | //example.com/",
        "href    | ../other",
        "src     | data:text/html,x",
        "a b     | x",
      })
  void whatRunsCodeOrLeadsOutIsRefused(String attribute, String value) {
    assertThatThrownBy(() -> Markup.of("a").set(attribute, value))
        .hasMessage("Cannot set %s=\"%s\" on <a>".formatted(attribute, value));
  }

  @Test
  void scriptsAndStylesAreNoElements() {
    assertThatThrownBy(() -> Markup.of("script")).hasMessage("Cannot make an element <script>");
    assertThatThrownBy(() -> Markup.of("p><script"))
        .hasMessage("Cannot make an element <p><script>");
  }
}
