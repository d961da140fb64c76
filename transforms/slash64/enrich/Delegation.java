package slash64.enrich;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Serializable;
import slash64.net.Address;
import slash64.net.Prefix;

/**
 * What a regional internet registry says of a prefix, in its file of delegated-extended statistics
 * (RIR statistics exchange format, version 2): {@code
 * registry|country|type|start|value|date|status|id}.
 *
 * @param registry afrinic, apnic, arin, lacnic, ripencc
 * @param country ISO 3166 code, null when the file has none
 * @param status allocated, assigned, available, reserved
 */
record Delegation(String registry, String country, String status) implements Serializable {

  /**
   * Adds all IPv4 and IPv6 records of a file. Head, summaries and autonomous systems are passed
   * over; of IPv4 the value is a number of addresses and not always a power of two.
   *
   * @throws IllegalArgumentException if a record is malformed, with its line number
   */
  static void addAll(BufferedReader text, String name, PrefixValues.Builder<Delegation> to)
      throws IOException {
    String line = text.readLine();
    for (int number = 1; line != null; number++, line = text.readLine()) {
      String[] values = line.split("\\|", -1);
      boolean isRecord =
          values.length >= 7
              && (values[2].equals("ipv4") || values[2].equals("ipv6"))
              && !values[3].equals("*");
      if (isRecord && line.charAt(0) != '#') {
        try {
          add(values, to);
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "Cannot read %s: line %d: %s".formatted(name, number, e.getMessage()), e);
        }
      }
    }
  }

  private static void add(String[] values, PrefixValues.Builder<Delegation> to) {
    String country = values[1].isEmpty() ? null : values[1];
    Delegation delegation = new Delegation(values[0], country, values[6]);
    if (values[2].equals("ipv6")) {
      to.add(Prefix.parse(values[3] + "/" + values[4]), delegation, (a, b) -> b);
      return;
    }
    long first = Address.parse(values[3]).low();
    long left = Long.parseLong(values[4]);
    while (left > 0) { // the fewest prefixes that make up the range
      int aligned = Math.min(32, Long.numberOfTrailingZeros(first));
      int fitting = 63 - Long.numberOfLeadingZeros(left);
      int size = Math.min(aligned, fitting);
      to.add(Prefix.of(0, first, 128 - size), delegation, (a, b) -> b);
      first += 1L << size;
      left -= 1L << size;
    }
  }
}
