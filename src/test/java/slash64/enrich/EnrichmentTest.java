package slash64.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.net.Prefix;

class EnrichmentTest {
  @TempDir private Path folder;

  @Test
  void theLongestPrefixThatHoldsAllOfItTells() throws IOException {
    Path asn =
        write(
            "asn.csv",
            """
            network,autonomous_system_number,autonomous_system_organization
            2001:db8::/32,64500,"Example, Ltd"
            2001:db8:1::/48,AS64501,
            """);
    Path rir =
        write(
            "delegated",
            """
            2|ripencc|20261101|3|19830705|20261101|+00000
            ripencc|*|ipv4|*|1|summary
            ripencc|ZZ|ipv6|2001:db8::|32|20200101|allocated|a1
            ripencc|ZZ|ipv4|192.0.2.0|192|20200101|assigned|a1
            ripencc||ipv4|192.0.2.192|64||available|
            ripencc|ZZ|asn|64500|1|20200101|allocated|a1
            """);
    Path drop = write("drop", "{\"cidr\":\"2001:db8:1:8000::/49\"}\n");
    Enrichment enrichment = Enrichment.open(List.of(asn), List.of(rir), Map.of("dropv6", drop));

    assertThat(facts(enrichment, "2001:db8::/32"))
        .isEqualTo("[64500,Example, Ltd,ZZ,ripencc,allocated,[]]");
    assertThat(facts(enrichment, "2001:db8:1:8100::/56"))
        .isEqualTo("[64501,null,ZZ,ripencc,allocated,[dropv6]]");
    assertThat(facts(enrichment, "2001:db8:1::/48"))
        .isEqualTo("[64501,null,ZZ,ripencc,allocated,[]]");
    assertThat(facts(enrichment, "192.0.2.150/32")).isEqualTo("[null,null,ZZ,ripencc,assigned,[]]");
    assertThat(facts(enrichment, "192.0.2.200/32"))
        .isEqualTo("[null,null,null,ripencc,available,[]]");
    // Two delegations share it: neither holds for all of it.
    assertThat(facts(enrichment, "192.0.2.0/24")).isEqualTo("[null,null,null,null,null,[]]");
  }

  @Test
  void withoutFilesNothingIsKnown() throws IOException {
    Enrichment nothing = Enrichment.open(List.of(), List.of(), Map.of());

    assertThat(nothing.facts(Prefix.parse("192.0.2.0/24")).toString())
        .isEqualTo("[null,null,null,null,null,null]");
  }

  @Test
  void aMalformedLineIsToldWithItsNumber() throws IOException {
    Path rir = write("delegated", "ripencc|ZZ|ipv6|2001:db8::|129|20200101|allocated|a1\n");
    Path asn = write("asn.csv", "prefix,asn\n192.0.2.0/24,x\n");

    assertThatThrownBy(() -> Enrichment.open(List.of(), List.of(rir), Map.of()))
        .hasMessageContaining("delegated: line 1: Cannot read prefix '2001:db8::/129'");
    assertThatThrownBy(() -> Enrichment.open(List.of(asn), List.of(), Map.of()))
        .hasMessageContaining("asn.csv: line 2: ");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String facts(Enrichment enrichment, String prefix) {
    Row facts = enrichment.facts(Prefix.parse(prefix));
    return "[%s,%s,%s,%s,%s,%s]"
        .formatted(
            facts.get(0),
            facts.get(1),
            facts.get(2),
            facts.get(3),
            facts.get(4),
            List.of((String[]) facts.get(5)));
  }
}
