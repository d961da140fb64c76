package slash64.maillog.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Old lines before the first one that tells its year, in a file that was copied in November 2026.
 */
class YearAheadTest {
  private static final String DIGITS = "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz";
  private static final Instant SENT = Instant.parse("2022-02-26T12:40:00Z");

  @ParameterizedTest(name = "{0} lines before")
  @CsvSource({"1, 2022", "3000, 2022", "9000, 2022"})
  void takeTheYearOfAnIdFurtherOn(int lines, int year) {
    String before =
        "Feb 25 13:57:44 mx1 postfix/smtpd[812]: connect from unknown[2001:db8::5]\n".repeat(lines);
    MessageLog log =
        MessageLog.read(
            before + "Feb 26 12:40:00 mx1 postfix/qmgr[8]: %s4000z6v2L: removed\n".formatted(id()));

    assertThat(log.rows())
        .extracting(row -> ((Instant) row.get("time")).atZone(ZoneOffset.UTC).toLocalDate())
        .contains(LocalDate.of(year, 2, 25))
        .allMatch(day -> day.getYear() == year);
  }

  /** Six digits of base 52, as Postfix writes the second. */
  private static String id() {
    StringBuilder id = new StringBuilder();
    for (long second = SENT.getEpochSecond(); second > 0; second /= 52) {
      id.insert(0, DIGITS.charAt((int) (second % 52)));
    }
    return id.toString();
  }
}
