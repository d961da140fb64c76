package slash64.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slash64.testing.Browser;

/** The report in a real browser. */
class BrowserTest {
  @TempDir private static Path folder;
  private static Path page;
  private static Browser browser;

  @BeforeAll
  static void aReportIsOpened() throws IOException {
    browser = Browser.start(Files.createDirectories(folder.resolve("profile")));
    page =
        Files.writeString(
            folder.resolve("night.html"), NightPage.html(SampleNight.hostile(500, 5)));
  }

  @AfterAll
  static void theBrowserIsClosed() throws IOException {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void thePageIsFresh() throws IOException {
    browser.open(page, 1360, 1000);
  }

  @Test
  void itAsksForNothingButItselfAndTheConsoleIsQuiet() throws IOException {
    browser.console();
    browser.requests();
    browser.open(page, 1360, 1000);
    browser.run("document.querySelector('th button').click()");
    assertThat(browser.requests()).containsExactly(page.toUri().toString());
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void plantedMarkupStaysText() throws IOException {
    assertThat(browser.run("return document.title").asText())
        .isEqualTo("Slash64: the night of 2026-11-21");
    assertThat(browser.run("return document.images.length").asInt()).isZero();
    assertThat(browser.run("return document.body.textContent").asText())
        .contains("<script>document.title='taken'</script>");
  }

  @Test
  void aScriptThatGotInAnywayWouldNotRun() throws IOException {
    browser.run(
        "const s = document.createElement('script'); s.textContent = 'document.title = \"taken\"';"
            + " document.body.append(s);");
    assertThat(browser.run("return document.title").asText())
        .isEqualTo("Slash64: the night of 2026-11-21");
    assertThat(browser.console())
        .anySatisfy(m -> assertThat(m).contains("Content Security Policy"));
  }

  @Test
  void searchKeepsWhatHasAllWords() throws IOException {
    browser.run("document.getElementById('search').focus()");
    browser.type("2001:db8 reject");
    String cells = "[...document.querySelectorAll('#prefix-table tbody tr')]";
    int found = browser.run("return " + cells + ".length").asInt();
    assertThat(found).isBetween(1, 199);
    assertThat(
            browser
                .run("return " + cells + ".every(r => r.cells[6].textContent === 'reject')")
                .asBoolean())
        .isTrue();
    assertThat(browser.run("return document.getElementById('found').textContent").asText())
        .isEqualTo(found + " of 502");
  }

  @Test
  void aClickOnAHeadingSortsAndASecondTurnsTheOrder() throws IOException {
    String scores =
        "return [...document.querySelectorAll('#prefix-table tbody tr')].map(r => r.cells[5].textContent).slice(0, 50)";
    browser.run("document.querySelectorAll('#prefix-table th button')[5].click()");
    assertThat(numbers(scores)).isSortedAccordingTo((a, b) -> b - a);
    browser.run("document.querySelectorAll('#prefix-table th button')[5].click()");
    assertThat(numbers(scores)).isSorted();
    assertThat(
            browser
                .run(
                    "return document.querySelectorAll('#prefix-table th')[5].getAttribute('aria-sort')")
                .asText())
        .isEqualTo("ascending");
  }

  @Test
  void asATreeEachPrefixFollowsTheWiderOneAroundIt() throws IOException {
    browser.run("document.getElementById('as-tree').click()");
    assertThat(
            browser
                .run("return document.querySelector('#prefix-table tbody tr').cells[0].textContent")
                .asText())
        .isEqualTo("192.0.2.0/24");
    assertThat(
            browser
                .run("return document.querySelectorAll('#prefix-table tbody .d1').length")
                .asInt())
        .isGreaterThan(100);
  }

  @Test
  void moreRowsComeOnRequest() throws IOException {
    String count = "return document.querySelectorAll('#prefix-table tbody tr').length";
    assertThat(browser.run(count).asInt()).isEqualTo(200);
    browser.run("document.getElementById('more').click()");
    assertThat(browser.run(count).asInt()).isEqualTo(502);
  }

  @Test
  void theTreeZoomsByClickAndByKeyboard() throws IOException {
    String width =
        "return +document.querySelectorAll('#icicle rect')[2].getAttribute('width') / document.getElementById('icicle').clientWidth";
    double before = browser.run(width).asDouble();
    browser.run(
        "document.querySelectorAll('#icicle rect')[2].dispatchEvent(new MouseEvent('click', {bubbles: true}))");
    assertThat(browser.run(width).asDouble()).isGreaterThan(0.99).isGreaterThan(before);
    assertThat(browser.run("return document.getElementById('icicle-told').textContent").asText())
        .startsWith("2001:db8:");
    browser.run("document.getElementById('icicle').focus()");
    browser.type("\uE00C\uE00C"); // Escape, twice: to the family, and to all mail
    assertThat(browser.run(width).asDouble()).isEqualTo(before);
    browser.type("\uE015\uE015\uE007"); // down, down, Enter
    assertThat(browser.run(width).asDouble()).isGreaterThan(0.99);
  }

  @ParameterizedTest
  @ValueSource(ints = {1360, 500})
  void nothingIsWiderThanTheWindow(int width) throws IOException {
    browser.open(page, width, 900);
    assertThat(
            browser
                .run(
                    "return document.documentElement.scrollWidth - document.documentElement.clientWidth")
                .asInt())
        .isLessThanOrEqualTo(0);
  }

  private int[] numbersOf(String script) throws IOException {
    return java.util.stream.StreamSupport.stream(browser.run(script).spliterator(), false)
        .mapToInt(node -> Integer.parseInt(node.asText()))
        .toArray();
  }

  private java.util.List<Integer> numbers(String script) throws IOException {
    return java.util.Arrays.stream(numbersOf(script)).boxed().toList();
  }
}
