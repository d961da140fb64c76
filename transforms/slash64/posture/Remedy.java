package slash64.posture;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import slash64.net.Address;

/**
 * How a problem is mended.
 *
 * @param record the record of DNS, or the mechanism to put into it; null where no record mends it,
 *     or the domain is no name that could stand in one
 * @param advice a sentence for the customer, without text from logs
 */
record Remedy(String record, String advice) {
  /** RFC 7208, 4.6.4, allows ten mechanisms that look up; addresses are not among them. */
  private static final int MOST_MECHANISMS = 5;

  /**
   * Returns what to do.
   *
   * @param domain the sender domain; null when it is not fit for a record
   * @param places rows of {@code posture} where it fails, the worst first
   */
  static Remedy of(String problem, String result, String domain, List<Row> places) {
    return switch (problem) {
      case "spf" -> spf(result, domain, places);
      case "dkim" -> dkim(result, domain);
      case "dmarc" -> dmarc(result, domain);
      case "ptr" -> ptr(domain, places.get(0));
      case "helo" ->
          new Remedy(null, "Let the server greet with the name that its address resolves to.");
      default -> new Remedy(null, "Let the server offer TLS 1.2 or 1.3 (RFC 8996, RFC 9325).");
    };
  }

  private static Remedy spf(String result, String domain, List<Row> places) {
    if (result.equals("permerror")) {
      return new Remedy(
          null, "The SPF record is wrong: two records, an error, or over ten look-ups (RFC 7208).");
    }
    String mechanisms =
        places.stream()
            .limit(MOST_MECHANISMS)
            .map(place -> mechanism(place.getAs("prefix"), place.<Integer>getAs("family")))
            .collect(Collectors.joining(" "));
    if (result.equals("none")) {
      return new Remedy(
          domain == null ? null : "%s. IN TXT \"v=spf1 %s ~all\"".formatted(domain, mechanisms),
          "Publish an SPF record that names the addresses the domain sends from.");
    }
    return new Remedy(
        mechanisms, "Add these mechanisms to the domain's SPF record, before its last one.");
  }

  private static String mechanism(String prefix, int family) {
    return family == 4 ? "ip4:" + prefix.replaceFirst("/32$", "") : "ip6:" + prefix;
  }

  private static Remedy dkim(String result, String domain) {
    return result.equals("none")
        ? new Remedy(
            domain == null
                ? null
                : "SELECTOR._domainkey.%s. IN TXT \"v=DKIM1; k=rsa; p=PUBLIC-KEY\""
                    .formatted(domain),
            "Sign outgoing mail and publish the public key (RFC 6376).")
        : new Remedy(
            null,
            "The signature fails: compare the published key, and look for rewriting on the way.");
  }

  private static Remedy dmarc(String result, String domain) {
    return result.equals("none")
        ? new Remedy(
            domain == null ? null : "_dmarc.%s. IN TXT \"v=DMARC1; p=none\"".formatted(domain),
            "Publish a DMARC record; begin with p=none (RFC 7489).")
        : new Remedy(
            null,
            "Let SPF or DKIM pass for the domain in the From header itself (alignment, RFC 7489,"
                + " 3.1).");
  }

  private static Remedy ptr(String domain, Row place) {
    String advice = "Give the address a name that resolves back to it (PTR and AAAA or A records).";
    String text = place.getAs("unnamed_address");
    String helo = place.getAs("unnamed_helo");
    String greeted = helo == null ? null : helo.toLowerCase(Locale.ROOT);
    String name = Help.isPlain(greeted) ? greeted : domain == null ? null : "mail." + domain;
    if (text == null || name == null) {
      return new Remedy(null, advice);
    }
    Address address = Address.parse(text);
    return new Remedy(
        "%s IN PTR %s. and %s. IN %s %s"
            .formatted(reverse(address), name, name, address.isIpv4() ? "A" : "AAAA", address),
        advice);
  }

  /** RFC 3596, 2.5: the nibbles from the last to the first; of IPv4 the octets (RFC 1035, 3.5). */
  static String reverse(Address address) {
    StringBuilder name = new StringBuilder();
    if (address.isIpv4()) {
      for (int shift = 0; shift < 32; shift += 8) {
        name.append(address.low() >>> shift & 0xff).append('.');
      }
      return name + "in-addr.arpa.";
    }
    String key = address.prefix(128).key();
    for (int i = 31; i >= 0; i--) {
      name.append(key.charAt(i)).append('.');
    }
    return name + "ip6.arpa.";
  }
}
