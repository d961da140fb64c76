package slash64.cli;

import org.apache.spark.package$;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String own = Version.class.getPackage().getImplementationVersion(); // from the jar's manifest
    return new String[] {
      "Slash64 " + (own == null ? "(not from a jar)" : own),
      "Spark " + package$.MODULE$.SPARK_VERSION(),
      "Java " + Runtime.version()
    };
  }
}
