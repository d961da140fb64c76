package slash64.nightly;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.min;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import slash64.activity.Clients;
import slash64.baseline.Alert;
import slash64.baseline.AlertKind;
import slash64.baseline.DelegationMoves;
import slash64.baseline.OpenAlarm;
import slash64.baseline.Sighting;
import slash64.baseline.Tie;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.scores.Sightings;

/** Finds the parties whose bad mail moves from delegation to delegation, each once. */
final class NightMoves {
  /**
   * One party that moves.
   *
   * @param tie the surest that shows it
   * @param sightings of that tie
   * @param alert of it
   */
  record Found(Tie tie, List<Sighting> sightings, Alert alert) {
    /** Returns the customer, or null where it is not by him that the party is known. */
    String customer() {
      return tie.basis() == Tie.Basis.CUSTOMER ? tie.party() : null;
    }
  }

  private final Lake lake;

  NightMoves(Lake lake) {
    this.lake = lake;
  }

  /** Judges the parties of a day, from the messages of the week that it ends. */
  List<Found> of(LocalDate day) {
    Dataset<Row> messages =
        lake.readWhole(Tables.MESSAGES, day.minusDays(DelegationMoves.DAYS - 1L), day)
            .filter(Clients.areForeign());
    Map<Tie, List<Sighting>> ties = new TreeMap<>(); // the surest tie of a party comes first
    for (Row row : Sightings.of(messages, day).collectAsList()) {
      ties.computeIfAbsent(
              tie(row.<String>getAs("basis"), row.getAs("party")), key -> new ArrayList<>())
          .add(Sightings.sighting(row));
    }
    int today = (int) day.toEpochDay();
    ties.entrySet()
        .removeIf(
            tie ->
                DelegationMoves.judge(today, tie.getKey(), tie.getValue(), Optional.empty())
                    .isEmpty());
    return alerts(today, parties(ties), ties, ties.isEmpty() ? Map.of() : open(day));
  }

  /** Returns the ties of each party, the surest first. */
  private static List<List<Tie>> parties(Map<Tie, List<Sighting>> ties) {
    List<List<Tie>> parties = new ArrayList<>();
    ties.forEach(
        (tie, sightings) ->
            parties.stream()
                .filter(party -> DelegationMoves.areOne(ties.get(party.get(0)), sightings))
                .findFirst()
                .ifPresentOrElse(
                    party -> party.add(tie), () -> parties.add(new ArrayList<>(List.of(tie)))));
    return parties;
  }

  /** Names each party by its surest tie; its alert is open if one by any of them is. */
  private static List<Found> alerts(
      int today, List<List<Tie>> parties, Map<Tie, List<Sighting>> ties, Map<Tie, LocalDate> open) {
    List<Found> found = new ArrayList<>();
    for (List<Tie> party : parties) {
      Optional<LocalDate> since =
          party.stream().map(open::get).filter(Objects::nonNull).min(LocalDate::compareTo);
      List<Sighting> sightings = ties.get(party.get(0));
      DelegationMoves.judge(today, party.get(0), sightings, since)
          .ifPresent(alert -> found.add(new Found(party.get(0), sightings, alert)));
    }
    return found;
  }

  /** Returns the ties whose alerts are open, and since when. */
  private Map<Tie, LocalDate> open(LocalDate day) {
    Map<Tie, LocalDate> open = new HashMap<>();
    lake.readWhole(Tables.ALERTS, day.minusDays(OpenAlarm.GRACE_DAYS), day.minusDays(1))
        .filter(col("kind").equalTo(AlertKind.DELEGATION_ROTATION.label()))
        .groupBy(
            get_json_object(col("evidence"), "$.basis").as("basis"),
            get_json_object(col("evidence"), "$.party").as("party"))
        .agg(min("since").cast("string").as("since"))
        .collectAsList()
        .forEach(
            row ->
                open.put(
                    tie(row.getString(0), row.getString(1)), LocalDate.parse(row.getString(2))));
    return open;
  }

  private static Tie tie(String basis, String party) {
    return new Tie(Tie.Basis.valueOf(basis.toUpperCase(Locale.ROOT)), party);
  }
}
