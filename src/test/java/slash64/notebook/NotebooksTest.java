package slash64.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slash64.conf.Settings;
import slash64.testing.SampleWarehouse;
import slash64.testing.SharedSpark;

/** Every cell of every notebook, on the sample, as the kernel runs it but without Jupyter. */
@Tag("long")
class NotebooksTest {
  private static Cells cells;

  static List<Path> notebooks() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("notebooks"))) {
      return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    }
  }

  @BeforeAll
  static void theSampleIsOpen() {
    Notebook.open(
        SharedSpark.session().newSession(),
        SampleWarehouse.folder().resolve("warehouse").toString(),
        Settings.standard());
    cells = new Cells();
  }

  @AfterAll
  static void jshellEnds() {
    cells.close();
  }

  @Test
  void thereAreFive() throws IOException {
    assertThat(notebooks().stream().map(file -> file.getFileName().toString()))
        .containsExactly(
            "customers-to-help.ipynb",
            "tour.ipynb",
            "tuning-the-policy.ipynb",
            "which-prefix-length.ipynb",
            "why-this-prefix.ipynb");
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void everyCellRunsAndTheLastHoldsTheClaims(Path notebook) throws Exception {
    Object last = null;
    for (JsonNode cell : code(notebook)) {
      String source = source(cell);
      try {
        last = cells.run(source);
        if (last instanceof Dataset<?> rows) {
          last = Notebook.table(rows.toDF());
        }
      } catch (Exception e) {
        throw new AssertionError("%s, cell %s".formatted(notebook, cell.path("id").asText()), e);
      }
      assertThat(last).as(source).isNotNull();
    }
    assertThat(last).isNotNull();
    assertThat(last.toString().lines()).isNotEmpty().allMatch(line -> line.startsWith("✓ "));
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void itIsKeptWithoutResultsAndEachCellHasAName(Path notebook) throws IOException {
    JsonNode json = new ObjectMapper().readTree(notebook.toFile());
    Set<String> ids = new HashSet<>();

    assertThat(json.path("nbformat").asInt()).isEqualTo(4);
    assertThat(json.path("nbformat_minor").asInt()).isEqualTo(5);
    assertThat(json.path("metadata").path("kernelspec").path("name").asText()).isEqualTo("slash64");
    assertThat(json.path("cells").path(0).path("cell_type").asText()).isEqualTo("markdown");
    for (JsonNode cell : json.path("cells")) {
      assertThat(cell.path("id").asText()).matches("[a-z0-9-]{1,64}");
      assertThat(ids.add(cell.path("id").asText())).isTrue();
      assertThat(cell.path("outputs")).isEmpty();
      assertThat(
              cell.path("execution_count").isNull() || cell.path("execution_count").isMissingNode())
          .isTrue();
    }
  }

  private static List<JsonNode> code(Path notebook) throws IOException {
    List<JsonNode> code = new ArrayList<>();
    for (JsonNode cell : new ObjectMapper().readTree(notebook.toFile()).path("cells")) {
      if (cell.path("cell_type").asText().equals("code")) {
        code.add(cell);
      }
    }
    return code;
  }

  private static String source(JsonNode cell) {
    StringBuilder source = new StringBuilder();
    cell.path("source").forEach(line -> source.append(line.asText()));
    return source.toString();
  }
}
