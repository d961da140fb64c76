package slash64.maillog.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slash64.maillog.envelope.StampClock;
import slash64.maillog.envelope.TimeZones;
import slash64.maillog.line.Bytes;
import slash64.maillog.line.LogLine;

class IdTimeTest {
  /** The last three tell a time that no clock shows. */
  @ParameterizedTest
  @CsvSource({
    "1xVP2r-0005vi-00, 1795421101",
    "0773999999r9999999r9ez, -1",
    "zzzzzzzzzzzzz8zzzzz, -1",
    "BBBBBBBBBBBBBBBBBBBzBBBB, -1",
  })
  void anIdTellsTheSecondItWasMade(String id, long second) {
    byte[] bytes = Bytes.of(id);
    assertThat(IdTime.epochSecond(bytes, 0, bytes.length, 2026)).isEqualTo(second);
  }

  /** Found by fuzzing: the year of a stamp was sought beyond the last day that Java knows. */
  @Test
  void aTextInPlaceOfAnIdMovesNoStamp() {
    byte[] bytes = Bytes.of("Nov  3 08:05:01 mx1 opendmarc[812]: 0773999999r9999999r9ez: j");
    LogLine line = new LogLine();
    line.reset(bytes, 0, bytes.length);
    new LineParser(new StampClock(TimeZones.UTC, LocalDate.of(2026, 11, 23))).parse(line);
    assertThat(line.micros()).isEqualTo(1_793_693_101_000_000L);
  }
}
