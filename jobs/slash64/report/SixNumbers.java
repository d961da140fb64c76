package slash64.report;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The night in six numbers, with those of the scored day before beside them. */
final class SixNumbers {
  private final NightFigures today;
  private final Optional<NightFigures> before;

  SixNumbers(NightData night) {
    this.today = night.today();
    this.before = night.yesterday();
  }

  Markup markup() {
    return NightPage.section("night", "The night in six numbers")
        .add(
            Markup.of("dl", "six")
                .add(
                    count("transactions", NightFigures::transactions),
                    share("of those judged, spam", SixNumbers::spamShare),
                    count("active prefixes", NightFigures::prefixes),
                    count("alerts", NightFigures::alerts),
                    count("policy entries", NightFigures::entries),
                    share("of lines refused", SixNumbers::refusedShare)));
  }

  static double spamShare(NightFigures night) {
    return night.spam() / (double) (night.spam() + night.ham());
  }

  static double refusedShare(NightFigures night) {
    return night.refusedLines() / (double) night.lines();
  }

  private Markup count(String what, ToDoubleFunction<NightFigures> number) {
    return number(what, night -> Texts.count((long) number.applyAsDouble(night)));
  }

  private Markup share(String what, ToDoubleFunction<NightFigures> number) {
    return number(what, night -> Texts.percent(number.applyAsDouble(night)));
  }

  private Markup number(String what, Function<NightFigures, String> text) {
    return Markup.of("div")
        .add(
            Markup.of("dt").text(what),
            Markup.of("dd").text(text.apply(today)),
            Markup.of("dd", "before")
                .text(
                    before
                        .map(night -> "%s on %s".formatted(text.apply(night), night.day()))
                        .orElse("no day before")));
  }
}
