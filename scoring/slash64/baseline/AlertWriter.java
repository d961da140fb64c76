package slash64.baseline;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import slash64.json.JsonObject;
import slash64.json.Significant;

/** Puts an event into words and numbers. */
final class AlertWriter {

  private static final int MOST_CONTRIBUTORS = 3;

  /** The most telling first: where it is spread says more than that it is much. */
  private static final List<AlertKind> TELLING =
      List.of(
          AlertKind.SNOWSHOE,
          AlertKind.ROTATION,
          AlertKind.VOLUME,
          AlertKind.CONTENT,
          AlertKind.RAMP);

  private AlertWriter() {}

  static AlertKind foremost(Event event) {
    return TELLING.stream().filter(event.kinds()::contains).findFirst().orElseThrow();
  }

  static Alert write(Event event) {
    Deviation day = event.at();
    AlertKind kind = foremost(event);
    boolean isOfParts = kind == AlertKind.ROTATION || kind == AlertKind.SNOWSHOE;
    return new Alert(
        kind,
        day.prefix(),
        Severity.of(event.excess(), logP(day, kind), day.badShare(), day.complaints()),
        isOfParts ? day.spread().expectedFresh() : day.expected(),
        isOfParts ? day.activity().children().fresh() : (double) day.activity().messages(),
        event.excess(),
        LocalDate.ofEpochDay(event.since()),
        !event.isOpen(),
        reason(event, kind),
        advice(kind),
        evidence(event, kind));
  }

  private static double logP(Deviation day, AlertKind kind) {
    return switch (kind) {
      case VOLUME -> day.volumeLogP();
      case RAMP -> day.rampLogP();
      case CONTENT -> day.contentLogP();
      default -> day.spreadLogP();
    };
  }

  private static String reason(Event event, AlertKind kind) {
    Deviation day = event.at();
    Children parts = day.activity().children();
    long messages = day.activity().messages();
    String said =
        switch (kind) {
          case VOLUME ->
              say(
                  "%d messages where %s were expected, %s times as many",
                  messages,
                  Significant.digits(day.expected()),
                  Significant.digits(messages / Math.max(0.01, day.expected())));
          case RAMP ->
              say(
                  "%d messages: %s times as many as four weeks ago, without a sudden step",
                  messages, Significant.digits(day.ramp().times()));
          case CONTENT ->
              say(
                  "%d %% of %d messages are other mail than usual, by %s above all",
                  Math.round(100 * day.moved()),
                  messages,
                  day.content().foremost().label().replace('_', ' '));
          case ROTATION ->
              say(
                  "%d new addresses in one network where %s were expected, %d of %d drawn at random and %d sending alike",
                  parts.fresh(),
                  Significant.digits(day.spread().expectedFresh()),
                  parts.random(),
                  parts.active(),
                  parts.alike());
          default ->
              say(
                  "%d senders side by side with %d messages in all: %d bad, %d new where %s were expected, %d sending alike",
                  parts.active(),
                  messages,
                  parts.bad(),
                  parts.fresh(),
                  Significant.digits(day.spread().expectedFresh()),
                  parts.alike());
        };
    return say(
        "%s; %d %% unwanted; since %s",
        said, Math.round(100 * day.badShare()), LocalDate.ofEpochDay(event.since()));
  }

  private static String say(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static String advice(AlertKind kind) {
    return switch (kind) {
      case VOLUME, RAMP ->
          "Look at the examples. If it is wanted, nothing needs to be done: after eight weeks without harm it is what is usual. If not, ask the customer to stop it, and limit it at your server or list it in operator.deny, which rejects, until then.";
      case CONTENT ->
          "Look whether an account or host was taken over: compare the examples with last week's mail from here.";
      case ROTATION -> "Act on the whole network, not on its addresses: each is used once.";
      default ->
          "Act on the whole prefix: its parts are too quiet to be judged one by one. Ask who was given it, and when.";
    };
  }

  private static String evidence(Event event, AlertKind kind) {
    Deviation day = event.at();
    JsonObject json = new JsonObject();
    json.put("also", event.kinds().stream().filter(k -> k != kind).map(AlertKind::label).toList());
    json.put("messages", day.activity().messages());
    json.put("expected", day.expected());
    json.put("excess", event.excess());
    json.put("log10_p", logP(day, kind) / Math.log(10));
    json.put("bad_share", day.badShare());
    json.put("novel_share", day.novelty());
    json.putObjects("moved", moved(day.content()));
    Children parts = day.activity().children();
    json.put("active_parts", parts.active());
    json.put("new_parts", parts.fresh());
    json.put("bad_parts", parts.bad());
    json.put("alike_parts", parts.alike());
    json.putObjects("contributors", contributors(event));
    return json.toString();
  }

  private static List<JsonObject> moved(ContentReading content) {
    return Arrays.stream(Feature.values())
        .filter(feature -> content.feature(feature.index()).logP() <= Math.log(0.001))
        .map(
            feature ->
                new JsonObject()
                    .put("feature", feature.label())
                    .put("share", content.feature(feature.index()).moved()))
        .toList();
  }

  private static List<JsonObject> contributors(Event event) {
    return event.members().stream()
        .sorted(
            Comparator.comparingDouble(Deviation::excess)
                .reversed()
                .thenComparing(Deviation::prefix))
        .limit(MOST_CONTRIBUTORS)
        .map(
            member ->
                new JsonObject()
                    .put("prefix", member.prefix().toString())
                    .put("messages", member.activity().messages())
                    .put("expected", member.expected()))
        .toList();
  }
}
