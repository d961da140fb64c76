package slash64.enrich;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import slash64.net.Prefix;
import slash64.registry.CsvLine;

/** Tells the network of a prefix. */
interface NetworkSource extends Serializable {

  /** Returns what is known of the whole of a prefix, {@link Network#UNKNOWN} if nothing is. */
  Network of(Prefix prefix);

  /**
   * Opens an MMDB (GeoLite2-ASN, GeoLite2-Country, or any with their keys) or CSV file.
   *
   * <p>CSV needs a header that names {@code prefix} or {@code network} and may name {@code asn} or
   * {@code autonomous_system_number}, {@code organisation} or {@code
   * autonomous_system_organization}, {@code country} or {@code country_iso_code}.
   */
  static NetworkSource open(Path file) throws IOException {
    return file.toString().endsWith(".mmdb")
        ? MmdbSource.open(Files.readAllBytes(file), file.toString())
        : csv(file);
  }

  private static NetworkSource csv(Path file) throws IOException {
    PrefixValues.Builder<Network> networks = new PrefixValues.Builder<>();
    try (BufferedReader text = Files.newBufferedReader(file)) {
      List<String> header = List.of();
      String line = text.readLine();
      for (int number = 1; line != null; number++, line = text.readLine()) {
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        if (header.isEmpty()) {
          header = CsvLine.split(line.toLowerCase(Locale.ROOT).replace("\ufeff", ""));
          continue;
        }
        try {
          add(CsvLine.split(line), header, networks);
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "Cannot read %s: line %d: %s".formatted(file, number, e.getMessage()), e);
        }
      }
    }
    PrefixValues<Network> built = networks.build();
    return prefix -> {
      Network found = built.covering(prefix);
      return found == null ? Network.UNKNOWN : found;
    };
  }

  private static void add(
      List<String> values, List<String> header, PrefixValues.Builder<Network> networks) {
    String asn = value(values, header, "asn", "autonomous_system_number");
    networks.add(
        Prefix.parse(String.valueOf(value(values, header, "prefix", "network"))),
        new Network(
            asn == null ? null : Long.valueOf(asn.toUpperCase(Locale.ROOT).replaceFirst("^AS", "")),
            value(values, header, "organisation", "autonomous_system_organization"),
            value(values, header, "country", "country_iso_code")),
        Network::or);
  }

  private static String value(List<String> values, List<String> header, String... names) {
    for (String name : names) {
      int at = header.indexOf(name);
      if (at >= 0 && at < values.size() && !values.get(at).isEmpty()) {
        return values.get(at);
      }
    }
    return null;
  }
}
