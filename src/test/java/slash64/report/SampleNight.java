package slash64.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import slash64.net.Prefix;

/** Nights made up for the pages, of any size, with text that wants to be more than text. */
final class SampleNight {
  static final LocalDate DAY = LocalDate.of(2026, 11, 21);
  static final String HOSTILE =
      "<script>document.title='taken'</script>\"><img src=x onerror=alert(1)>' & \u202Eevil\u0007";

  private SampleNight() {}

  /** A night in which every text that a log can bring is hostile, with this many prefixes. */
  static NightData hostile(int prefixes, int rows) {
    List<PrefixRow> tree = tree(prefixes);
    List<AlertRow> alerts = new ArrayList<>();
    List<ChangeRow> changes = new ArrayList<>();
    List<CustomerRow> customers = new ArrayList<>();
    List<ArchiveRow> archives = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      alerts.add(
          new AlertRow(
              i % 2 == 0 ? "volume" : "content",
              "2001:db8:%x::/48".formatted(i),
              "high",
              12.5,
              480.0,
              DAY.minusDays(1),
              i % 3 == 0,
              HOSTILE
                  + " and a reason of some length, as reasons are: 480 came, 12.5 were expected",
              "Look at it",
              history(i)));
      changes.add(
          new ChangeRow("2001:db8:%x::/48".formatted(i), null, "reject", 3.1, HOSTILE.repeat(2)));
      customers.add(
          new CustomerRow(
              HOSTILE + i,
              1000 + i,
              new CustomerRow.Checked(10, 40),
              new CustomerRow.Checked(10, 10),
              new CustomerRow.Checked(500, 1000),
              new CustomerRow.Checked(8, 10)));
      archives.add(
          new ArchiveRow(
              "/var/log/" + HOSTILE.replace("/", "") + i,
              "postfix",
              100,
              90,
              8,
              Map.of("no stamp", 2L),
              Instant.EPOCH,
              Instant.EPOCH));
    }
    return new NightData(
        figures(DAY, 1_000_000),
        List.of(figures(DAY.minusDays(2), 800_000), figures(DAY.minusDays(1), 900_000)),
        alerts,
        tree,
        List.of(space(false, rows), space(true, rows)),
        new PolicyChanges(Optional.of(DAY.minusDays(1)), rows, 2, 1, changes),
        Map.of("reject", 12L, "trusted", 30L),
        customers,
        archives);
  }

  static NightFigures figures(LocalDate day, long transactions) {
    return new NightFigures(
        day,
        transactions,
        transactions / 3,
        transactions / 2,
        transactions / 4,
        123,
        5,
        167,
        3 * transactions,
        17);
  }

  static SortedMap<LocalDate, Long> history(int seed) {
    TreeMap<LocalDate, Long> history = new TreeMap<>();
    for (int ago = AlertQuery.HISTORY; ago > 0; ago--) {
      history.put(DAY.minusDays(ago), 10L + (seed + 7L * ago) % 9);
    }
    history.put(DAY, 480L);
    return history;
  }

  /** A tree without gaps, in the order of the tree. */
  static List<PrefixRow> tree(int most) {
    Random random = new Random(64);
    List<PrefixRow> rows = new ArrayList<>();
    int networks = Math.max(1, most / 40);
    for (int i = 0; rows.size() < most; i++) {
      long network = 0x2001_0db8_0000_0000L + ((long) (i % networks) << 40);
      long site = network | ((long) (i / networks + 1) << 16);
      long transactions = 1 + (long) Math.pow(10, 5 * random.nextDouble());
      if (i < networks) {
        rows.add(row(Prefix.of(network, 0, 32), 40 * 100_000L, null));
      }
      rows.add(row(Prefix.of(site, 0, 48), transactions, random.nextDouble() * 100));
    }
    rows = new ArrayList<>(rows.subList(0, most));
    rows.add(row(Prefix.parse("192.0.2.0/24"), 50, 88.0));
    rows.add(row(Prefix.parse("192.0.2.7/32"), 50, 88.0));
    rows.sort(Comparator.comparing(row -> row.prefix().key()));
    return rows;
  }

  private static PrefixRow row(Prefix prefix, long transactions, Double score) {
    String tier = score == null ? null : score < 10 ? "reject" : score < 30 ? "throttle" : null;
    return new PrefixRow(prefix, transactions, transactions / 2, transactions / 3, 9, score, tier);
  }

  private static SpaceMap space(boolean isIpv4, int cells) {
    TreeMap<Integer, SpaceMap.Cell> mail = new TreeMap<>();
    for (int i = 0; i < Math.min(4096, 40 * cells); i++) {
      mail.put(i, new SpaceMap.Cell(1L + i * 37L, i % 101));
    }
    return new SpaceMap(isIpv4 ? 0 : 0x2000_0000_0000_0000L, isIpv4 ? 0 : 2, isIpv4, mail);
  }
}
