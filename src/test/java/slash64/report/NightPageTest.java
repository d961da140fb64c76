package slash64.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The pages as documents. */
class NightPageTest {
  @Test
  void everySectionIsThereAndNamed() throws Exception {
    Document page = parse(NightPage.html(SampleNight.hostile(200, 3)));
    NodeList sections = page.getElementsByTagName("h2");
    assertThat(texts(sections))
        .containsExactly(
            "The night in six numbers",
            "Alerts",
            "Prefix tree",
            "Where in the address space",
            "What changed in the policy",
            "Customers to help",
            "Mail over IPv6",
            "Archives taken in",
            "Prefixes");
  }

  @Test
  void textFromLogsIsOnlyEverText() throws Exception {
    String html = NightPage.html(SampleNight.hostile(50, 2));
    Document page = parse(html);
    assertThat(page.getElementsByTagName("img").getLength()).isZero();
    assertThat(page.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("Slash64: the night of 2026-11-21");
    assertThat(html).doesNotContain("\u202E", "\u0007");
    assertThat(texts(page.getElementsByTagName("td")))
        .anySatisfy(text -> assertThat(text).contains("<script>document.title='taken'</script>"));
  }

  @Test
  void nothingRunsOrLoadsButOurOwn() throws Exception {
    Document page = parse(NightPage.html(SampleNight.hostile(50, 2)));
    Element policy = (Element) page.getElementsByTagName("meta").item(1);
    assertThat(policy.getAttribute("http-equiv")).isEqualTo("Content-Security-Policy");
    assertThat(policy.getAttribute("content"))
        .matches(
            "default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}';"
                + " script-src 'sha256-[A-Za-z0-9+/=]{44}'; base-uri 'none'; form-action 'none'");
  }

  @Test
  void dataCannotEndItsElement() {
    Page page = new Page("t", Markup.of("body")).data("d", "[\"</script><!--\"]");
    assertThat(page.html()).contains("[\"\\u003c/script\\u003e\\u003c!--\"]");
  }

  @Test
  void aNightOfAnySizeStaysUnderOneMegabyte() {
    // As many rows as a page ever shows, of the longest texts: a night of a million prefixes.
    String html = NightPage.html(SampleNight.hostile(2000, NightPage.SHOWN + 3));
    assertThat(html.getBytes(StandardCharsets.UTF_8).length).isBetween(400_000, 1_000_000);
  }

  @Test
  void aNightWithNothingToTellSaysSo() throws Exception {
    NightData empty = SampleNight.hostile(10, 0);
    List<String> told = texts(parse(NightPage.html(empty)).getElementsByTagName("p"));
    assertThat(told)
        .contains(
            "Nothing departed from its own past.",
            "None holds lines of this day.",
            "No customer with a fault in SPF, DKIM, PTR or TLS; customers are known by --allocations.");
  }

  @Test
  void theIndexLeadsToEveryNight() throws Exception {
    Document page =
        parse(
            IndexPage.html(
                List.of(
                    SampleNight.figures(SampleNight.DAY.minusDays(1), 900),
                    SampleNight.figures(SampleNight.DAY, 1000))));
    assertThat(texts(page.getElementsByTagName("a"))).containsExactly("2026-11-21", "2026-11-20");
    assertThat(page.getElementsByTagName("svg").getLength()).isEqualTo(7);
  }

  private static List<String> texts(NodeList nodes) {
    return java.util.stream.IntStream.range(0, nodes.getLength())
        .mapToObj(i -> nodes.item(i).getTextContent())
        .toList();
  }

  /** Our markup is XML too, but for the script, which is not ours to parse. */
  private static Document parse(String html) throws Exception {
    String xml =
        html.replaceFirst("<!DOCTYPE html>", "").replaceFirst("(?s)<script>.*</script>", "");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }
}
