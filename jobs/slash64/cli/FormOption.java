package slash64.cli;

import java.util.Locale;
import picocli.CommandLine.Option;

/** How a command prints what it found. */
final class FormOption {
  /** For whom. */
  enum Form {
    TABLE,
    CSV,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--output",
      paramLabel = "FORM",
      description = "table (for people; the usual), csv with a header, or json, one object a line.")
  private Form form = Form.TABLE;

  @Option(names = "--json", description = "The same as --output json.")
  void beJson(boolean isAsked) {
    form = isAsked ? Form.JSON : form;
  }

  @Option(names = "--csv", description = "The same as --output csv.")
  void beCsv(boolean isAsked) {
    form = isAsked ? Form.CSV : form;
  }

  Form form() {
    return form;
  }
}
