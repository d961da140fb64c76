package slash64.cli;

import picocli.CommandLine.Option;

/** How a command ends its standard output. */
final class SummaryOption {
  enum Form {
    TEXT,
    JSON
  }

  @Option(
      names = "--output",
      paramLabel = "text|json",
      description = "The summary at the end: aligned text (default), or one line of JSON.")
  private Form form = Form.TEXT;

  boolean isJson() {
    return form == Form.JSON;
  }
}
