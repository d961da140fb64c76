package slash64.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The page of one night. */
final class NightPage {
  /** Alerts, changes, customers, archives shown; the tables hold the rest. */
  static final int SHOWN = 100;

  private final NightData night;
  private final LocalDate day;

  private NightPage(NightData night) {
    this.night = night;
    this.day = night.today().day();
  }

  static String html(NightData night) {
    return new NightPage(night).page().html();
  }

  private Page page() {
    Markup main =
        Markup.of("main")
            .add(
                new SixNumbers(night).markup(),
                alerts(),
                new TreeSection(night).markup(),
                new SpaceSection(night.spaces()).markup(),
                changes(),
                customers(),
                new Ipv6Section(night).markup(),
                archives(),
                PrefixTable.markup());
    Markup body =
        Markup.of("body")
            .add(
                Markup.of("a", "skip").set("href", "#prefixes").text("To the prefix table"),
                header(),
                main,
                Markup.of("footer")
                    .add(
                        Markup.of("p")
                            .text(
                                "Made from the tables of the night; days are UTC. Names and texts from logs are shown as they came, as text.")));
    return new Page("Slash64: the night of " + day, body)
        .data("prefix-data", PrefixTable.json(night.prefixes()))
        .data("space-data", SpaceSection.json(night.spaces()));
  }

  private Markup header() {
    Markup nav = Markup.of("nav").set("aria-label", "Nights");
    night
        .yesterday()
        .ifPresent(
            before ->
                nav.add(
                    Markup.of("a").set("href", before.day() + ".html").text("← " + before.day())));
    nav.add(Markup.of("a").set("href", "index.html").text("all nights"));
    return Markup.of("header").add(Markup.of("h1").text("The night of " + day), nav);
  }

  private Markup alerts() {
    List<Markup> cards = new ArrayList<>();
    for (AlertRow alert : night.alerts()) {
      cards.add(AlertCard.of(alert));
    }
    Markup section = section("alerts", "Alerts");
    if (cards.isEmpty()) {
      return section.add(Markup.of("p").text("Nothing departed from its own past."));
    }
    long more = night.today().alerts() - cards.size();
    section.add(
        Markup.of("p", "note")
            .text(
                "Band: the middle eight tenths of four weeks. Bar: what was expected. Dot: today. Heights by the root."));
    section.add(Markup.of("div", "cards").add(cards));
    return more > 0
        ? section.add(
            Markup.of("p")
                .text(
                    "%s more, less severe, are in the table alerts.".formatted(Texts.count(more))))
        : section;
  }

  private Markup changes() {
    PolicyChanges changes = night.changes();
    Markup section = section("changes", "What changed in the policy");
    String since =
        changes.before().map(before -> "since " + before).orElse("on the first scored day");
    section.add(
        Markup.of("p")
            .text(
                "%s entries came, %s went, %s changed their tier %s."
                    .formatted(
                        Texts.count(changes.added()),
                        Texts.count(changes.removed()),
                        Texts.count(changes.moved()),
                        since)),
        Markup.of("p").text(inForce()));
    Table table =
        new Table("Changes, the gravest first", "Prefix", "Before", "Now", "#Score", "Why");
    for (ChangeRow change : changes.shown()) {
      table.row(
          code(change.prefix()),
          Table.tier(change.before()),
          Table.tier(change.after()),
          Texts.score(change.score()),
          Texts.shortened(change.reason(), 300));
    }
    return table.isEmpty() ? section : section.add(table.markup());
  }

  private String inForce() {
    List<String> tiers = new ArrayList<>();
    night.tiers().forEach((tier, entries) -> tiers.add(Texts.count(entries) + " " + tier));
    return tiers.isEmpty()
        ? "The policy has no entry."
        : "In force: " + String.join(", ", tiers) + ".";
  }

  private Markup customers() {
    Markup section = section("customers", "Customers to help");
    Table table =
        new Table(
            "Share of a week's mail that fails a check, of that where it is known, the costliest first",
            "Customer",
            "#Transactions",
            "#SPF not passed",
            "#DKIM not passed",
            "#No PTR",
            "#TLS below 1.2 or none");
    for (CustomerRow customer : night.customers()) {
      table.row(
          Texts.shortened(customer.customer(), 80),
          Texts.count(customer.transactions()),
          Texts.percent(customer.spf().failed()),
          Texts.percent(customer.dkim().failed()),
          Texts.percent(customer.ptr().failed()),
          Texts.percent(customer.tls().failed()));
    }
    return table.isEmpty()
        ? section.add(
            Markup.of("p")
                .text(
                    "No customer with a fault in SPF, DKIM, PTR or TLS; customers are known by --allocations."))
        : section.add(table.markup());
  }

  private Markup archives() {
    Markup section = section("archives", "Archives taken in");
    Table table =
        new Table(
            "Archives with lines of the day, those with refused lines first",
            "Archive",
            "Format",
            "#Lines",
            "#Used",
            "#Say nothing of mail",
            "#Refused",
            "Refused why");
    for (ArchiveRow archive : night.archives()) {
      List<String> reasons = new ArrayList<>();
      archive
          .refusedByReason()
          .forEach((reason, count) -> reasons.add(reason + " " + Texts.count(count)));
      table.row(
          code(archive.path().substring(archive.path().lastIndexOf('/') + 1)),
          Optional.ofNullable(archive.format()).orElse("–"),
          Texts.count(archive.lines()),
          Texts.count(archive.used()),
          Texts.count(archive.empty()),
          Texts.count(archive.refused()),
          Texts.shortened(String.join(", ", reasons), 200));
    }
    return table.isEmpty()
        ? section.add(Markup.of("p").text("None holds lines of this day."))
        : section.add(table.markup());
  }

  static Markup section(String id, String title) {
    return Markup.of("section")
        .set("aria-labelledby", id + "-title")
        .add(Markup.of("h2").set("id", id + "-title").text(title));
  }

  static Markup code(String text) {
    return Markup.of("code").text(Texts.shortened(text, 120));
  }
}
