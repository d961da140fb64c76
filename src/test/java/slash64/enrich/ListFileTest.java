package slash64.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slash64.net.Prefix;

class ListFileTest {

  @Test
  void jsonLinesAreThoseOfDrop() throws IOException {
    assertThat(
            read(
                """
                {"cidr":"2001:db8:bad::/48","sblid":"SBL1","rir":"ripencc"}
                {"prefix":"192.0.2.0/24","note":"ours","owner":"ops","expires":"2026-12-31"}
                {"type":"metadata","timestamp":1793491200,"size":2,"records":2}
                """))
        .containsExactly(
            entry("2001:db8:bad::/48", "ripencc", "SBL1", null),
            entry("192.0.2.0/24", "ops", "ours", "2026-12-31"));
  }

  @Test
  void commaSeparatedColumnsStandInAnyOrder() throws IOException {
    assertThat(
            read(
                """
                # our own
                Note,Prefix,Expires,Owner
                "spam, again",2001:db8::/33,,ops
                ,192.0.2.7,2026-12-31,
                """))
        .containsExactly(
            entry("2001:db8::/33", "ops", "spam, again", null),
            entry("192.0.2.7", "", "", "2026-12-31"));
  }

  @Test
  void plainLinesMayHaveComments() throws IOException {
    assertThat(read("; DROP\n192.0.2.0/24 ; SBL2\n2001:db8::/32\n\n"))
        .containsExactly(
            entry("192.0.2.0/24", "", "SBL2", null), entry("2001:db8::/32", "", "", null));
  }

  @Test
  void malformedLinesAreAllToldAndNothingIsUsed() {
    assertThatThrownBy(() -> read("192.0.2.0/24\n192.0.2.1/24\nnonsense\n"))
        .hasMessage(
            "Cannot read list list: line 2: Cannot read prefix '192.0.2.1/24': bits are set beyond"
                + " its length; did you mean 192.0.2.0/24?; line 3: Cannot read address 'nonsense':"
                + " need IPv4 such as 192.0.2.1 or IPv6 such as 2001:db8::1. Mend the file; none of"
                + " it was used.");
    assertThatThrownBy(() -> read("prefix,expires\n192.0.2.0/24,soon\n"))
        .hasMessageContaining("line 2: Cannot read day 'soon': need a day such as 2026-11-30");
  }

  @Test
  void anEndThatIsNotUnderstoodIsAMistakeAndNotForEver() throws IOException {
    assertThatThrownBy(() -> readOwn("2001:db8::/32,ops,spam,2026-11-30\n"))
        .hasMessageContaining(
            "line 1: a comma, and no line before has named the columns: begin with"
                + " prefix,owner,note,expires");
    assertThatThrownBy(() -> readOwn("prefix,expiry\n2001:db8::/32,2026-11-30\n"))
        .hasMessageContaining(
            "line 1: no column is called 'expiry': need prefix, and may have owner, note and"
                + " expires");
    assertThatThrownBy(() -> readOwn("{\"prefix\":\"2001:db8::/32\",\"expire\":\"2026-11-30\"}\n"))
        .hasMessageContaining("line 1: no column is called 'expire'");
    assertThat(readOwn("{\"prefix\":\"2001:db8::/32\",\"expires\":\"2026-11-30\"}\n"))
        .containsExactly(entry("2001:db8::/32", "", "", "2026-11-30"));
    assertThat(readOwn("{\"cidr\":\"2001:db8::/32\",\"sblid\":\"SBL1\",\"rir\":\"ripencc\"}\n"))
        .containsExactly(entry("2001:db8::/32", "ripencc", "SBL1", null));
  }

  @Test
  void aListOfOthersMayHaveMoreInItThanWeRead() throws IOException {
    assertThat(read("prefix,seen\n2001:db8::/32,2026-11-30\n"))
        .containsExactly(entry("2001:db8::/32", "", "", null));
    assertThat(read("2001:db8::/32,botnet\n"))
        .containsExactly(entry("2001:db8::/32", "", "botnet", null));
  }

  private static List<ListFile.Entry> readOwn(String text) throws IOException {
    return ListFile.readOwn(new BufferedReader(new StringReader(text)), "list");
  }

  private static List<ListFile.Entry> read(String text) throws IOException {
    return ListFile.read(new BufferedReader(new StringReader(text)), "list");
  }

  private static ListFile.Entry entry(String prefix, String owner, String note, String expires) {
    return new ListFile.Entry(
        Prefix.parse(prefix), owner, note, Optional.ofNullable(expires).map(LocalDate::parse));
  }
}
