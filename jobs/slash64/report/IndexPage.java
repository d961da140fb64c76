package slash64.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The page over all nights: how their figures went, and the way to each. */
final class IndexPage {
  private IndexPage() {}

  /**
   * Returns the page.
   *
   * @param nights ascending by day, not empty
   */
  static String html(Collection<NightFigures> nights) {
    List<NightFigures> ascending = List.copyOf(nights);
    Markup trends =
        Markup.of("div", "trends")
            .add(
                trend("Transactions", ascending, NightFigures::transactions),
                trend(
                    "Spam among those judged, %",
                    ascending, n -> percent(n.spam(), n.spam() + n.ham())),
                trend("Mail over IPv6, %", ascending, Ipv6Section::share),
                trend("Active prefixes", ascending, NightFigures::prefixes),
                trend("Alerts", ascending, NightFigures::alerts),
                trend("Policy entries", ascending, NightFigures::entries),
                trend("Lines refused, %", ascending, n -> percent(n.refusedLines(), n.lines())));
    Table table =
        new Table(
            "Nights, the last first",
            "Night",
            "#Transactions",
            "#Spam",
            "#IPv6",
            "#Prefixes",
            "#Alerts",
            "#Entries",
            "#Lines",
            "#Refused");
    List<NightFigures> descending = new ArrayList<>(ascending);
    Collections.reverse(descending);
    for (NightFigures night : descending) {
      table.row(
          Markup.of("a").set("href", night.day() + ".html").text(night.day()),
          Texts.count(night.transactions()),
          Texts.share(night.spam(), night.spam() + night.ham()),
          Texts.share(night.overIpv6(), night.transactions()),
          Texts.count(night.prefixes()),
          Texts.count(night.alerts()),
          Texts.count(night.entries()),
          Texts.count(night.lines()),
          Texts.share(night.refusedLines(), night.lines()));
    }
    Markup body =
        Markup.of("body")
            .add(
                Markup.of("header").add(Markup.of("h1").text("All nights")),
                Markup.of("main")
                    .add(
                        NightPage.section("trends", "Trends").add(trends),
                        NightPage.section("nights", "Nights").add(table.markup())));
    return new Page("Slash64: all nights", body).html();
  }

  private static Markup trend(
      String what, List<NightFigures> nights, ToDoubleFunction<NightFigures> figure) {
    List<Double> values = nights.stream().map(figure::applyAsDouble).toList();
    return Markup.of("figure").add(Markup.of("figcaption").text(what), TrendLine.of(what, values));
  }

  private static double percent(long part, long whole) {
    return whole > 0 ? 100.0 * part / whole : 0;
  }
}
