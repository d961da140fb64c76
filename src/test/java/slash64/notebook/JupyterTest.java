package slash64.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.failure.UserError;
import slash64.testing.SampleWarehouse;

/** The real Jupyter with the real kernel, in a process of its own. */
@Tag("long")
class JupyterTest {
  @TempDir private static Path folder;

  private static Jupyter jupyter;

  @BeforeAll
  static void theFolderIsPrepared() throws IOException {
    for (String program : List.of("jupyter-notebook", "jupyter-nbconvert")) {
      if (Jupyter.find(program).isEmpty()) {
        String missing = program + " is not installed; .ci/run says how to install it";
        if ("true".equals(System.getenv("CI"))) {
          fail(missing);
        }
        Assumptions.abort("skipped: " + missing);
      }
    }
    jupyter =
        new Jupyter(
            folder,
            new Opening(
                SampleWarehouse.folder().resolve("warehouse").toString(),
                Optional.empty(),
                List.of()),
            List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=240m"));
    jupyter.prepare(Path.of("notebooks"));
  }

  @Test
  void theTourRunsAndKeepsWhatItShows() throws Exception {
    Process running = jupyter.run("tour");
    assertThat(running.waitFor(6, TimeUnit.MINUTES)).isTrue();

    assertThat(running.exitValue()).isZero();
    JsonNode cells =
        new ObjectMapper().readTree(folder.resolve("tour.ipynb").toFile()).path("cells");
    assertThat(cells.toString())
        .contains("class=\\\"icicle\\\"", "class=\\\"bars\\\"", "<table>", "✓ each line read");
    assertThat(cells.findValuesAsText("output_type")).doesNotContain("error");
  }

  @Test
  void theServerOffersTheKernelAndTheNotebooks() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Process server =
        jupyter.serve(
            List.of(
                "--no-browser",
                "--allow-root",
                "--ip=127.0.0.1",
                "--port=" + port,
                "--NotebookApp.token=of-the-test"));
    try {
      assertThat(answer(port, "/api/kernelspecs", server))
          .contains("\"slash64\"", "Slash64 (Java, Spark)");
      assertThat(answer(port, "/api/contents", server)).contains("tour.ipynb");
    } finally {
      server.destroy();
      assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aNotebookThatIsNotThereIsNamedBesideThoseThatAre() throws IOException {
    Path other = Files.createDirectories(folder.resolve("other"));
    Jupyter empty = new Jupyter(other, new Opening("W", Optional.empty(), List.of()), List.of());
    empty.prepare(Path.of("notebooks"));

    assertThatThrownBy(() -> empty.run("turo"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "There is no notebook %s; there are customers-to-help, tour, tuning-the-policy, which-prefix-length, why-this-prefix."
                .formatted(other.resolve("turo.ipynb")));
  }

  private static String answer(int port, String path, Process server) throws Exception {
    HttpRequest ask =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "token of-the-test")
            .build();
    for (int attempt = 0; attempt < 600 && server.isAlive(); attempt++) {
      try {
        return HttpClient.newHttpClient().send(ask, HttpResponse.BodyHandlers.ofString()).body();
      } catch (IOException notYet) {
        Thread.sleep(100);
      }
    }
    throw new AssertionError("Jupyter's server did not answer");
  }
}
