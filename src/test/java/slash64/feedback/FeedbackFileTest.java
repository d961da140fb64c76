package slash64.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.StringReader;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedbackFileTest {
  private static final String HEADER = "time,address,kind,count\n";
  private static final LocalDate DAY = LocalDate.of(2026, 11, 2);

  @Test
  void reportsAreSummedByDayAddressAndKind() {
    FeedbackDays days = new FeedbackDays();
    read(
        HEADER
            + """
            # what the button said
            2026-11-02T10:00:00Z,2001:db8:1:2::7,complaint,
            2026-11-02,2001:DB8:1:2:0:0:0:7,complaint,3

            "2026-11-02T00:30:00+01:00",192.0.2.1,trap,1
            2026-11-02T23:59:59Z,::ffff:192.0.2.1,bounce,2
            """,
        days);
    read(HEADER + "2026-11-02,2001:db8:1:2::7,trap,\n", days); // a second file adds

    assertThat(days.days()).containsExactly(DAY.minusDays(1), DAY);
    assertThat(days.rows(DAY.minusDays(1)))
        .extracting(FeedbackFileTest::text)
        .containsExactly("192.0.2.1/32 trap 1");
    assertThat(days.rows(DAY))
        .extracting(FeedbackFileTest::text)
        .containsExactly(
            "192.0.2.1/32 bounce 2",
            "2001:db8:1:2::7/128 complaint 4",
            "2001:db8:1:2::7/128 trap 1");
    assertThat(days.rows(DAY.plusDays(1))).isEmpty();
  }

  private static String text(Row row) {
    return row.getString(1) + " " + row.getString(5) + " " + row.getLong(6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-02,2001:db8::1,complaint       | need 4 values, found 3",
        "2026-11-02,2001:db8::1,complaint,1,2   | need 4 values, found 5",
        "2026-11-31,2001:db8::1,trap,1          | Cannot read time '2026-11-31'",
        "2026-11-02T10:00:00,2001:db8::1,trap,1 | Cannot read time '2026-11-02T10:00:00'",
        ",2001:db8::1,trap,1                    | Cannot read time ''",
        "2026-11-02,2001:db8::/64,trap,1        | '2001:db8::/64'",
        "2026-11-02,mx.example.com,trap,1       | 'mx.example.com'",
        "2026-11-02,2001:db8::1,Trap,1          | Cannot read kind 'Trap': need complaint, trap or bounce",
        "2026-11-02,2001:db8::1,trap,0          | Cannot read count '0': need a number from 1 to 1000000000",
        "2026-11-02,2001:db8::1,trap,-1         | Cannot read count '-1'",
        "2026-11-02,2001:db8::1,trap,1000000001 | Cannot read count '1000000001'",
        "2026-11-02,2001:db8::1,trap,1e3        | Cannot read count '1e3'",
      })
  void aMalformedLineIsToldWithItsNumberAndNothingIsUsed(String line, String said) {
    assertThatThrownBy(
            () -> read(HEADER + "2026-11-02,192.0.2.1,trap,1\n" + line + "\n", new FeedbackDays()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot read feedback fbl.csv: line 3: ")
        .hasMessageContaining(said)
        .hasMessageEndingWith(". Mend the file; none of it was used.");
  }

  @Test
  void anotherFileIsToldByItsHeader() {
    assertThatThrownBy(() -> read("prefix,customer,kind,since,until\n", new FeedbackDays()))
        .hasMessage(
            "Cannot read feedback fbl.csv: line 1 is not the header; need time,address,kind,count");
  }

  private static void read(String text, FeedbackDays days) {
    FeedbackFile.read(new BufferedReader(new StringReader(text)), "fbl.csv", days);
  }

  @Test
  void everyKindHasAColumnOfItsOwn() {
    assertThat(List.of(FeedbackKind.values()))
        .extracting(FeedbackLevels::column)
        .containsExactly("complaints", "traps", "bounces");
  }
}
