package slash64.benchmark;

/** Regular expressions for five fields of Postfix lines, for those who read with such. */
final class LogPatterns {
  static final String ID = ": ([0-9A-F]{6,15}): ";
  static final String CLIENT = "client=[^\\[]*\\[([0-9a-fA-F:.]+)\\]";
  static final String SENDER = ": from=<([^>]*)>, size=";
  static final String SIZE = ">, size=(\\d+)";
  static final String STATUS = ", status=(\\w+)";
  static final String SUBNET = "^((?:[0-9a-f]*:){4})";

  private LogPatterns() {}
}
