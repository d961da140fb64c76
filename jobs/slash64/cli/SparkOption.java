package slash64.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import slash64.conf.Settings;
import slash64.conf.SparkSettings;
import slash64.progress.Progress;
import slash64.session.EmbeddedSpark;

/** The option of every command that starts Spark. */
final class SparkOption {
  @Option(
      names = "--master",
      paramLabel = "MASTER",
      description = "Where Spark runs. Without it: on every processor of this machine, local[*].")
  private Optional<String> master = Optional.empty();

  /** Starts Spark with the operator's settings; its tasks show in the progress. */
  EmbeddedSpark open(String name, Settings settings, Progress progress) {
    Map<String, String> inForce = new HashMap<>(SparkSettings.of(settings));
    master.ifPresent(chosen -> inForce.put("spark.master", chosen));
    EmbeddedSpark spark = EmbeddedSpark.open(name, inForce);
    progress.watch(spark.session());
    return spark;
  }
}
