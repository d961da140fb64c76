package slash64.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static slash64.feed.FeedSamples.night;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;

class PolicyCsvTest {
  private static String text(FeedNight night) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new PolicyCsv().write(night, bytes);
    return bytes.toString(StandardCharsets.US_ASCII);
  }

  @Test
  void anEntryIsALineWithItsEvidenceInQuotes() throws IOException {
    PolicyEntry entry =
        new PolicyEntry(
            Prefix.parse("2001:db8::/48"),
            Tier.REJECT,
            3.14159,
            0.98,
            "95 % spam, \"bulk\"",
            LocalDate.parse("2026-12-01"),
            "{\n  \"spam\": 12,\n  \"helo\": \"<b>\"\n}");
    assertThat(text(night(entry)))
        .isEqualTo(
            """
            prefix,tier,score,confidence,reason,expires,evidence
            2001:db8::/48,reject,3.14,0.98,"95 % spam, bulk",2026-12-01,\
            "{""spam"":12,""helo"":""\\u003Cb\\u003E""}"
            """);
  }

  @Test
  void hostileReasonsNeitherBreakALineNorBeginAFormula() throws IOException {
    FeedNight night = HostileText.night();
    assertThat(text(night).lines().skip(1))
        .hasSize(night.policy().size())
        .allMatch(
            line ->
                line.matches(
                    "[0-9a-f:./]+,[a-z]+,42.5,0.95,\"[A-Za-z0-9(?][^\"$<>;]*\",2026-12-01,\"\\{}\""));
  }
}
