package slash64.baseline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import slash64.net.Prefix;

/**
 * The second phase of a night: what departs, whom to blame for it, and what the states remember of
 * it. Give it one subtree at a time (a /32 with all its levels), or just those of its prefixes for
 * which {@link #needsBlame} holds.
 */
public final class NightJudge {

  private final Departures departures;
  private final Blame blame;

  public NightJudge(BaselineSettings settings, Thresholds thresholds) {
    departures = new Departures(settings, thresholds);
    blame = new Blame(departures);
  }

  /** Returns whether a prefix departs or has an alert open; others need no second look. */
  public boolean needsBlame(Deviation deviation) {
    return !deviation.open().isEmpty()
        || departures.isExcused(deviation)
        || !departures.of(deviation).isEmpty();
  }

  /** Judges one subtree. Prefixes for which nothing needs to be decided may be left out. */
  public Findings judge(List<Deviation> subtree) {
    List<Deviation> candidates = subtree.stream().filter(this::needsBlame).toList();
    List<Event> events = blame.of(candidates);
    Map<Prefix, Event> owners = new HashMap<>();
    events.forEach(event -> owners.put(event.at().prefix(), event));
    Map<Prefix, Verdict> verdicts = new HashMap<>();
    for (Deviation day : candidates) {
      verdicts.put(day.prefix(), verdict(day, owners.get(day.prefix())));
    }
    List<Alert> alerts = events.stream().map(AlertWriter::write).toList();
    return new Findings(alerts, verdicts);
  }

  private Verdict verdict(Deviation day, Event event) {
    boolean isHarmful =
        departures.isHarmful(day)
            || event != null
                && (event.kinds().contains(AlertKind.SNOWSHOE)
                    || event.kinds().contains(AlertKind.ROTATION));
    boolean teaches = event == null && day.open().isEmpty() && departures.of(day).isEmpty();
    return new Verdict(teaches, !teaches && isHarmful, alarms(day, event));
  }

  /** Open alerts stay, confirmed or not; an event adds those kinds that are not open yet. */
  private List<OpenAlarm> alarms(Deviation day, Event event) {
    List<OpenAlarm> alarms = new ArrayList<>();
    for (OpenAlarm alarm : day.open()) {
      alarms.add(departures.isConfirmed(alarm, day) ? alarm.confirmed(day.day()) : alarm);
    }
    if (event != null) {
      for (AlertKind kind : event.kinds()) {
        if (alarms.stream().noneMatch(alarm -> alarm.kind() == kind)) {
          double dispersion = day.volume() == null ? 1 : day.volume().predictive().dispersion();
          alarms.add(OpenAlarm.of(kind, event.since(), day.day(), day.expected(), dispersion));
        }
      }
    }
    return alarms;
  }
}
