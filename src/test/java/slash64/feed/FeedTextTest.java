package slash64.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedTextTest {

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          95 % spam of 12,300 messages         | 95 % spam of 12,300 messages
          HELO "mx'; drop" <script>            | HELO mx , drop script
          costs $HOME; rm -rf /                | costs HOME, rm -rf /
          =cmd()                               | cmd()
          -1 + @b                              | 1 + @b
          Grüße von ☃                          | Gr??e von
          #!/bin/sh                            | bin/sh
          ` `                                  | no reason given
          ` \t\n `                             | no reason given
          """)
  void plainTextKeepsOnlyWhatNoFilterReadsAsSyntax(String text, String plain) {
    assertThat(FeedText.plain(text)).isEqualTo(plain);
  }

  @Test
  void plainTextOfAnyCharactersIsOneShortHarmlessLine() {
    Random random = new Random(7);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(400); i > 0; i--) {
        text.append((char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(65_536)));
      }
      assertThat(FeedText.plain(text.toString()))
          .matches("[A-Za-z0-9(?][A-Za-z0-9?.,:/%()+\\-_=@ ]{0,179}")
          .doesNotContain("  ")
          .doesNotEndWith(" ");
    }
  }

  @Test
  void aSentenceKeepsLettersOfAllLanguagesAndLosesWhatHidesOrTurnsThem() {
    assertThat(FeedText.sentence("Grüße\r\n\u202egnp.exe\u0000 \u2028 \ud83d\ude00\ud83d"))
        .isEqualTo("Grüße gnp.exe \ud83d\ude00");
  }

  @Test
  void tenKilobytesAreCutAndSaySo() {
    String long10k = "spam ".repeat(2_048);
    assertThat(FeedText.plain(long10k)).hasSizeLessThanOrEqualTo(180).endsWith("...");
    assertThat(FeedText.sentence(long10k)).hasSizeLessThanOrEqualTo(1000).endsWith("...");
    assertThat(FeedText.sentence("\ud83d\ude00".repeat(5_000)))
        .hasSizeLessThanOrEqualTo(1000)
        .endsWith("\ud83d\ude00...");
  }
}
