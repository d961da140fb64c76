package slash64.cli;

import slash64.failure.UserError;
import slash64.net.Prefix;

/** Prefixes as users type them. */
final class Prefixes {
  private Prefixes() {}

  /**
   * Reads a prefix, or an address as the prefix of its full length.
   *
   * @throws UserError with status 2 that says what is wrong
   */
  static Prefix parse(String text) {
    try {
      return Prefix.parse(text);
    } catch (IllegalArgumentException e) {
      throw UserError.wrongUse(e.getMessage(), e);
    }
  }
}
