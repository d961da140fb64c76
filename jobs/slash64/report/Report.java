package slash64.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import slash64.failure.UserError;
import slash64.feed.FeedStore;
import slash64.feed.FeedStores;
import slash64.lake.Lake;
import slash64.lake.Tables;

/**
 * Writes the report of a night into a folder: {@code DAY.html}, {@code index.html} over all nights
 * of the folder, and {@code nights.json} with their figures. Days that were scored anew since the
 * folder was last written to get a new page too; those whose scores are no longer kept lose theirs.
 */
public final class Report {
  /** Nights before in a page's trends. */
  private static final int TREND = 56;

  private final Lake lake;
  private final FeedStore store;
  private final int mostPrefixes;

  private Report(Lake lake, FeedStore store, int mostPrefixes) {
    this.lake = lake;
    this.store = store;
    this.mostPrefixes = mostPrefixes;
  }

  /**
   * Writes what is due in a folder.
   *
   * @param folder a path, or any that Hadoop knows; made when it is not there
   * @param mostPrefixes rows of the prefix table
   * @throws UserError with status 2 if there are no tables, 3 if the day was not scored
   */
  public static void write(Lake lake, LocalDate day, String folder, int mostPrefixes)
      throws IOException {
    lake.requireTables();
    FeedStore store = FeedStores.at(folder, lake.spark().sessionState().newHadoopConf());
    new Report(lake, store, mostPrefixes).write(day);
  }

  private void write(LocalDate day) throws IOException {
    NavigableSet<LocalDate> scored = new TreeSet<>(lake.days(Tables.PREFIX_STATE));
    if (!scored.contains(day)) {
      throw UserError.inputMissing(
          "There are no scores of %s in %s. Do its night first; scored are %s."
              .formatted(
                  day,
                  lake.warehouse(),
                  scored.isEmpty() ? "no days" : scored.first() + " to " + scored.last()));
    }
    Nights kept = read();
    long version = lake.version(Tables.PREFIX_SCORES);
    Set<LocalDate> changed = changed(kept, scored);
    TreeSet<LocalDate> pages = new TreeSet<>(changed);
    pages.retainAll(kept.figures().keySet());
    pages.add(day);
    TreeMap<LocalDate, NightFigures> figures = new TreeMap<>(kept.figures());
    figures.keySet().retainAll(scored);
    figures.putAll(new FiguresQuery(lake).of(missing(figures, changed, pages, scored)));
    for (LocalDate each : pages) {
      put(each + ".html", NightPage.html(data(each, scored.lower(each), figures)));
    }
    SortedMap<LocalDate, NightFigures> listed = new TreeMap<>();
    figures.forEach(
        (each, figure) -> {
          if (pages.contains(each) || exists(each + ".html")) {
            listed.put(each, figure);
          }
        });
    put("index.html", IndexPage.html(listed.values()));
    byte[] bytes = new Nights(version, figures).bytes();
    store.write(Nights.FILE, to -> to.write(bytes));
    for (LocalDate each : kept.figures().keySet()) {
      if (!scored.contains(each)) {
        store.delete(each + ".html");
      }
    }
  }

  /** The days to count: those scored anew, and those of the trends that nobody counted yet. */
  private static Set<LocalDate> missing(
      Map<LocalDate, NightFigures> known,
      Set<LocalDate> changed,
      NavigableSet<LocalDate> pages,
      NavigableSet<LocalDate> scored) {
    Set<LocalDate> missing = new TreeSet<>(pages);
    LocalDate first = pages.first().minusDays(TREND);
    for (LocalDate day : scored.subSet(first, true, pages.last(), true)) {
      if (changed.contains(day) || !known.containsKey(day)) {
        missing.add(day);
      }
    }
    return missing;
  }

  /** Every day, if the table's log does not tell what changed. */
  private Set<LocalDate> changed(Nights kept, Set<LocalDate> scored) {
    if (kept.scoresVersion() < 0) {
      return scored;
    }
    return lake.partitionsChangedAfter(Tables.PREFIX_SCORES, kept.scoresVersion())
        .<Set<LocalDate>>map(
            partitions -> {
              Set<LocalDate> days = new TreeSet<>();
              partitions.forEach(partition -> days.add(LocalDate.parse(partition.get("day"))));
              days.retainAll(scored);
              return days;
            })
        .orElse(scored);
  }

  private NightData data(
      LocalDate day, LocalDate before, SortedMap<LocalDate, NightFigures> figures) {
    List<SpaceMap> spaces = new ArrayList<>();
    SpaceQuery space = new SpaceQuery(lake);
    space.of(day, false).ifPresent(spaces::add);
    space.of(day, true).ifPresent(spaces::add);
    return new NightData(
        figures.get(day),
        List.copyOf(figures.subMap(day.minusDays(TREND), day).values()),
        new AlertQuery(lake).of(day, NightPage.SHOWN),
        new PrefixQuery(lake).of(day, mostPrefixes),
        spaces,
        new ChangeQuery(lake).of(day, Optional.ofNullable(before), NightPage.SHOWN),
        tiers(day),
        new CustomerQuery(lake).of(day, NightPage.SHOWN),
        new ArchiveQuery(lake).of(day, NightPage.SHOWN));
  }

  private Map<String, Long> tiers(LocalDate day) {
    Map<String, Long> tiers = new TreeMap<>();
    for (Row row : lake.readWhole(Tables.POLICY, day).groupBy("tier").count().collectAsList()) {
      tiers.put(row.getString(0), row.getLong(1));
    }
    return tiers;
  }

  private Nights read() throws IOException {
    if (!store.exists(Nights.FILE)) {
      return Nights.none();
    }
    try (InputStream in = store.open(Nights.FILE)) {
      return Nights.read(in.readAllBytes());
    }
  }

  private boolean exists(String name) {
    try {
      return store.exists(name);
    } catch (IOException e) {
      return false;
    }
  }

  private void put(String name, String html) throws IOException {
    byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
    store.write(name, to -> to.write(bytes));
  }
}
