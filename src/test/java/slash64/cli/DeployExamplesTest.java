package slash64.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The examples for schedulers, checked as far as can be without the scheduler: their own language
 * is right, and the command in each is one that this program takes. Kubernetes' operator and
 * Airflow themselves are not run.
 */
class DeployExamplesTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("slash64.home"), "conf", "deploy");

  /** An argument as the languages of the examples write it. */
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  @Test
  void theServiceAndTheTimerPassSystemdsCheck(@TempDir Path folder) throws Exception {
    assumeTrue(hasProgram("systemd-analyze"), "there is no systemd-analyze here");
    Path service = folder.resolve("slash64.service");
    // The check wants the program to be there.
    Files.writeString(
        service,
        text("systemd/slash64.service")
            .replace("/opt/slash64/slash64", "/bin/true")
            .replace("User=slash64", "User=root"));
    Files.copy(EXAMPLES.resolve("systemd/slash64.timer"), folder.resolve("slash64.timer"));
    assertThat(output("systemd-analyze", "verify", service.toString(), folder + "/slash64.timer"))
        .doesNotContain(folder.toString());
  }

  @Test
  void theServiceTriesAgainOnlyWhatIsWorthIt() throws IOException {
    assertThat(text("systemd/slash64.service")).contains("RestartPreventExitStatus=2 4 5");
  }

  @Test
  void theCommandOfEachExampleIsUnderstood() throws IOException {
    String service = text("systemd/slash64.service");
    assertUnderstood(words(after("ExecStart=/opt/slash64/slash64 ", service)));

    String cron = text("cron/slash64");
    assertThat(cron.lines().filter(line -> line.contains("nightly")).findFirst().orElseThrow())
        .matches("[-0-9*,/]+( [-0-9*,/]+){4} slash64 flock .*");
    assertUnderstood(words(after("/opt/slash64/slash64 ", cron).replaceFirst(" 2>&1.*", "")));

    String submit = text("spark-submit.sh").replace("\\\n", " ").replace("$day", "2026-11-24");
    assertUnderstood(words(after("slash64-cluster.jar}\" ", submit)));

    Matcher airflow =
        Pattern.compile("application_args=\\[(.*?)]", Pattern.DOTALL)
            .matcher(text("airflow/slash64_nightly.py"));
    assertThat(airflow.find()).isTrue();
    assertUnderstood(words(airflow.group(1).replace(",", "").replace("{{ ds }}", "2026-11-24")));

    for (String file : List.of("application", "schedule")) {
      List<String> words = new ArrayList<>();
      application(file).get("arguments").forEach(word -> words.add(word.asText()));
      assertUnderstood(words);
    }
  }

  @Test
  void thePythonAndTheShellAreWellFormed() throws Exception {
    assumeTrue(hasProgram("python3"), "there is no python3 here");
    assertThat(
            output(
                "python3",
                "-c",
                "import ast,sys; ast.parse(open(sys.argv[1]).read())",
                EXAMPLES.resolve("airflow/slash64_nightly.py").toString()))
        .isEmpty();
    assertThat(output("bash", "-n", EXAMPLES.resolve("spark-submit.sh").toString())).isEmpty();
  }

  @Test
  void theKubernetesExamplesHaveWhatTheOperatorsSchemaRequires() throws IOException {
    for (String file : List.of("application", "schedule")) {
      JsonNode spec = application(file);
      for (String required : List.of("type", "sparkVersion", "mainClass", "mainApplicationFile")) {
        assertThat(spec.path(required).asText()).as(file + ": " + required).isNotEmpty();
      }
      assertThat(spec.get("mode").asText()).isEqualTo("cluster");
      assertThat(spec.get("restartPolicy").get("type").asText()).isEqualTo("OnFailure");
      for (String role : List.of("driver", "executor")) {
        assertThat(spec.get(role).get("cores").isInt()).as(file + ": " + role).isTrue();
        assertThat(spec.get(role).get("memory").asText()).matches("\\d+g");
      }
      spec.get("sparkConf").forEach(value -> assertThat(value.isTextual()).isTrue());
    }
    assertThat(yaml("schedule").get("spec").get("concurrencyPolicy").asText()).isEqualTo("Forbid");
  }

  private static JsonNode application(String file) throws IOException {
    JsonNode spec = yaml(file).get("spec");
    return spec.has("template") ? spec.get("template") : spec;
  }

  private static JsonNode yaml(String file) throws IOException {
    JsonNode tree = new YAMLMapper().readTree(text("kubernetes/" + file + ".yaml"));
    assertThat(tree.get("apiVersion").asText()).isEqualTo("sparkoperator.k8s.io/v1beta2");
    return tree;
  }

  private static void assertUnderstood(List<String> words) {
    assertThat(words).startsWith("nightly");
    assertThatCode(
            () ->
                new CommandLine(new RootCommand())
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .parseArgs(words.toArray(String[]::new)))
        .as(words.toString())
        .doesNotThrowAnyException();
  }

  private static String after(String mark, String text) {
    int start = text.indexOf(mark);
    assertThat(start).as(mark).isNotNegative();
    return text.substring(start + mark.length()).lines().findFirst().orElseThrow();
  }

  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(command);
    while (matcher.find()) {
      words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
    }
    return words;
  }

  private static String text(String file) throws IOException {
    return Files.readString(EXAMPLES.resolve(file));
  }

  private static boolean hasProgram(String name) {
    return Files.isExecutable(Path.of("/usr/bin", name));
  }

  private static String output(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }
}
