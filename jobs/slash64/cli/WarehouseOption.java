package slash64.cli;

import picocli.CommandLine.Option;

/** The option of every command that reads or writes tables. */
final class WarehouseOption {
  @Option(
      names = "--warehouse",
      paramLabel = "W",
      required = true,
      description = "Folder of the tables: a path, or any that Hadoop knows (hdfs:, s3a:).")
  private String warehouse;

  /** Returns the folder as the user wrote it. */
  String warehouse() {
    return warehouse;
  }
}
