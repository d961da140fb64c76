package slash64.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Everything we run on may be run by everybody: read from the bill of materials of the build. */
class LicencesTest {
  private static final Path BILL = Path.of("target/classes/META-INF/sbom/bom.json");

  /** Permissive, or weakly protective of the library's own files only (SPDX identifiers). */
  private static final Set<String> ACCEPTED =
      Set.of(
          "Apache-2.0",
          "MIT",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "0BSD",
          "EPL-2.0",
          "MPL-2.0",
          "Unicode-3.0",
          "(CDDL-1.0 OR GPL-2.0-with-classpath-exception)");

  /** What the bill cannot know, as said on the projects' own pages. */
  private static final Map<String, String> LOOKED_UP =
      Map.of(
          "oro/oro", "Apache-1.1",
          "org.dflib.jjava/jjava-jupyter", "Apache-2.0",
          "org.zeromq/jeromq", "MPL-2.0",
          "eu.neilalexander/jnacl", "BSD-2-Clause",
          "org.apache.datasketches/datasketches-memory", "Apache-2.0",
          "org.apache.xbean/xbean-asm9-shaded", "Apache-2.0, with ASM under BSD-3-Clause",
          "com.thoughtworks.paranamer/paranamer", "BSD-3-Clause");

  private static JsonNode components;

  @BeforeAll
  static void theBuildMakesTheBill() throws IOException {
    assumeTrue(Files.exists(BILL), () -> "skipped: mvn verify makes " + BILL);
    components = new ObjectMapper().readTree(BILL.toFile()).get("components");
  }

  @Test
  void everyLibraryHasALicenceThatWeAccept() {
    List<String> others = new ArrayList<>();
    for (JsonNode component : components) {
      String name = component.get("group").asText() + "/" + component.get("name").asText();
      if (!LOOKED_UP.containsKey(name)
          && licences(component).stream().noneMatch(ACCEPTED::contains)) {
        others.add(name + " " + licences(component));
      }
    }
    assertThat(others).isEmpty();
  }

  @Test
  void theBillNamesWhatWeRunOn() {
    List<String> names = new ArrayList<>();
    components.forEach(component -> names.add(component.get("name").asText()));

    assertThat(names)
        .contains("spark-sql_2.13", "picocli", "maxmind-db")
        .doesNotContain("archunit");
    assertThat(components)
        .allSatisfy(component -> assertThat(component.get("version").asText()).isNotEmpty());
  }

  private static List<String> licences(JsonNode component) {
    List<String> licences = new ArrayList<>();
    for (JsonNode licence : component.path("licenses")) {
      JsonNode one = licence.path("license");
      licences.add(
          licence.path("expression").asText(one.path("id").asText(one.path("name").asText())));
    }
    return licences;
  }
}
