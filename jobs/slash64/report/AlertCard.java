package slash64.report;

import java.util.Locale;

/** An alert: what, where, since when, its picture, and what to do. */
final class AlertCard {
  private AlertCard() {}

  static Markup of(AlertRow alert) {
    String severity = alert.severity() == null ? "" : alert.severity();
    Markup card =
        Markup.of("article", "alert " + (severity.matches("[a-z]+") ? severity : "low"))
            .add(
                Markup.of("h3")
                    .add(
                        Markup.of("span", "severity").text(severity),
                        Markup.of("span").text(" " + alert.kind().replace('_', ' ') + " "),
                        NightPage.code(alert.where())));
    if (!alert.history().isEmpty()) {
      // Only volume is expected and observed in transactions, the unit of the picture.
      boolean isVolume = alert.kind().equals("volume") || alert.kind().equals("ramp");
      card.add(BandChart.of(alert.history(), isVolume ? alert.expected() : null));
    }
    card.add(Markup.of("p").text(Texts.shortened(alert.reason(), 500)));
    if (alert.advice() != null && !alert.advice().isEmpty()) {
      card.add(Markup.of("p", "advice").text(Texts.shortened(alert.advice(), 300)));
    }
    return card.add(Markup.of("p", "note").text(numbers(alert)));
  }

  private static String numbers(AlertRow alert) {
    String since = alert.isNew() ? "new" : "since " + alert.since();
    if (alert.observed() == null) {
      return since;
    }
    String expected =
        alert.expected() == null
            ? ""
            : String.format(Locale.ROOT, ", expected %,.1f", alert.expected());
    return since + String.format(Locale.ROOT, ", observed %,.0f", alert.observed()) + expected;
  }
}
