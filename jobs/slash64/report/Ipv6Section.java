package slash64.report;

import java.util.ArrayList;
import java.util.List;

/** How much of the mail came over IPv6, and how that went. */
final class Ipv6Section {
  private final NightData night;

  Ipv6Section(NightData night) {
    this.night = night;
  }

  Markup markup() {
    List<Double> shares = new ArrayList<>();
    for (NightFigures figures : night.before()) {
      shares.add(share(figures));
    }
    shares.add(share(night.today()));
    NightFigures today = night.today();
    return NightPage.section("ipv6", "Mail over IPv6")
        .add(
            Markup.of("p")
                .text(
                    "%s of %s transactions, %s."
                        .formatted(
                            Texts.count(today.overIpv6()),
                            Texts.count(today.transactions()),
                            Texts.share(today.overIpv6(), today.transactions()))),
            TrendLine.of("Share of mail over IPv6, percent", shares));
  }

  static double share(NightFigures night) {
    return night.transactions() == 0 ? 0 : 100.0 * night.overIpv6() / night.transactions();
  }
}
