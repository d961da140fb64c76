package slash64.maillog.format;

import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/** Sets a field to an address or message id without its angle brackets. */
final class MailAddress {
  private MailAddress() {}

  static void set(LogLine line, Field field, int from, int to) {
    byte[] bytes = line.bytes();
    boolean isBracketed = to - from >= 2 && bytes[from] == '<' && bytes[to - 1] == '>';
    line.set(field, isBracketed ? from + 1 : from, isBracketed ? to - 1 : to);
  }
}
