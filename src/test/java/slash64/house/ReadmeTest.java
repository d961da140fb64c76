package slash64.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slash64.failure.ExitStatus;

/** What the documents say of the house is so. */
class ReadmeTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");

  @ParameterizedTest
  @ValueSource(
      strings = {"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"})
  void whatADocumentPointsAtIsThere(String document) throws IOException {
    LINK.matcher(Files.readString(Path.of(document)))
        .results()
        .map(link -> link.group(1))
        .filter(target -> !target.startsWith("https://"))
        .forEach(target -> assertThat(Path.of(target)).exists());
  }

  @Test
  void theFirstCommandsAreTheDemoAndTheTestsAndTheBuildServerRunsTheSame() throws IOException {
    assertThat(Files.readAllLines(Path.of("README.md")).stream().filter(l -> l.startsWith("    ")))
        .satisfiesExactly(
            demo -> assertThat(demo).startsWith("    ./slash64 demo "),
            tests -> assertThat(tests).startsWith("    mvn verify "));
    assertThat(Files.readAllLines(Path.of(".ci/run"))).contains("mvn -B verify");
  }

  @Test
  void theReadmeTellsEveryExitStatus() throws IOException {
    String readme = Files.readString(Path.of("README.md"));

    Stream.of(ExitStatus.values())
        .forEach(
            status ->
                assertThat(readme)
                    .contains("| %d | %s |".formatted(status.code(), status.meaning())));
  }
}
